/**
 * How an instance gets into the database: an instance with a key is updated first and inserted if there was no row.
 *
 * Django: save_base and _save_table of Model in django/db/models/base.py
 */
import { class_name } from '../../../base/python/class_name.ts'
import { TypeError, ValueError } from '../../../base/python/exceptions.ts'
import { repr } from '../../../base/python/protocols.ts'
import { atomic, mark_for_rollback_on_error } from '../transaction.ts'
import { DatabaseError } from '../utils.ts'
import { insert } from './bulk.ts'
import { isModelClass } from './late.ts'
import { nextOrder } from './order_wrt.ts'
import { post_save, pre_save } from './signals.ts'
import type { AnyField, Instance, ModelClass } from './declared.ts'

interface SaveOptions {
  raw?: boolean
  /** Classes: those of the tables that must get a new row. */
  force_insert?: boolean | readonly unknown[]
  force_update?: boolean
  update_fields?: Set<string> | null
}

export function saveBase(instance: Instance, options: SaveOptions): void {
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
  const updated =
    meta.parents.size > 0
      ? atomic({ savepoint: false }).run(() => saveTables(instance, cls, options))
      : mark_for_rollback_on_error(() => saveTables(instance, cls, options))
  instance._state.db = 'default'
  instance._state.adding = false
  if (!meta.auto_created && post_save.has_listeners(origin))
    post_save.send(origin, { ...signal, created: !updated })
}

/** @returns whether a row of the last table, the class's own, was there already */
function saveTables(instance: Instance, cls: ModelClass, options: SaveOptions): boolean {
  const forced = options.raw ? [] : forcedClasses(cls, options.force_insert ?? false)
  const isForced = (model: ModelClass) =>
    forced.some((item: any) => model === item || model.prototype instanceof item)
  const is_new = options.raw ? false : saveParents(instance, cls, options, isForced)
  return saveTable(instance, cls, {
    ...options,
    force_insert: is_new || (options.raw === true ? options.force_insert === true : isForced(cls)),
  })
}

function forcedClasses(
  cls: ModelClass,
  force_insert: boolean | readonly unknown[],
): readonly any[] {
  if (force_insert === false) return []
  if (force_insert === true) return [cls]
  const classes = isModelClass(force_insert) ? [force_insert] : force_insert
  if (!Array.isArray(classes)) throw new TypeError('force_insert must be a bool or tuple.')
  for (const member of classes) {
    if (!isModelClass(member)) {
      throw new TypeError(`Invalid force_insert member. ${repr(member)} must be a model subclass.`)
    }
    if (cls !== member && !(cls.prototype instanceof member)) {
      throw new TypeError(
        `Invalid force_insert member. ${class_name(member)} must be a base of ${class_name(cls)}.`,
      )
    }
  }
  return classes
}

/** Rows of parents' tables come first: the child's key is theirs. @returns whether one of them is new */
function saveParents(
  instance: Instance,
  cls: ModelClass,
  options: SaveOptions,
  isForced: (model: ModelClass) => boolean,
): boolean {
  let inserted = false
  for (const [parent, link] of cls._meta.parents) {
    const { pk } = parent._meta
    if (link && instance[pk.attname] === null && instance[link.attname] !== null)
      instance[pk.attname] = instance[link.attname]
    const is_new = saveParents(instance, parent, options, isForced)
    const { update_fields = null } = options
    const force_insert = is_new || isForced(parent)
    if (!saveTable(instance, parent, { update_fields, force_insert })) inserted = true
    if (!link) continue
    instance[link.attname] = instance[pk.attname]
    link.delete_cached_value(instance)
  }
  return inserted
}

/** @returns whether a row was there already */
function saveTable(instance: Instance, cls: ModelClass, options: SaveOptions): boolean {
  const { raw = false, force_update = false, update_fields = null } = options
  let force_insert = options.force_insert === true
  const meta = cls._meta
  const { pk, pk_fields } = meta
  let fields = meta.local_concrete_fields.filter(
    (field: AnyField) => !pk_fields.includes(field) && !field.generated,
  )
  if (update_fields !== null)
    fields = fields.filter(
      (field: AnyField) => update_fields.has(field.name) || update_fields.has(field.attname),
    )
  if (!instance._is_pk_set(meta)) instance[pk.attname] = pk.get_pk_value_on_save(instance)
  const pk_set: boolean = instance._is_pk_set(meta)
  if (!pk_set && (force_update || update_fields !== null))
    throw new ValueError('Cannot force an update in save() with no primary key.')
  // a new object with a key from a default cannot be there yet
  if (
    !raw &&
    !force_insert &&
    !force_update &&
    instance._state.adding &&
    pk_fields.every((field: AnyField) => field.has_default() || field.has_db_default())
  )
    force_insert = true
  let updated = false
  if (pk_set && !force_insert) {
    const values = fields.map((field: AnyField) => [
      field,
      raw ? instance[field.attname] : field.pre_save(instance, false),
    ])
    updated = update(instance, cls, values, update_fields, force_update)
    if (force_update && !updated) throw new DatabaseError('Forced update did not affect any rows.')
    if (update_fields !== null && !updated)
      throw new DatabaseError('Save with update_fields did not affect any rows.')
  }
  if (!updated) {
    if (meta.order_with_respect_to !== null) instance._order = nextOrder(cls, instance)
    const columns = meta.local_concrete_fields.filter(
      (field: AnyField) => !field.generated && (pk_set || field !== meta.auto_field),
    )
    const returning = meta.db_returning_fields
    const [row] = insert(cls, [instance], columns, returning, raw)
    returning.forEach((field: AnyField, i: number) => (instance[field.attname] = row?.[i]))
  }
  return updated
}

function update(
  instance: Instance,
  cls: ModelClass,
  values: [any, unknown][],
  update_fields: Set<string> | null,
  force: boolean,
): boolean {
  const rows = cls._base_manager
    .get_queryset()
    ._filter_or_exclude(false, [], { pk: instance[cls._meta.pk.attname] }, 'filter')
  if (values.length === 0) return update_fields !== null || rows.exists()
  if (cls._meta.select_on_save && !force && update_fields === null) {
    if (!rows.exists()) return false
    // some databases report no match where nothing changed
    return rows._update(values) > 0 || rows.exists()
  }
  return rows._update(values) > 0
}
