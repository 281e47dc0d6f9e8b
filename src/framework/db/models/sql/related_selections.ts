/**
 * select_related: the columns of related models in the same SELECT, and where in the row they stand.
 *
 * Django: get_related_selections in django/db/models/sql/compiler.py
 */
import { FieldError } from '../../../core/exceptions.ts'
import { cacheForward } from '../fields/related_descriptors.ts'
import { select_related_descend } from '../query_utils.ts'
import type { AnyField, AnyOptions, Instance, ModelClass } from '../declared.ts'

/** How to make an object of one model from a row. */
export interface KlassInfo {
  readonly model: ModelClass
  /** Where its columns stand in the row; for a child of the model above, that one's columns are among them. */
  select_fields: number[]
  readonly from_parent?: boolean
  related_klass_infos: KlassInfo[]
  /** Ties the related object to the one that has it, on either side. */
  readonly local_setter?: (from: any, object: Instance) => void
  readonly remote_setter?: (object: Instance, from: any) => void
}

type Chosen = [expr: any, alias: string | null][]

interface Level {
  readonly opts: AnyOptions
  readonly alias: string
  readonly depth: number
  /** What the learner asked for; null: every required key. */
  readonly requested: Record<string, any> | null
}

export function relatedSelections(
  compiler: any,
  chosen: Chosen,
  select_mask: Map<any, any>,
): KlassInfo[] {
  const { query } = compiler
  const requested = typeof query.select_related === 'object' ? query.select_related : null
  return descend(compiler, chosen, select_mask, {
    opts: query.get_meta(),
    alias: query.get_initial_alias(),
    depth: 1,
    requested,
  })
}

function descend(
  compiler: any,
  chosen: Chosen,
  select_mask: Map<any, any>,
  level: Level,
): KlassInfo[] {
  const { query } = compiler
  const { opts, alias: root_alias, depth, requested } = level
  if (requested === null && depth > query.max_depth) return []
  const found = new Set<string>()
  const infos: KlassInfo[] = []

  const follow = (
    path: string,
    model: ModelClass,
    mask: Map<any, any>,
    next: Record<string, any> | null,
    setters: Pick<KlassInfo, 'local_setter' | 'remote_setter' | 'from_parent'>,
  ) => {
    const { joins } = query.setup_joins([path], opts, root_alias)
    const alias = joins.at(-1)!
    const parent = setters.from_parent ? opts.model : null
    const cols = compiler.get_default_columns(mask, alias, model._meta, parent)
    const select_fields = cols.map((_: unknown, i: number) => chosen.length + i)
    for (const col of cols) chosen.push([col, null])
    const info: KlassInfo = { model, select_fields, related_klass_infos: [], ...setters }
    infos.push(info)
    info.related_klass_infos = descend(compiler, chosen, mask, {
      opts: model._meta,
      alias,
      depth: depth + 1,
      requested: requested === null ? null : (next ?? {}),
    })
  }

  for (const field of opts.fields) {
    found.add(field.name)
    const next = requested?.[field.name] ?? null
    if (requested !== null && !field.is_relation && field.name in requested) {
      throw new FieldError(
        `Non-relational field given in select_related: '${field.name}'. Choices are: ${choices(query, opts)}`,
      )
    }
    if (!select_related_descend(field, requested !== null, requested, select_mask)) continue
    follow(field.name, field.remote_field.model, select_mask.get(field) ?? new Map(), next, {
      local_setter: (from, object) => cacheForward(field, from, object),
      remote_setter: (object, from) => {
        if (field.unique && object !== null) field.remote_field.set_cached_value(object, from)
      },
    })
  }
  if (requested !== null) {
    for (const related of opts.related_objects) {
      if (!related.field.unique || related.many_to_many) continue
      if (!select_related_descend(related, true, requested, select_mask)) continue
      const name = related.field.related_query_name()
      found.add(name)
      follow(
        name,
        related.related_model,
        select_mask.get(related) ?? new Map(),
        requested[name] ?? null,
        {
          from_parent: related.related_model.prototype instanceof opts.model,
          local_setter: (from, object) => related.set_cached_value(from, object),
          remote_setter: (object, from) => {
            if (object !== null) cacheForward(related.field, object, from)
          },
        },
      )
    }
    if (depth === 1) {
      for (const name of Object.keys(requested)) {
        const relation = query._filtered_relations.get(name)
        if (relation === undefined) continue
        found.add(name)
        const { final_field, opts: join_opts, joins } = query.setup_joins([name], opts, root_alias)
        follow(name, join_opts.model, select_mask.get(name) ?? new Map(), requested[name], {
          local_setter: (from, object) =>
            Object.defineProperty(from, name, {
              value: object,
              writable: true,
              enumerable: true,
              configurable: true,
            }),
          remote_setter: (object, from) => {
            const rel = final_field.remote_field
            if (object === null || joins.length > 2 || rel === undefined) return
            if (typeof rel.contribute_to_class === 'function') cacheForward(rel, object, from)
            else rel.set_cached_value?.(object, from)
          },
        })
      }
    }
    const unknown = Object.keys(requested).filter((name) => !found.has(name))
    if (unknown.length > 0) {
      throw new FieldError(
        `Invalid field name(s) given in select_related: ${unknown.map((name) => `'${name}'`).join(', ')}. Choices are: ${choices(query, opts)}`,
      )
    }
  }
  return infos
}

function choices(query: any, opts: AnyOptions): string {
  const direct = opts.fields
    .filter((field: AnyField) => field.is_relation)
    .map((field: AnyField) => field.name)
  const reverse = opts.related_objects
    .filter((related: AnyField) => related.field.unique)
    .map((related: AnyField) => related.field.related_query_name())
  return [...direct, ...reverse, ...query._filtered_relations.keys()].join(', ') || '(none)'
}
