/**
 * What a query selects, groups and orders by.
 *
 * Django: set_values, add_fields, set_group_by, add_ordering of Query in django/db/models/sql/query.py
 */
import { repr, str } from '../../../../base/python/protocols.ts'
import { FieldError } from '../../../core/exceptions.ts'
import { LOOKUP_SEP } from '../constants.ts'
import { Col, RawSQL, Ref } from '../expressions.ts'
import { isExpression } from '../late.ts'
import { MultiJoin } from './datastructures.ts'
import { fieldNames } from './joins.ts'

export function add_fields(query: any, field_names: readonly string[], allow_m2m: boolean): void {
  const alias = query.get_initial_alias()
  const opts = query.get_meta()
  let current = ''
  try {
    const cols = field_names.map((name) => {
      current = name
      const info = query.setup_joins(name.split(LOOKUP_SEP), opts, alias, null, allow_m2m)
      const [targets, final_alias] = query.trim_joins(info.targets, info.joins, info.path)
      return info.transform_function(targets[0], final_alias)
    })
    if (cols.length > 0) query.set_select(cols)
  } catch (error) {
    if (error instanceof MultiJoin) throw new FieldError(`Invalid field name: '${current}'`)
    if (!(error instanceof FieldError) || current.includes(LOOKUP_SEP)) throw error
    const names = [
      ...fieldNames(opts),
      ...query.extra.keys(),
      ...query.annotation_select.keys(),
      ...query._filtered_relations.keys(),
    ].sort()
    throw new FieldError(
      `Cannot resolve keyword ${repr(current)} into field. Choices are: ${names.join(', ')}`,
    )
  }
}

export function set_values(query: any, fields: readonly string[]): void {
  query.select_related = false
  query.clear_deferred_loading()
  query.clear_select_fields()
  let selected: Map<string, any> | null = null
  let field_names: string[]
  if (fields.length > 0) {
    for (const field of fields) query.check_alias(field)
    selected = new Map()
    field_names = []
    if (query.extra.size === 0 && query.annotations.size === 0) {
      field_names = [...fields]
      fields.forEach((field, i) => selected!.set(field, i))
    } else {
      query.default_cols = false
      const extra_names: string[] = []
      const annotation_names: string[] = []
      for (const name of fields) {
        const extra = query.extra_select.get(name)
        if (extra !== undefined) {
          extra_names.push(name)
          selected.set(name, new RawSQL(extra[0], extra[1]))
        } else if (query.annotation_select.has(name)) {
          annotation_names.push(name)
          selected.set(name, name)
        } else if (query.annotations.has(name)) {
          throw new FieldError(`Cannot select the '${name}' alias. Use annotate() to promote it.`)
        } else {
          if (query.annotation_select.size > 0)
            query.names_to_path(name.split(LOOKUP_SEP), query.model._meta)
          selected.set(name, field_names.length)
          field_names.push(name)
        }
      }
      query.set_extra_mask(extra_names)
      query.set_annotation_mask(annotation_names)
    }
  } else field_names = query.model._meta.concrete_fields.map((field: any) => field.attname)

  if (query.group_by === true) {
    // grouped by the model's columns: say which before they are gone
    add_fields(
      query,
      query.model._meta.concrete_fields.map((field: any) => field.attname),
      false,
    )
    query.set_group_by(false)
    query.clear_select_fields()
  } else if (query.group_by !== null) {
    query.group_by = query.group_by.map((expr: any) =>
      expr instanceof Ref && !selected?.has(expr.refs) ? query.annotations.get(expr.refs) : expr,
    )
  }
  query.values_select = field_names
  query.add_fields(field_names, true)
  query.selected = selected
}

export function set_group_by(query: any, allow_aliases: boolean): void {
  if (allow_aliases && query.values_select.length > 0) {
    // values('created_at__year') is an expression: it is grouped by its name
    const grouped = new Map<string, any>()
    const kept = new Map<string, any>()
    query.values_select.forEach((alias: string, i: number) => {
      const expr = query.select[i]
      if (expr instanceof Col) kept.set(alias, expr)
      else grouped.set(alias, expr)
    })
    query.annotations = new Map([...grouped, ...query.annotations])
    query._annotation_select_cache = null
    query.append_annotation_mask([...grouped.keys()])
    for (const alias of grouped.keys()) query.selected?.set(alias, alias)
    query.select = [...kept.values()]
    query.values_select = [...kept.keys()]
    if (query.selected !== null)
      query.values_select.forEach((name: string, i: number) => query.selected.set(name, i))
  }
  const group_by = [...query.select]
  for (const [alias, annotation] of query.annotation_select) {
    const cols = annotation.get_group_by_cols()
    if (cols.length === 0) continue
    if (allow_aliases && !annotation.contains_aggregate) group_by.push(new Ref(alias, annotation))
    else group_by.push(...cols)
  }
  query.group_by = group_by
}

export function add_ordering(query: any, ordering: readonly any[]): void {
  const errors: unknown[] = []
  for (const item of ordering) {
    if (typeof item === 'string') {
      if (item === '?') continue
      const name = item.startsWith('-') ? item.slice(1) : item
      if (query.annotations.has(name) || query.extra.has(name)) continue
      query.names_to_path(name.split(LOOKUP_SEP), query.model._meta)
    } else if (!isExpression(item)) errors.push(item)
    if (item?.contains_aggregate === true) {
      throw new FieldError(
        `Using an aggregate in order_by() without also including it in annotate() is not allowed: ${str(item)}`,
      )
    }
  }
  if (errors.length > 0) throw new FieldError(`Invalid order_by arguments: ${repr(errors)}`)
  if (ordering.length > 0) query.order_by = [...query.order_by, ...ordering]
  else query.default_ordering = false
}

export function add_deferred_loading(query: any, names: readonly string[]): void {
  const [existing, defer] = query.deferred_loading as [Set<string>, boolean]
  if (defer) {
    query.deferred_loading = [new Set([...existing, ...names]), true]
    return
  }
  const left = [...existing].filter((name) => !names.includes(name))
  if (left.length > 0) query.deferred_loading = [new Set(left), false]
  else {
    query.clear_deferred_loading()
    const added = names.filter((name) => !existing.has(name))
    if (added.length > 0) query.deferred_loading = [new Set(added), true]
  }
}

export function add_immediate_loading(query: any, names: readonly string[]): void {
  const [existing, defer] = query.deferred_loading as [Set<string>, boolean]
  const wanted = new Set(names.map((name) => (name === 'pk' ? query.get_meta().pk.name : name)))
  const only = defer ? [...wanted].filter((name) => !existing.has(name)) : wanted
  query.deferred_loading = [new Set(only), false]
}

type NameTree = Map<string, NameTree>
/** Field → the same for its related model. Empty: everything is loaded. */
type Mask = Map<any, Mask>

export function get_select_mask(query: any): Mask {
  const [names, defer] = query.deferred_loading as [Set<string>, boolean]
  if (names.size === 0) return new Map()
  const tree: NameTree = new Map()
  for (const name of names) {
    let branch = tree
    for (const part of name.split(LOOKUP_SEP)) {
      if (!branch.has(part)) branch.set(part, new Map())
      branch = branch.get(part)!
    }
  }
  const mask: Mask = new Map()
  const fill = defer ? fillDeferred : fillOnly
  fill(query, query.get_meta(), tree, mask)
  return mask
}

function branchOf(mask: Mask, field: any): Mask {
  if (!mask.has(field)) mask.set(field, new Map())
  return mask.get(field)!
}

function fillOnly(query: any, opts: any, tree: NameTree, mask: Mask): void {
  for (const field of opts.pk_fields) branchOf(mask, field)
  for (const [name, branch] of tree) {
    const field = opts.get_field(name)
    const inner = branchOf(mask, field)
    if (branch.size === 0) continue
    if (!field.is_relation) throw new FieldError([...branch.keys()][0])
    fillOnly(query, field.remote_field.model._meta.concrete_model._meta, branch, inner)
  }
}

function fillDeferred(query: any, opts: any, tree: NameTree, mask: Mask): void {
  for (const field of opts.pk_fields) branchOf(mask, field)
  const rest = new Map(tree)
  for (const field of [...opts.concrete_fields, ...opts.related_objects]) {
    const branch = rest.get(field.name)
    const by_attname =
      field.attname !== field.name && field.attname !== undefined
        ? rest.get(field.attname)
        : undefined
    rest.delete(field.name)
    if (field.attname !== undefined) rest.delete(field.attname)
    if (branch === undefined && by_attname === undefined) branchOf(mask, field)
    else if (branch !== undefined && branch.size > 0) {
      if (!field.is_relation) throw new FieldError([...branch.keys()][0])
      if (field.many_to_many) continue
      fillDeferred(
        query,
        field.related_model._meta.concrete_model._meta,
        branch,
        branchOf(mask, field),
      )
    }
  }
  for (const [name, branch] of rest) {
    const relation = query._filtered_relations.get(name)
    if (relation === undefined) opts.get_field(name)
    else {
      const field = opts.get_field(relation.relation_name)
      fillDeferred(
        query,
        field.related_model._meta.concrete_model._meta,
        branch,
        branchOf(mask, name),
      )
    }
  }
}
