/**
 * A table made anew: created under another name, filled from the old one, which it then replaces. The order of the
 * columns is that in which the fields came to be, as in Django.
 *
 * Django: _remake_table in django/db/backends/sqlite3/schema.py
 */
import { Apps, apps as realApps } from '../../../apps/registry.ts'
import { rebuilt } from '../../migrations/deconstruct.ts'
import type { AnyField, Instance, ModelClass } from '../../models/declared.ts'
import type { Index } from '../../models/indexes.ts'
import { late } from '../../models/late.ts'
import type { MigrationEditor } from './alterations.ts'
import { effectiveDefault, quoteValue } from './defaults.ts'
import { indexSql, quote } from './schema.ts'

export interface Remake {
  readonly created?: AnyField
  readonly deleted?: AnyField
  /** Old and new field. */
  readonly altered?: readonly (readonly [AnyField, AnyField])[]
}

type Body = Map<string, AnyField>

export function remakeTable(editor: MigrationEditor, model: ModelClass, changes: Remake): void {
  const { created = null, deleted = null, altered = [] } = changes
  const meta = model._meta
  const own: AnyField[] = meta.local_concrete_fields
  const body: Body = new Map(own.map((field) => [field.name, field]))
  const mapping = new Map<string, string>(
    own.filter((field) => field.generated !== true).map(({ column }) => [column, quote(column)]),
  )
  const demoted = removeOldKey(body, mapping, created, altered)
  if (created !== null) {
    body.set(created.name, created)
    if (created.concrete && created.generated !== true && !created.has_db_default())
      mapping.set(created.column, quoteValue(effectiveDefault(created, editor.connection)))
  }
  const renames = new Map<string, string>()
  for (const [old_field, new_field] of altered) {
    body.delete(old_field.name)
    mapping.delete(old_field.column)
    body.set(new_field.name, new_field)
    renames.set(old_field.name, new_field.name)
    if (new_field.generated !== true)
      mapping.set(new_field.column, sourceOf(editor, old_field, new_field))
  }
  if (deleted !== null) {
    body.delete(deleted.name)
    mapping.delete(deleted.column)
  }
  const renamed = (name: string) => renames.get(name) ?? name
  // it has no column, and is part of the table all the same
  if (meta.is_composite_pk) {
    const key: AnyField = meta.pk.clone(meta.pk.field_names.map(renamed))
    body.set('pk', Object.assign(key, { name: 'pk' }))
  }
  const options = {
    unique_together: meta.unique_together.map((names: string[]) => names.map(renamed)),
    indexes: meta.indexes.filter(({ fields }: Index) => !fields.includes(deleted?.name)),
    constraints: meta.constraints,
  }
  const apps = new Apps()
  apps.prepareModel = realApps.prepareModel
  const table: string = meta.db_table
  const standIn = (name: string, db_table: string, self: ModelClass | null) =>
    makeStandIn({ model, name, db_table, body, demoted, apps, self }, options)
  // keys that point to the same table must name it, not the one that is being filled
  const same = standIn(meta.object_name, table, null)
  const next = standIn(`New${meta.object_name}`, `new__${table}`, same)
  editor.execute(editor.tableSql(next, `new__${table}`))
  editor.execute(
    `INSERT INTO ${quote(`new__${table}`)} (${[...mapping.keys()].map(quote).join(', ')}) SELECT ${[...mapping.values()].join(', ')} FROM ${quote(table)}`,
  )
  editor.dropTable(model)
  editor.alter_db_table(next, `new__${table}`, table)
  for (const sql of indexSql(same, editor)) editor.defer(table, () => sql)
  editor.runDeferred()
}

/** What a changed column takes from the old one. */
function sourceOf(editor: MigrationEditor, old_field: AnyField, new_field: AnyField): string {
  const column = quote(old_field.column)
  if (!old_field.null || new_field.null) return column
  const fallback = new_field.has_db_default()
    ? editor.dbDefaultSql(new_field)
    : quoteValue(effectiveDefault(new_field, editor.connection))
  return `coalesce(${column}, ${fallback})`
}

/** Another field becomes the key: an automatic one goes, one of the learner's stays as a plain field. */
function removeOldKey(
  body: Body,
  mapping: Map<string, string>,
  created: AnyField | null,
  altered: readonly (readonly [AnyField, AnyField])[],
): AnyField | null {
  const isNewKey = created?.primary_key === true || altered.some(([, field]) => field.primary_key)
  if (!isNewKey) return null
  let demoted: AnyField | null = null
  for (const [name, field] of [...body]) {
    if (!field.primary_key || altered.some(([, next]) => next.name === name)) continue
    demoted = field
    if (!field.auto_created) continue
    body.delete(name)
    mapping.delete(field.column)
  }
  return demoted
}

interface StandIn {
  readonly model: ModelClass
  readonly name: string
  readonly db_table: string
  readonly body: Body
  readonly demoted: AnyField | null
  readonly apps: Apps
  readonly self: ModelClass | null
}

/** A model with these fields that exists only to ask it for SQL. */
function makeStandIn(about: StandIn, options: Readonly<Record<string, unknown>>): ModelClass {
  const { model, name, db_table, body, demoted, apps, self } = about
  const cls: ModelClass = class extends late.Model {}
  const attributes: Record<string, unknown> = {
    __name__: name,
    Meta: { ...options, app_label: model._meta.app_label, db_table, apps },
  }
  const copies = [...body.values()].map((field) => {
    const copy = rebuilt(field, {
      ...(field === demoted && { primary_key: false }),
      ...(field.remote_field !== null && { related_name: '+' }),
    })
    copy.creation_counter = field.creation_counter
    attributes[field.name] = copy
    return [field, copy] as const
  })
  for (const [key, value] of Object.entries(attributes)) {
    Object.defineProperty(cls, key, { value, configurable: true, enumerable: true, writable: true })
  }
  apps.register_model(cls, model._meta.app_label, '__fake__')
  for (const [field, copy] of copies) {
    if (field.remote_field === null) continue
    const target = field.remote_field.model
    copy.remote_field.model = target === model || target === field.model ? (self ?? cls) : target
    copy.remote_field.field_name ??= copy.remote_field.model._meta.pk.name
  }
  const { _meta: meta } = cls
  const added: Instance = meta.local_fields.find((field: AnyField) => !body.has(field.name))
  // the model's own key was taken away: an automatic one has come in its place, and must not
  if (added !== undefined) meta.local_fields.splice(meta.local_fields.indexOf(added), 1)
  return cls
}
