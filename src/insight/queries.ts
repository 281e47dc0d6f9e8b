/**
 * The SQL of a request. *Similar* is the same text, *duplicate* the same text and parameters. A *loop* is similar
 * queries asked by the same line, three or more: the N+1 problem, said in Django's words with its fix.
 */
import type { SourceRange } from '../base/source.ts'
import { formatSource } from '../base/source.ts'
import type { SpanOf } from '../trace/model.ts'
import { shortName } from './names.ts'
import type { TraceTree } from './tree.ts'

/** Fewer than this is no loop: two queries may well be two questions. */
const LOOP_MIN = 3

export interface QueryInfo {
  /** From 1, in order. */
  readonly number: number
  readonly entry: number
  readonly sql: string
  readonly params: readonly string[]
  readonly rows: number | null
  readonly plan: readonly string[]
  /** The line that asked, often a template's. */
  readonly where: SourceRange | null
  /** `Post.author`, `iteration`, … null for SQL that no queryset asked for. */
  readonly cause: string | null
  /** The queryset in a learner's words; null for SQL that none asked for. */
  readonly queryset: string | null
  /** How many queries of this request have this text, itself included. */
  readonly similar: number
  /** How many have this text and these parameters, itself included. */
  readonly duplicate: number
  /** Place in its loop from 0, and the loop's place in `loops`; null outside loops. */
  readonly loop: { readonly id: number; readonly index: number } | null
}

export interface QueryLoop {
  readonly sql: string
  readonly where: SourceRange | null
  /** Entries of the queries, in order. */
  readonly entries: readonly number[]
  /** `Post.author` where the rows were related objects. */
  readonly attribute: string | null
  /** `Post.author loaded 24 times at blog/post_list.html:9`. */
  readonly sentence: string
  /** `select_related('author')`; null where the trace does not tell. */
  readonly fix: string | null
}

export function queriesOf(tree: TraceTree): {
  readonly queries: readonly QueryInfo[]
  readonly loops: readonly QueryLoop[]
} {
  const spans = tree.spans('db.query')
  const bySql = new Map<string, SpanOf<'db.query'>[]>()
  const bySame = new Map<string, number>()
  const byAsker = new Map<string, SpanOf<'db.query'>[]>()
  for (const span of spans) {
    addTo(bySql, span.detail.sql, span)
    bySame.set(sameKey(span), (bySame.get(sameKey(span)) ?? 0) + 1)
    addTo(byAsker, askerKey(tree, span), span)
  }

  const loops: QueryLoop[] = []
  const placeInLoop = new Map<number, { id: number; index: number }>()
  for (const group of byAsker.values()) {
    if (group.length < LOOP_MIN || isBookkeeping(group[0] as SpanOf<'db.query'>)) continue
    group.forEach((span, index) => placeInLoop.set(span.id, { id: loops.length, index }))
    loops.push(loopOf(tree, group))
  }

  const queries = spans.map((span, index) => ({
    number: index + 1,
    entry: span.id,
    sql: span.detail.sql,
    params: span.detail.params,
    rows: span.detail.rows ?? null,
    plan: span.detail.plan ?? [],
    where: askedAt(tree, span),
    cause: causeOf(tree, span),
    queryset: tree.around(span, 'orm.evaluate')?.detail.queryset ?? null,
    similar: bySql.get(span.detail.sql)?.length ?? 1,
    duplicate: bySame.get(sameKey(span)) ?? 1,
    loop: placeInLoop.get(span.id) ?? null,
  }))
  return { queries, loops }
}

/** The line that needed the rows: the query's own, else that of the queryset around it. */
function askedAt(tree: TraceTree, span: SpanOf<'db.query'>): SourceRange | null {
  return (
    tree.around(span, 'orm.evaluate')?.where ??
    span.where ??
    tree.around(span, 'orm.write')?.where ??
    null
  )
}

function causeOf(tree: TraceTree, span: SpanOf<'db.query'>): string | null {
  const evaluate = tree.around(span, 'orm.evaluate')
  if (evaluate !== null) return evaluate.detail.attribute ?? evaluate.detail.cause
  const write = tree.around(span, 'orm.write')
  return write === null ? null : `${shortName(write.detail.model)}.${write.detail.action}`
}

function loopOf(tree: TraceTree, group: readonly SpanOf<'db.query'>[]): QueryLoop {
  const first = group[0] as SpanOf<'db.query'>
  const where = askedAt(tree, first)
  const evaluate = tree.around(first, 'orm.evaluate')
  const attribute = evaluate?.detail.attribute ?? relationOf(evaluate)?.text ?? null
  const write = evaluate === null ? tree.around(first, 'orm.write') : null
  const asker = evaluate ?? write
  const what = attribute ?? (asker === null ? 'The same query' : shortName(asker.detail.model))
  const verb = evaluate !== null ? 'loaded' : write === null ? 'ran' : WRITTEN[write.detail.action]
  const place = where === null ? '' : ` at ${formatSource(where)}`
  return {
    sql: first.detail.sql,
    where,
    entries: group.map(({ id }) => id),
    attribute,
    sentence: `${what} ${verb} ${group.length} times${place}`,
    fix: write === null ? fixFor(evaluate) : fixForWrite(write, first),
  }
}

const WRITTEN: Readonly<Record<SpanOf<'orm.write'>['detail']['action'], string>> = {
  save: 'saved',
  delete: 'deleted',
  update: 'updated',
  bulk_create: 'saved',
  bulk_update: 'updated',
  m2m: 'written',
}

/** One statement can write many rows. */
function fixForWrite(write: SpanOf<'orm.write'>, { detail }: SpanOf<'db.query'>): string | null {
  const model = shortName(write.detail.model)
  if (/^insert/i.test(detail.sql)) return `${model}.objects.bulk_create(…)`
  if (/^update/i.test(detail.sql)) return `${model}.objects.bulk_update(…)`
  return /^delete/i.test(detail.sql) ? `${model}.objects.filter(…).delete()` : null
}

interface Relation {
  /** `post.tags`. */
  readonly text: string
  readonly field: string
  /** More than `.all()` was asked of it: a plain prefetch would not be used. */
  readonly isNarrowed: boolean
}

/** `post.tags.all()`: the manager of one object's related ones. A model's own begins with a capital, `Post.objects`. */
function relationOf(evaluate: SpanOf<'orm.evaluate'> | null): Relation | null {
  const found = /^([a-z]\w*\.(\w+))(.*)$/s.exec(evaluate?.detail.queryset ?? '')
  if (found === null) return null
  const [, text, field, chain] = found as unknown as [string, string, string, string]
  return { text, field, isNarrowed: chain.replaceAll('.all()', '') !== '' }
}

/** One object by a key of the row is a foreign key: a JOIN fetches it. Many rows need a second query. */
function fixFor(evaluate: SpanOf<'orm.evaluate'> | null): string | null {
  if (evaluate === null) return null
  const { attribute, cause } = evaluate.detail
  const model = shortName(evaluate.detail.model)
  const relation = relationOf(evaluate)
  const field = attribute?.slice(attribute.lastIndexOf('.') + 1) ?? relation?.field
  if (relation !== null && cause !== 'count') {
    return relation.isNarrowed
      ? `prefetch_related(Prefetch('${field}', …))`
      : `prefetch_related('${field}')`
  }
  if (field !== undefined && cause === 'related object') return `select_related('${field}')`
  if (cause === 'count') return `annotate(Count('${field ?? model.toLowerCase()}'))`
  if (field !== undefined) return `prefetch_related('${field}')`
  if (cause === 'get') return `${model}.objects.in_bulk(ids)`
  return cause === 'iteration' ? 'prefetch_related(…)' : null
}

const isBookkeeping = (span: SpanOf<'db.query'>): boolean =>
  /^(BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE)\b/i.test(span.detail.sql)

const sameKey = (span: SpanOf<'db.query'>): string =>
  JSON.stringify([span.detail.sql, span.detail.params])

function askerKey(tree: TraceTree, span: SpanOf<'db.query'>): string {
  const where = askedAt(tree, span)
  return JSON.stringify([span.detail.sql, where?.file ?? null, where?.line ?? null])
}

function addTo<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key)
  if (list === undefined) map.set(key, [value])
  else list.push(value)
}
