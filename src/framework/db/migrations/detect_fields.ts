/**
 * New, removed, renamed and changed fields.
 *
 * Django: generate_*_fields in django/db/migrations/autodetector.py
 */
import { isCallable } from '../../../base/kwargs.ts'
import type { AnyField } from '../models/declared.ts'
import { AutoField } from '../models/fields/numbers.ts'
import { fieldKwargs, fieldShape, rebuilt, shapeOf } from './deconstruct.ts'
import { needs, type Detection, type Kept } from './detection.ts'
import { AddField, AlterField, RemoveField, RenameField } from './operations/fields.ts'
import { NOT_PROVIDED } from './questioner.ts'
import { keyOf, resolve_relation } from './utils.ts'

/** `blog.post.title` */
const fieldKey = ({ app_label, model_name }: Kept, name: string) =>
  `${keyOf(app_label, model_name)}.${name}`

/** Fields of a kept model by what became of them. A renamed one counts as kept. */
export function fieldsOf(found: Detection, model: Kept) {
  const now = [...model.after.fields.keys()].sort()
  const sources = new Map(
    now.map((name) => [name, found.renamed_fields.get(fieldKey(model, name)) ?? name]),
  )
  const added = now.filter((name) => !model.before.fields.has(sources.get(name)!))
  const used = new Set(sources.values())
  const removed = [...model.before.fields.keys()].filter((name) => !used.has(name)).sort()
  return { added, removed, kept: now.filter((name) => !added.includes(name)), sources }
}

/** Asks about each new field that could be an old one under another name. */
export function create_renamed_fields(found: Detection): [Kept, string, string][] {
  const renamed: [Kept, string, string][] = []
  for (const model of found.kept('plain')) {
    for (const name of fieldsOf(found, model).added) {
      const field = model.after.get_field(name)
      for (const old_name of fieldsOf(found, model).removed) {
        // the names that are still there are no candidates
        if (model.after.fields.has(old_name)) continue
        if (!couldBe(found, model, [old_name, model.before.get_field(old_name)], field)) continue
        if (!found.questioner.ask_rename(model.model_name, old_name, name, field)) continue
        renamed.push([model, old_name, name])
        found.renamed_fields.set(fieldKey(model, name), old_name)
        break
      }
    }
  }
  return renamed
}

function couldBe(
  found: Detection,
  { app_label, model_name }: Kept,
  [old_name, old_field]: readonly [string, AnyField],
  field: AnyField,
): boolean {
  if (old_field.constructor !== field.constructor) return false
  const old_kwargs = fieldKwargs(old_field)
  const kwargs = fieldKwargs(field)
  for (const given of [old_kwargs, kwargs]) {
    if (!('to' in given)) continue
    const key = keyOf(...resolve_relation(given['to'], app_label, model_name))
    given['to'] = found.renamed_models_rel.get(key) ?? key
  }
  if (shapeOf(old_kwargs) === shapeOf(kwargs)) return true
  // the same column under another name
  const isKey = old_field.remote_field !== null && old_field.many_to_many !== true
  const db_column = old_field.db_column ?? (isKey ? `${old_name}_id` : old_name)
  return shapeOf({ ...old_kwargs, db_column }) === shapeOf(kwargs)
}

export function generate_renamed_fields(
  found: Detection,
  renamed: readonly [Kept, string, string][],
) {
  for (const [model, old_name, new_name] of renamed) {
    const { app_label, model_name } = model
    const field = model.after.get_field(new_name)
    const old_field = model.before.get_field(old_name)
    if (old_field.db_column !== field.db_column)
      found.add(app_label, new AlterField({ model_name, name: old_name, field: rebuilt(field) }))
    found.add(app_label, new RenameField({ model_name, old_name, new_name }))
  }
}

export function generate_added_fields(found: Detection): void {
  for (const model of found.kept('plain'))
    for (const name of fieldsOf(found, model).added) addField(found, model, name)
}

function addField(found: Detection, model: Kept, name: string): void {
  const { app_label, model_name } = model
  const { questioner } = found
  let field = model.after.get_field(name)
  const preserve_default =
    field.null ||
    field.has_default() ||
    field.has_db_default() ||
    field.generated === true ||
    field.many_to_many === true ||
    (field.blank && field.empty_strings_allowed) ||
    field.auto_now === true ||
    field instanceof AutoField
  if (!preserve_default) {
    const value =
      field.auto_now_add === true
        ? questioner.ask_auto_now_add_addition(name, model_name)
        : questioner.ask_not_null_addition(name, model_name)
    field = rebuilt(field, { default: value })
  }
  if (field.unique && field.has_default() && isCallable(field.default))
    questioner.ask_unique_callable_default_addition(name, model_name)
  found.add(app_label, new AddField({ model_name, name, field, preserve_default }), [
    needs('remove', app_label, model_name, name),
    ...found.relationNeeds(app_label, model_name, field),
    ...generatedNeeds(found, model, name, field),
  ])
}

/** A generated column comes after the columns that it is made of. */
function generatedNeeds(found: Detection, model: Kept, name: string, field: AnyField) {
  if (field.generated !== true) return []
  const others = fieldsOf(found, model).added.filter((other) => other !== name)
  return others.map((other) => needs('create', model.app_label, model.model_name, other))
}

export function generate_removed_fields(found: Detection): void {
  for (const model of found.kept('plain'))
    for (const name of fieldsOf(found, model).removed) removeField(found, model, name)
}

function removeField(found: Detection, { app_label, model_name }: Kept, name: string): void {
  found.add(app_label, new RemoveField({ model_name, name }), [
    needs('alter_together', app_label, model_name, name),
  ])
}

export function generate_altered_fields(found: Detection): void {
  for (const model of found.kept('plain')) {
    const { kept, sources } = fieldsOf(found, model)
    for (const name of kept) alterField(found, model, sources.get(name)!, name)
  }
}

function alterField(found: Detection, model: Kept, old_name: string, name: string): void {
  const { app_label, model_name } = model
  const old_field = model.before.get_field(old_name)
  const new_field = followed(found, model, old_field, model.after.get_field(name))
  if (old_name !== name || fieldShape(old_field) === fieldShape(new_field)) return
  if ((old_field.many_to_many === true) !== (new_field.many_to_many === true)) {
    removeField(found, model, name)
    return addField(found, model, name)
  }
  let field = new_field
  let preserve_default = true
  const needsValue =
    old_field.null &&
    !new_field.null &&
    !new_field.has_default() &&
    !new_field.has_db_default() &&
    new_field.many_to_many !== true
  if (needsValue) {
    const value = found.questioner.ask_not_null_alteration(name, model_name)
    if (value !== NOT_PROVIDED) {
      field = rebuilt(new_field, { default: value })
      preserve_default = false
    }
  }
  const dependencies = found.relationNeeds(app_label, model_name, new_field)
  found.add(app_label, new AlterField({ model_name, name, field, preserve_default }), dependencies)
}

/** A relation that only follows the renaming of its model, or of the field it points to, did not change. */
function followed(
  found: Detection,
  { app_label, model_name }: Kept,
  old_field: AnyField,
  field: AnyField,
) {
  if (field.remote_field === null || old_field.remote_field === null) return field
  const changes: Record<string, unknown> = {}
  const old_kwargs = fieldKwargs(old_field)
  const kwargs = fieldKwargs(field)
  const isRenamed = (model: unknown) =>
    found.renamed_models.has(keyOf(...resolve_relation(model, app_label, model_name)))
  if (isRenamed(kwargs['to'])) changes['to'] = old_kwargs['to']
  if ('through' in kwargs && isRenamed(kwargs['through']))
    changes['through'] = old_kwargs['through']
  if ('to_field' in kwargs) {
    const target = keyOf(...resolve_relation(kwargs['to'], app_label, model_name))
    if (found.renamed_fields.has(`${target}.${String(kwargs['to_field'])}`))
      changes['to_field'] = old_kwargs['to_field']
  }
  return Object.keys(changes).length === 0 ? field : rebuilt(field, changes)
}
