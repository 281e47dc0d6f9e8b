/**
 * What a field of a migration points to, by name: `['blog', 'post']`.
 *
 * Django: django/db/migrations/utils.py
 */
import { TypeError } from '../../../base/python/exceptions.ts'
import { localtime, now } from '../../utils/timezone.ts'
import type { AnyField, ModelClass } from '../models/declared.ts'

/** App label and model name, the latter in small letters. */
export type ModelKey = readonly [app_label: string, model_name: string]

export const keyOf = (app_label: string, model_name: string) =>
  `${app_label}.${model_name.toLowerCase()}`

/** @param app_label  of the model that says it; with `model_name` also for `self` */
export function resolve_relation(
  model: ModelClass | string,
  app_label: string | null = null,
  model_name: string | null = null,
): ModelKey {
  if (typeof model !== 'string') return [model._meta.app_label, model._meta.model_name]
  if (model === 'self') {
    if (app_label === null || model_name === null) {
      throw new TypeError(
        'app_label and model_name must be provided to resolve recursive relationships.',
      )
    }
    return [app_label, model_name]
  }
  const dot = model.indexOf('.')
  if (dot !== -1) return [model.slice(0, dot), model.slice(dot + 1).toLowerCase()]
  if (app_label === null)
    throw new TypeError('app_label must be provided to resolve unscoped model relationships.')
  return [app_label, model.toLowerCase()]
}

/** What a relation refers to: its model, and the one between, where there is one. */
export function targetsOf(field: AnyField, app_label: string, model_name: string): ModelKey[] {
  const rel = field.remote_field
  if (rel === null) return []
  const through = rel.through ?? null
  const isOwn = through !== null && typeof through !== 'string' && through._meta.auto_created
  return [rel.model, ...(through === null || isOwn ? [] : [through])].map((model) =>
    resolve_relation(model, app_label, model_name),
  )
}

/** Whether `field` of `model` refers to `reference`, or to its field `name`. */
export function field_references(
  [app_label, model_name]: ModelKey,
  field: AnyField,
  reference: ModelKey,
  name: string | null = null,
): boolean {
  const isIt = ([app, model]: ModelKey) => app === reference[0] && model === reference[1]
  const targets = targetsOf(field, app_label, model_name)
  if (name === null) return targets.some(isIt)
  const [to, through] = targets
  if (to !== undefined && isIt(to)) {
    // without a name the key is meant, which may be any field
    const to_field = field.remote_field.field_name ?? null
    if (field.many_to_many !== true && (to_field === null || to_field === name)) return true
  }
  if (through === undefined || !isIt(through)) return false
  const names: readonly string[] | null = field.remote_field.through_fields ?? null
  return names === null || names.includes(name)
}

/** The moment where the project's clocks are. */
function localNow() {
  const moment = now()
  return moment.utcoffset() === null ? moment : localtime(moment)
}

/** `20260105_1155`: the moment, for names that say nothing else. */
export function get_migration_name_timestamp(): string {
  return localNow().strftime('%Y%m%d_%H%M')
}

/** `2026-01-05 11:55`, for a file's first line. */
export function headerTimestamp(): string {
  return now().strftime('%Y-%m-%d %H:%M')
}
