/**
 * How an instance gets into the database: an instance with a key is updated first and inserted if there was no row.
 *
 * Django: save_base and _save_table of Model in django/db/models/base.py
 */
import { ValueError } from '../../../base/python/exceptions.ts'
import { mark_for_rollback_on_error } from '../transaction.ts'
import { DatabaseError } from '../utils.ts'
import { insert } from './bulk.ts'
import { post_save, pre_save } from './signals.ts'

interface SaveOptions {
  raw?: boolean
  force_insert?: boolean
  force_update?: boolean
  update_fields?: Set<string> | null
}

export function saveBase(instance: any, options: SaveOptions): void {
  const { raw = false, update_fields = null } = options
  const origin = instance.constructor
  const cls = origin._meta.concrete_model
  const meta = cls._meta
  const signal = {
    instance,
    raw,
    using: 'default',
    update_fields: update_fields === null ? null : new Set(update_fields),
  }
  if (!meta.auto_created && pre_save.has_listeners(origin)) pre_save.send(origin, signal)
  const updated = mark_for_rollback_on_error(() => saveTable(instance, cls, options))
  instance._state.db = 'default'
  instance._state.adding = false
  if (!meta.auto_created && post_save.has_listeners(origin))
    post_save.send(origin, { ...signal, created: !updated })
}

/** @returns whether a row was there already */
function saveTable(instance: any, cls: any, options: SaveOptions): boolean {
  const { raw = false, force_update = false, update_fields = null } = options
  let { force_insert = false } = options
  const meta = cls._meta
  const { pk } = meta
  let fields = meta.local_concrete_fields.filter((field: any) => field !== pk)
  if (update_fields !== null)
    fields = fields.filter(
      (field: any) => update_fields.has(field.name) || update_fields.has(field.attname),
    )
  if (instance[pk.attname] === null) instance[pk.attname] = pk.get_pk_value_on_save(instance)
  const pk_set = instance[pk.attname] !== null
  if (!pk_set && (force_update || update_fields !== null))
    throw new ValueError('Cannot force an update in save() with no primary key.')
  // a new object with a key from a default cannot be there yet
  if (!raw && !force_insert && !force_update && instance._state.adding && pk.has_default())
    force_insert = true
  let updated = false
  if (pk_set && !force_insert) {
    const values = fields.map((field: any) => [
      field,
      raw ? instance[field.attname] : field.pre_save(instance, false),
    ])
    updated = update(instance, cls, values, update_fields, force_update)
    if (force_update && !updated) throw new DatabaseError('Forced update did not affect any rows.')
    if (update_fields !== null && !updated)
      throw new DatabaseError('Save with update_fields did not affect any rows.')
  }
  if (!updated) {
    const columns = meta.local_concrete_fields.filter(
      (field: any) => pk_set || field !== meta.auto_field,
    )
    const returning = meta.db_returning_fields
    const [row] = insert(cls, [instance], columns, returning, raw)
    returning.forEach((field: any, i: number) => (instance[field.attname] = row?.[i]))
  }
  return updated
}

function update(
  instance: any,
  cls: any,
  values: [any, unknown][],
  update_fields: Set<string> | null,
  force: boolean,
): boolean {
  const rows = cls._base_manager
    .get_queryset()
    ._filter_or_exclude(false, [], { pk: instance.pk }, 'filter')
  if (values.length === 0) return update_fields !== null || rows.exists()
  if (cls._meta.select_on_save && !force && update_fields === null) {
    if (!rows.exists()) return false
    // some databases report no match where nothing changed
    return rows._update(values) > 0 || rows.exists()
  }
  return rows._update(values) > 0
}
