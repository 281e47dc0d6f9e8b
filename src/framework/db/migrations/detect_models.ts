/**
 * New, removed and renamed models. Relations of a new model come as operations of their own, so that two models may
 * point to each other; the optimizer puts them into the model where nothing stands between.
 *
 * Django: generate_*_models and generate_*_proxies in django/db/migrations/autodetector.py
 */
import { class_name } from '../../../base/python/class_name.ts'
import { settings } from '../../conf/index.ts'
import type { BaseConstraint } from '../models/constraints.ts'
import type { AnyField } from '../models/declared.ts'
import type { Index } from '../models/indexes.ts'
import { fieldShape } from './deconstruct.ts'
import { needs, type Detection, type OperationDependency } from './detection.ts'
import type { ModelState } from './model_state.ts'
import { AddConstraint } from './operations/constraints.ts'
import { AddField, RemoveField } from './operations/fields.ts'
import { AddIndex } from './operations/indexes.ts'
import { AlterUniqueTogether, togetherOf } from './operations/model_options.ts'
import { CreateModel, DeleteModel, RenameModel } from './operations/models.ts'
import { keyOf, resolve_relation } from './utils.ts'

/** What stays the same when a model, or those that it points to, are renamed. */
function agnosticShape({ fields }: ModelState): string {
  return [...fields]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, field]) => fieldShape(field, field.remote_field === null ? [] : ['to']))
    .join()
}

export function generate_renamed_models(found: Detection): void {
  const { from_state, to_state, questioner } = found
  const old = new Set(found.keys(from_state, 'plain'))
  const now = new Set(found.keys(to_state, 'plain'))
  for (const key of now) {
    if (old.has(key)) continue
    const model = to_state.models.get(key)!
    for (const removed of [...old].filter((other) => !now.has(other))) {
      const before = from_state.models.get(removed)!
      if (before.app_label !== model.app_label) continue
      if (agnosticShape(model) !== agnosticShape(before)) continue
      if (!questioner.ask_rename_model(before, model)) continue
      const around = [...found.relationsTo(to_state, key)].map(([other]) =>
        needs('create', other.app_label, other.name_lower),
      )
      found.add(model.app_label, new RenameModel({ old_name: before.name, new_name: model.name }), [
        ...found.modelNeeds(model),
        ...around,
      ])
      found.renamed_models.set(key, before.name_lower)
      found.renamed_models_rel.set(removed, key)
      old.delete(removed)
      break
    }
  }
}

/** Relations, tables between included, and the key if it is one. */
function relationsOf({ fields }: ModelState) {
  const related = new Map<string, AnyField>()
  let primary: AnyField | null = null
  for (const [name, field] of fields) {
    if (field.remote_field === null) continue
    if (field.primary_key) primary = field
    else if (!field.remote_field.parent_link) related.set(name, field)
    if (field.remote_field.through) related.set(name, field)
  }
  return { related: new Map([...related].sort(([a], [b]) => (a < b ? -1 : 1))), primary }
}

export function generate_created_models(found: Detection): void {
  const { from_state, to_state } = found
  const old = new Set([...found.keys(from_state, 'plain'), ...found.keys(from_state, 'unmanaged')])
  const isNew = (key: string) => !old.has(key) && !found.renamed_models.has(key)
  for (const kind of ['plain', 'unmanaged'] as const) {
    // each is put in front of those before it
    for (const key of found
      .keys(to_state, kind)
      .filter(isNew)
      .sort(swappableFirst(found))
      .reverse())
      createModel(found, to_state.models.get(key)!)
  }
}

/** A model that may be the user's comes before those that point to it. */
function swappableFirst({ to_state }: Detection) {
  const rank = (key: string) => {
    const { options, bases } = to_state.models.get(key)!
    const names = bases.map((base) => (typeof base === 'string' ? base : class_name(base)))
    const isUser =
      Boolean(options['swappable']) ||
      names.includes('AbstractUser') ||
      names.includes('AbstractBaseUser') ||
      String(settings.AUTH_USER_MODEL).toLowerCase() === key
    return isUser ? `___${key}` : key
  }
  return (a: string, b: string) => (rank(a) < rank(b) ? -1 : 1)
}

function baseNeeds({ bases, app_label }: ModelState): OperationDependency[] {
  return bases
    .filter((base) => typeof base === 'string')
    .map((base) => needs('create', ...resolve_relation(base, app_label)))
}

function createModel(found: Detection, model: ModelState): void {
  const { app_label, name, name_lower, bases, managers } = model
  const { related, primary } = relationsOf(model)
  const { indexes, constraints, unique_together, ...options } = model.options
  const dependencies = [needs('remove', app_label, name_lower), ...baseNeeds(model)]
  if (primary !== null) {
    const target = resolve_relation(primary.remote_field.model, app_label, name_lower)
    dependencies.push(needs('create', ...target))
  }
  const fields = [...model.fields].filter(([field]) => !related.has(field))
  const operation = new CreateModel({ name, fields, options, bases, managers })
  found.add(app_label, operation, dependencies, true)
  if (options['managed'] === false) return
  const itself = needs('create', app_label, name_lower)
  for (const [field_name, field] of related) {
    const add = new AddField({ model_name: name_lower, name: field_name, field })
    found.add(app_label, add, [...found.relationNeeds(app_label, name_lower, field), itself])
  }
  const all = [
    ...[...related.keys()].map((field) => needs('create', app_label, name_lower, field)),
    itself,
  ]
  for (const index of indexes as Index[])
    found.add(app_label, new AddIndex({ model_name: name_lower, index }), all)
  for (const constraint of constraints as BaseConstraint[])
    found.add(app_label, new AddConstraint({ model_name: name_lower, constraint }), all)
  const together = togetherOf(unique_together)
  if (together.length > 0) {
    const alter = new AlterUniqueTogether({ name: name_lower, unique_together: together })
    found.add(app_label, alter, all)
  }
}

export function generate_created_proxies(found: Detection): void {
  const old = found.keys(found.from_state, 'proxy')
  for (const key of found.keys(found.to_state, 'proxy')) {
    if (old.includes(key)) continue
    const model = found.to_state.models.get(key)!
    const { app_label, name, name_lower, options, bases, managers } = model
    const { indexes: _i, constraints: _c, ...others } = options
    const operation = new CreateModel({ name, fields: [], options: others, bases, managers })
    found.add(app_label, operation, [needs('remove', app_label, name_lower), ...baseNeeds(model)])
  }
}

export function generate_deleted_proxies(found: Detection): void {
  const now = found.keys(found.to_state, 'proxy')
  for (const key of found.keys(found.from_state, 'proxy')) {
    if (now.includes(key)) continue
    const { app_label, name } = found.from_state.models.get(key)!
    found.add(app_label, new DeleteModel({ name }))
  }
}

export function generate_deleted_models(found: Detection): void {
  const { from_state, to_state } = found
  const now = new Set([...found.keys(to_state, 'plain'), ...found.keys(to_state, 'unmanaged')])
  const isGone = (key: string) => !now.has(key) && !found.renamed_models_rel.has(key)
  for (const kind of ['plain', 'unmanaged'] as const)
    for (const key of found.keys(from_state, kind).filter(isGone))
      deleteModel(found, from_state.models.get(key)!)
}

function deleteModel(found: Detection, model: ModelState): void {
  const { app_label, name, name_lower } = model
  if (togetherOf(model.options['unique_together']).length > 0) {
    found.add(app_label, new AlterUniqueTogether({ name: name_lower, unique_together: null }))
  }
  const names = [...model.fields]
    .filter(([, field]) => field.remote_field !== null)
    .map(([field]) => field)
    .sort()
  for (const field of names)
    found.add(app_label, new RemoveField({ model_name: name_lower, name: field }))
  const dependencies = names.map((field) => needs('remove', app_label, name_lower, field))
  for (const [other, field_name, field] of found.relationsTo(found.from_state, model.key)) {
    dependencies.push(needs('remove', other.app_label, other.name_lower, field_name))
    if (field.many_to_many !== true)
      dependencies.push(needs('alter', other.app_label, other.name_lower, field_name))
    const through = field.remote_field.through
    if (
      typeof through === 'string' &&
      keyOf(...resolve_relation(through, other.app_label)) === model.key
    )
      dependencies.push(needs('remove', other.app_label, other.name_lower, field_name))
  }
  found.add(app_label, new DeleteModel({ name }), dependencies)
}
