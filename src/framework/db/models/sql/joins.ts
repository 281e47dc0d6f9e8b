/**
 * Joins of a query: which table aliases there are, which are shared, and which are LEFT OUTER. A path over a key that
 * may be null is outer; an outer join that a condition needs becomes inner again.
 *
 * Django: join methods of Query in django/db/models/sql/query.py
 */
import { RecursionError } from '../../../../base/python/exceptions.ts'
import { repr } from '../../../../base/python/protocols.ts'
import { FieldError } from '../../../core/exceptions.ts'
import { LOOKUP_SEP } from '../constants.ts'
import type { PathInfo } from '../query_utils.ts'
import { INNER, LOUTER } from './constants.ts'
import { BaseTable, Join, MultiJoin } from './datastructures.ts'

/** Where a path of names leads. */
export interface JoinInfo {
  readonly final_field: any
  readonly targets: any[]
  readonly opts: any
  readonly joins: string[]
  readonly path: PathInfo[]
  readonly transform_function: ((field: any, alias: string | null) => any) & {
    has_transforms?: boolean
  }
}

export function table_alias(
  query: any,
  table_name: string,
  create: boolean,
  filtered_relation: any = null,
): string {
  const known: string[] | undefined = query.table_map.get(table_name)
  if (!create && known !== undefined) {
    query.ref_alias(known[0])
    return known[0]!
  }
  let alias: string
  if (known !== undefined) {
    alias = `${query.alias_prefix}${query.alias_map.size + 1}`
    query.table_map.set(table_name, [...known, alias])
  } else {
    alias = filtered_relation?.alias ?? table_name
    query.table_map.set(table_name, [alias])
  }
  query.alias_refcount.set(alias, 1)
  return alias
}

/** The alias of an equal join, or of a new one. @param reuse  aliases that may be shared; null: all */
export function join(query: any, wanted: Join | BaseTable, reuse: Set<string> | null): string {
  const same = [...query.alias_map]
    .filter(
      ([alias, known]: [string, Join | BaseTable]) =>
        (reuse === null || reuse.has(alias)) && known.equals(wanted),
    )
    .map(([alias]) => alias as string)
  if (same.length > 0) {
    const alias = same.includes(wanted.table_alias!) ? wanted.table_alias! : same.at(-1)!
    query.ref_alias(alias)
    return alias
  }
  const alias = table_alias(query, wanted.table_name, true, wanted.filtered_relation)
  if (!(wanted instanceof Join)) {
    query.alias_map.set(alias, new BaseTable(wanted.table_name, alias))
    return alias
  }
  const parent = query.alias_map.get(wanted.parent_alias)
  const join_type = parent.join_type === LOUTER || wanted.nullable ? LOUTER : INNER
  query.alias_map.set(alias, wanted.with({ join_type, table_alias: alias }))
  if (wanted.filtered_relation !== null) {
    const before = query.alias_map.size
    const resolved = wanted.filtered_relation.resolve_expression(
      query,
      reuse === null ? null : new Set([...reuse, alias]),
    )
    const placed = query.alias_map.get(alias).with({ filtered_relation: resolved })
    // its condition may have joined tables that must come first
    if (query.alias_map.size > before) query.alias_map.delete(alias)
    query.alias_map.set(alias, placed)
  }
  return alias
}

export function promote_joins(query: any, aliases: Iterable<string>): void {
  const queue = [...aliases]
  while (queue.length > 0) {
    const alias = queue.shift()!
    const entry = query.alias_map.get(alias)
    if (entry.join_type === null) continue
    const parent_louter = query.alias_map.get(entry.parent_alias)?.join_type === LOUTER
    if ((entry.nullable || parent_louter) && entry.join_type !== LOUTER) {
      query.alias_map.set(alias, entry.promote())
      // what hangs on an outer join must be outer too
      for (const [other, child] of query.alias_map)
        if (child.parent_alias === alias && !queue.includes(other)) queue.push(other)
    }
  }
}

export function demote_joins(query: any, aliases: Iterable<string>): void {
  const queue = [...aliases]
  while (queue.length > 0) {
    const alias = queue.shift()!
    const entry = query.alias_map.get(alias)
    if (entry.join_type !== LOUTER) continue
    query.alias_map.set(alias, entry.demote())
    if (query.alias_map.get(entry.parent_alias).join_type === INNER) queue.push(entry.parent_alias)
  }
}

export function change_aliases(query: any, change_map: Map<string, string>): void {
  if (change_map.size === 0) return
  query.where.relabel_aliases(change_map)
  const relabel = (col: any) => col.relabeled_clone(change_map)
  if (Array.isArray(query.group_by)) query.group_by = query.group_by.map(relabel)
  query.select = query.select.map(relabel)
  query.annotations = new Map([...query.annotations].map(([key, col]) => [key, relabel(col)]))
  query._annotation_select_cache = null
  for (const [old_alias, new_alias] of change_map) {
    const entry = query.alias_map.get(old_alias)
    if (entry === undefined) continue
    const renamed = entry.relabeled_clone(change_map)
    query.alias_map.set(new_alias, renamed)
    query.alias_refcount.set(new_alias, query.alias_refcount.get(old_alias))
    query.alias_refcount.delete(old_alias)
    query.alias_map.delete(old_alias)
    const aliases = query.table_map.get(renamed.table_name)
    query.table_map.set(
      renamed.table_name,
      aliases.map((name: string) => (name === old_alias ? new_alias : name)),
    )
  }
  query.external_aliases = new Map(
    [...query.external_aliases].map(([alias, aliased]) => [
      change_map.get(alias) ?? alias,
      aliased || change_map.has(alias),
    ]),
  )
  for (const combined of query.combined_queries) {
    const external = [...change_map].filter(([alias]) => combined.external_aliases.has(alias))
    change_aliases(combined, new Map(external))
  }
}

function* prefixes(after: string): Generator<string> {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
  const next = String.fromCharCode(after.charCodeAt(0) + 1)
  for (const letter of alphabet.slice(alphabet.indexOf(next))) yield letter
  for (const first of alphabet) for (const second of alphabet) yield first + second
}

/** Gives this query's tables names that the outer query does not use: U0, U1, … */
export function bump_prefix(query: any, other: any, exclude: Set<string> = new Set()): void {
  if (query.alias_prefix !== other.alias_prefix) return
  const free = [...prefixes(query.alias_prefix)].find((prefix) => !query.subq_aliases.has(prefix))
  if (free === undefined)
    throw new RecursionError('Maximum recursion depth exceeded: too many subqueries.')
  query.alias_prefix = free
  query.subq_aliases = new Set([...query.subq_aliases, free])
  other.subq_aliases = new Set([...other.subq_aliases, ...query.subq_aliases])
  const change_map = new Map<string, string>()
  let position = 0
  for (const alias of query.alias_map.keys()) {
    if (!exclude.has(alias)) change_map.set(alias, `${free}${position}`)
    position += 1
  }
  change_aliases(query, change_map)
}

type Walked = [path: PathInfo[], final_field: any, targets: any[], rest: string[]]

/**
 * Follows names from a model: relations first, the rest are transforms and a lookup.
 * @throws {FieldError}  nothing of that name; lists the choices
 * @throws {MultiJoin}  a to-many relation where `allow_many` is false
 */
export function names_to_path(
  query: any,
  names: readonly string[],
  start: any,
  allow_many = true,
  fail_on_missing = false,
): Walked {
  let opts = start
  const path: PathInfo[] = []
  const names_with_path: [string, any[]][] = []
  let final_field: any = null
  let targets: any[] = []
  let pos = 0
  for (; pos < names.length; pos += 1) {
    let name = names[pos]!
    const current: [string, any[]] = [name, []]
    if (name === 'pk' && opts !== null) name = opts.pk.name
    let field: any = opts?.fieldNamed(name) ?? null
    let filtered_relation: any = null
    if (field === null) {
      if (query.annotation_select.has(name)) field = query.annotation_select.get(name).output_field
      else if (query._filtered_relations.has(name) && pos === 0) {
        filtered_relation = query._filtered_relations.get(name)
        const parts = filtered_relation.relation_name.split(LOOKUP_SEP)
        if (parts.length > 1) {
          const [before] = names_to_path(query, parts, opts, allow_many, fail_on_missing)
          path.push(...before.slice(0, -1))
          field = relationAtEnd(query, parts, opts)
        } else field = opts.get_field(filtered_relation.relation_name)
      }
    }
    if (field === null) {
      if (pos === 0 || fail_on_missing) throw cannotResolve(query, name, opts)
      break
    }
    if (field.is_relation && !field.related_model) {
      throw new FieldError(
        `Field ${repr(name)} does not generate an automatic reverse relation and therefore cannot be used for reverse querying. If it is a GenericForeignKey, consider adding a GenericRelation.`,
      )
    }
    const model = field.model?._meta?.concrete_model ?? null
    if (opts !== null && model !== null && model !== opts.model && field.model !== opts.model) {
      const to_parent = opts.get_path_to_parent(model)
      if (to_parent.length > 0) {
        path.push(...to_parent)
        current[1].push(...to_parent)
        opts = to_parent.at(-1).to_opts
      }
    }
    if (!field.is_relation || field.path_infos === undefined) {
      final_field = field
      targets = [field]
      if (fail_on_missing && pos + 1 !== names.length) {
        throw new FieldError(
          `Cannot resolve keyword ${repr(names[pos + 1])} into field. Join on '${name}' not permitted.`,
        )
      }
      pos += 1
      break
    }
    const infos: PathInfo[] =
      filtered_relation === null ? field.path_infos : field.get_path_info(filtered_relation)
    if (!allow_many) {
      const many = infos.findIndex((info) => info.m2m)
      if (many !== -1) {
        current[1].push(...infos.slice(0, many + 1))
        names_with_path.push(current)
        throw new MultiJoin(pos + 1, names_with_path)
      }
    }
    const last = infos.at(-1)!
    path.push(...infos)
    final_field = last.join_field
    opts = last.to_opts
    targets = [...last.target_fields]
    current[1].push(...infos)
    names_with_path.push(current)
  }
  return [path, final_field, targets, names.slice(pos)]
}

function relationAtEnd(query: any, parts: string[], opts: any): any {
  const before = parts.slice(0, -1)
  const [path] = names_to_path(query, before, opts)
  return path.at(-1)!.to_opts.get_field(parts.at(-1)!)
}

export function cannotResolve(query: any, name: string, opts: any): FieldError {
  const available = [
    ...fieldNames(opts),
    ...query.annotation_select.keys(),
    ...query._filtered_relations.keys(),
  ].sort()
  return new FieldError(
    `Cannot resolve keyword '${name}' into field. Choices are: ${available.join(', ')}`,
  )
}

export function fieldNames(opts: any): string[] {
  if (opts === null) return []
  return [
    ...new Set<string>(
      opts
        .get_fields()
        .flatMap((field: any) => (field.concrete ? [field.name, field.attname] : [field.name])),
    ),
  ]
}

/** Makes the joins of a path. What of the path is no relation becomes transforms of the last column. */
export function setup_joins(
  query: any,
  names: readonly string[],
  start: any,
  start_alias: string | null,
  can_reuse: Set<string> | null = null,
  allow_many = true,
): JoinInfo {
  let alias = start_alias
  let opts = start
  const joins: string[] = [alias!]
  let walked: Walked | null = null
  let transforms: readonly string[] = []
  let lastError: FieldError | null = null
  for (let pivot = names.length; pivot > 0; pivot -= 1) {
    try {
      walked = names_to_path(query, names.slice(0, pivot), opts, allow_many, true)
      transforms = names.slice(pivot)
      break
    } catch (error) {
      if (!(error instanceof FieldError) || pivot === 1) throw error
      lastError = error
    }
  }
  const [path, final_field, targets] = walked!
  const transform_function: JoinInfo['transform_function'] = (field, field_alias) => {
    let expr = field.get_col(query.alias_cols ? field_alias : null)
    for (const name of transforms) {
      try {
        expr = query.try_transform(expr, name)
      } catch (error) {
        // the first name that was wrong says more than a transform that is none
        if (
          error instanceof FieldError &&
          final_field.remote_field !== undefined &&
          lastError !== null &&
          typeof final_field.get_prep_value === 'function'
        )
          throw lastError
        throw error
      }
    }
    return expr
  }
  if (transforms.length > 0) transform_function.has_transforms = true
  for (const info of path) {
    const filtered_relation = info.filtered_relation?.clone() ?? null
    opts = info.to_opts
    const nullable = info.direct ? query.is_nullable(info.join_field) : true
    const wanted = new Join({
      table_name: opts.db_table,
      parent_alias: alias!,
      table_alias: filtered_relation?.alias ?? null,
      join_type: INNER,
      join_field: info.join_field,
      nullable,
      filtered_relation,
    })
    alias = join(query, wanted, info.m2m ? can_reuse : null)
    joins.push(alias)
    if (filtered_relation !== null) can_reuse?.add(alias)
  }
  return { final_field, targets, opts, joins, path, transform_function }
}

/** Leaves out joins at the end that only lead to the key that is here already: `author__id` is `author_id`. */
export function trim_joins(
  query: any,
  targets: any[],
  joins: readonly string[],
  path: readonly PathInfo[],
): [any[], string, string[]] {
  const left = [...joins]
  let current = targets
  for (const info of [...path].reverse()) {
    if (left.length === 1 || !info.direct || info.filtered_relation !== null) break
    const own = new Map<string, any>(
      info.join_field.related_fields.map(([mine, theirs]: any[]) => [theirs.column, mine]),
    )
    if (!current.every((target) => own.has(target.column))) break
    current = current.map((target) => own.get(target.column))
    query.unref_alias(left.pop()!)
  }
  return [current, left.at(-1)!, left]
}

/** The joins from a model to a parent of it (multi-table inheritance). */
export function join_parent_model(
  query: any,
  opts: any,
  model: any,
  start: string,
  seen: Map<any, string>,
): string {
  if (seen.has(model)) return seen.get(model)!
  let alias = start
  let current = opts
  for (const ancestor of opts.get_base_chain(model)) {
    if (seen.has(ancestor)) {
      current = ancestor._meta
      alias = seen.get(ancestor)!
      continue
    }
    const link = current.get_ancestor_link(ancestor)
    if (link) {
      alias = setup_joins(query, [link.name], current, alias).joins.at(-1)!
      seen.set(ancestor, alias)
    }
    current = ancestor._meta
  }
  return alias
}
