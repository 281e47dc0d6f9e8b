/**
 * Long lists in pages, counted from 1. A queryset is asked for its count once and for one page's rows when that page is
 * read. `page` raises for a page that is not there, `get_page` gives the nearest.
 *
 * Django: django/core/paginator.py, topics/pagination
 * Left out: the warning about unordered querysets; AsyncPaginator.
 */
import { callWithKwargs } from '../../base/kwargs.ts'
import { Exception, IndexError, TypeError, ValueError } from '../../base/python/exceptions.ts'
import { isFloat } from '../../base/python/float.ts'
import { toInt } from '../../base/python/int.ts'
import { parametersOf } from '../../base/python/parameters_of.ts'
import { iterate, len } from '../../base/python/protocols.ts'
import { Range } from '../../base/python/range.ts'
import { Slice } from '../../base/python/slice.ts'
import { briefError } from '../../trace/brief-error.ts'
import { gettext_lazy as _ } from '../utils/translation/index.ts'

export class InvalidPage extends Exception {}
export class PageNotAnInteger extends InvalidPage {}
export class EmptyPage extends InvalidPage {}

export interface PaginatorOptions {
  /** A last page of at most so many objects is added to the one before it. */
  readonly orphans?: unknown
  /** Whether page 1 of nothing exists. */
  readonly allow_empty_first_page?: boolean
  /** Other texts for `invalid_page`, `min_page`, `no_results`. */
  readonly error_messages?: Readonly<Record<string, unknown>> | null
}

export class Paginator {
  static readonly ELLIPSIS: unknown = _('…')
  static readonly default_error_messages: Readonly<Record<string, unknown>> = {
    invalid_page: _('That page number is not an integer'),
    min_page: _('That page number is less than 1'),
    no_results: _('That page contains no results'),
  }

  readonly object_list: unknown
  readonly per_page: number
  readonly orphans: number
  readonly allow_empty_first_page: boolean
  readonly error_messages: Readonly<Record<string, unknown>>
  private knownCount: number | null = null

  constructor(object_list: unknown, per_page: unknown, options: PaginatorOptions = {}) {
    this.object_list = object_list
    this.per_page = Number(toInt(per_page))
    this.orphans = Number(toInt(options.orphans ?? 0))
    this.allow_empty_first_page = options.allow_empty_first_page ?? true
    this.error_messages = {
      ...(this.constructor as typeof Paginator).default_error_messages,
      ...options.error_messages,
    }
  }

  *[Symbol.iterator](): Iterator<Page> {
    for (const number of this.page_range) yield this.page(number)
  }

  /** The page number as an int. @throws PageNotAnInteger, EmptyPage */
  validate_number(number: unknown): number {
    const page = this.integer(number)
    if (page < 1) throw new EmptyPage(this.error_messages['min_page'])
    if (page > this.num_pages) throw new EmptyPage(this.error_messages['no_results'])
    return page
  }

  private integer(number: unknown): number {
    try {
      if (isFloat(number) && !Number.isInteger(Number(number))) throw new ValueError()
      return Number(toInt(number))
    } catch (error) {
      if (!(error instanceof TypeError) && !(error instanceof ValueError)) throw error
      throw new PageNotAnInteger(this.error_messages['invalid_page'])
    }
  }

  /** The first page for what is no number, the last for one out of range. */
  get_page(number: unknown): Page {
    let valid: number
    try {
      valid = this.validate_number(number)
    } catch (error) {
      if (error instanceof PageNotAnInteger) valid = 1
      else if (error instanceof EmptyPage) valid = this.num_pages
      else throw error
    }
    return this.page(valid)
  }

  /** @throws PageNotAnInteger, EmptyPage */
  page(number: unknown): Page {
    const valid = this.validate_number(number)
    const bottom = (valid - 1) * this.per_page
    const end = bottom + this.per_page
    const top = end + this.orphans >= this.count ? this.count : end
    return this._get_page(sliceOf(this.object_list, bottom, top), valid, this)
  }

  /** Makes a page; to be overridden by those who need another class. */
  _get_page(object_list: unknown, number: number, paginator: Paginator): Page {
    return new Page(object_list, number, paginator)
  }

  /** How many objects there are on all pages. Asked once. */
  get count(): number {
    this.knownCount ??= countOf(this.object_list)
    return this.knownCount
  }

  get num_pages(): number {
    if (this.count === 0 && !this.allow_empty_first_page) return 0
    return Math.ceil(Math.max(1, this.count - this.orphans) / this.per_page)
  }

  get page_range(): Range {
    return new Range(1, this.num_pages + 1)
  }

  /** Page numbers around `number` and at both ends, `…` where some are left out. */
  *get_elided_page_range(
    number: unknown = 1,
    { on_each_side = 3, on_ends = 2 }: { on_each_side?: number; on_ends?: number } = {},
  ): Generator<unknown> {
    const current = this.validate_number(number)
    const last = this.num_pages
    if (last <= (on_each_side + on_ends) * 2) {
      yield* this.page_range
      return
    }
    const { ELLIPSIS } = this.constructor as typeof Paginator
    if (current > 1 + on_each_side + on_ends + 1) {
      yield* new Range(1, on_ends + 1)
      yield ELLIPSIS
      yield* new Range(current - on_each_side, current + 1)
    } else yield* new Range(1, current + 1)

    if (current < last - on_each_side - on_ends - 1) {
      yield* new Range(current + 1, current + on_each_side + 1)
      yield ELLIPSIS
      yield* new Range(last - on_ends + 1, last + 1)
    } else yield* new Range(current + 1, last + 1)
  }
}

/** A list-like object's own `count()`, if it needs no argument, else its length. */
function countOf(object_list: unknown): number {
  const { count } = Object(object_list) as { count?: unknown }
  if (typeof count === 'function' && (parametersOf(count) ?? []).every((one) => one.hasDefault)) {
    return Number(callWithKwargs(count, [], {}, object_list))
  }
  return len(object_list)
}

function sliceOf(object_list: unknown, bottom: number, top: number): unknown {
  const list = object_list as { slice?: unknown; __getitem__?: unknown }
  if (typeof list.slice === 'function') return list.slice(bottom, top) as unknown
  if (typeof list.__getitem__ === 'function')
    return list.__getitem__(new Slice(bottom, top)) as unknown
  throw new TypeError('object is not subscriptable')
}

/** A sequence of the objects of one page. */
export class Page {
  object_list: unknown
  readonly number: number
  readonly paginator: Paginator

  constructor(object_list: unknown, number: number, paginator: Paginator) {
    this.object_list = object_list
    this.number = number
    this.paginator = paginator
  }

  __repr__(): string {
    return `<Page ${this.number} of ${this.paginator.num_pages}>`
  }

  __len__(): number {
    return len(this.object_list)
  }

  get length(): number {
    return this.__len__()
  }

  /** A queryset is evaluated by this, once and as a whole. @throws IndexError, TypeError */
  __getitem__(index: number | Slice): unknown {
    if (typeof index !== 'number' && !(index instanceof Slice)) {
      // templates try every name here before they look for an attribute
      throw briefError(
        () => new TypeError(`Page indices must be integers or slices, not ${typeof index}.`),
      )
    }
    if (!Array.isArray(this.object_list)) this.object_list = [...iterate(this.object_list)]
    const items = this.object_list as unknown[]
    if (index instanceof Slice) return index.of(items)
    const at = index < 0 ? index + items.length : index
    if (at < 0 || at >= items.length) throw new IndexError('list index out of range')
    return items[at]
  }

  [Symbol.iterator](): Iterator<unknown> {
    return iterate(this.object_list)[Symbol.iterator]()
  }

  has_next(): boolean {
    return this.number < this.paginator.num_pages
  }

  has_previous(): boolean {
    return this.number > 1
  }

  has_other_pages(): boolean {
    return this.has_previous() || this.has_next()
  }

  /** @throws EmptyPage */
  next_page_number(): number {
    return this.paginator.validate_number(this.number + 1)
  }

  /** @throws EmptyPage */
  previous_page_number(): number {
    return this.paginator.validate_number(this.number - 1)
  }

  /** Number of the first object on this page, from 1; 0 where there is none. */
  start_index(): number {
    if (this.paginator.count === 0) return 0
    return this.paginator.per_page * (this.number - 1) + 1
  }

  /** Number of the last object on this page. */
  end_index(): number {
    if (this.number === this.paginator.num_pages) return this.paginator.count
    return this.number * this.paginator.per_page
  }
}
