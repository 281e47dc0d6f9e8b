/**
 * The ORM with `await`: `await Post.objects.acount()`, `for await (const post of posts)`. What asks the database at once
 * has a twin; what only describes a query needs none.
 *
 * Django: django/db/models/query.py, topics/async#queries-the-orm
 */
import { awaitable } from '../../../base/async/state.ts'
import { defineTwins } from '../../../base/async/twins.ts'
import { Model } from './base.ts'
import { BaseManager, Manager } from './manager.ts'
import { QuerySet } from './query.ts'
import { RawQuerySet } from './raw.ts'

const QUERYSET = [
  'aggregate',
  'bulk_create',
  'bulk_update',
  'contains',
  'count',
  'create',
  'earliest',
  'exists',
  'explain',
  'first',
  'get',
  'get_or_create',
  'in_bulk',
  'last',
  'latest',
  'update',
  'update_or_create',
]
/** Only managers of related objects have these. */
const RELATED = ['add', 'clear', 'remove', 'set']

interface Rows {
  [Symbol.iterator](): Iterator<unknown>
}

/** The rows are fetched at the first step, all of them; `aiterator` in pieces is the same to SQLite. */
function rowsLater(rows: () => Rows): AsyncIterator<unknown> & AsyncIterable<unknown> {
  let iterator: Iterator<unknown> | null = null
  const steps = {
    next: () => awaitable(() => (iterator ??= rows()[Symbol.iterator]()).next()),
    [Symbol.asyncIterator]: () => steps,
  }
  return steps as unknown as AsyncIterator<unknown> & AsyncIterable<unknown>
}

export function installModelTwins(): void {
  defineTwins(QuerySet.prototype, [...QUERYSET, 'delete'])
  defineTwins(Manager.prototype, [...QUERYSET, ...RELATED])
  defineTwins(Model.prototype, ['save', 'delete', 'refresh_from_db'])
  for (const cls of [QuerySet, RawQuerySet]) {
    Object.defineProperty(cls.prototype, Symbol.asyncIterator, {
      value(this: Rows) {
        return rowsLater(() => this)
      },
      configurable: true,
    })
  }
  for (const cls of [QuerySet, BaseManager]) {
    Object.defineProperty(cls.prototype, 'aiterator', {
      value(this: { iterator(...args: unknown[]): Rows }, ...args: unknown[]) {
        return rowsLater(() => this.iterator(...args))
      },
      configurable: true,
      writable: true,
    })
  }
}
