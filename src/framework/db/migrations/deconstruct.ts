/**
 * What a field was made of: the arguments that differ from what it would have without them. Migrations write fields so,
 * build them anew from it, and compare them by it.
 *
 * Django: Field.deconstruct in django/db/models/fields/*.py, howto/custom-model-fields#field-deconstruction
 */
import { class_name } from '../../../base/python/class_name.ts'
import { isPlainObject } from '../../../base/python/mapping.ts'
import { tuple } from '../../../base/python/tuple.ts'
import { apps } from '../../apps/registry.ts'
import { settings } from '../../conf/index.ts'
import { bindArguments } from '../models/arguments.ts'
import type { AnyField, ModelClass } from '../models/declared.ts'
import { CompositePrimaryKey } from '../models/fields/composite.ts'
import { Field } from '../models/fields/field.ts'
import { BaseConstraint } from '../models/constraints.ts'
import { identityOf, objectNumber } from '../models/identity.ts'
import { Index } from '../models/indexes.ts'

export type Kwargs = Record<string, unknown>

/** `max_length` that the field takes by itself and does not mention. Email is not among them: Django writes it out. */
const LENGTHS: Readonly<Record<string, number>> = {
  URLField: 200,
  SlugField: 50,
  FileField: 100,
  FilePathField: 100,
  ImageField: 100,
  UUIDField: 32,
}

/** A plain value is its own description: what is compared with these by value is left out where it is equal. */
const DEFAULTS: Readonly<Kwargs> = {
  verbose_name: null,
  primary_key: false,
  unique: false,
  blank: false,
  null: false,
  db_index: false,
  editable: true,
  serialize: true,
  help_text: '',
  auto_created: false,
  auto_now: false,
  auto_now_add: false,
  allow_unicode: false,
  db_constraint: true,
  parent_link: false,
  through_fields: null,
  upload_to: '',
  path: '',
  recursive: false,
  allow_files: true,
  allow_folders: false,
}

/** The positional ones: the fields of a composite key; no other field has any. */
export function fieldArgs(field: AnyField): readonly string[] {
  return field instanceof CompositePrimaryKey ? field.field_names : []
}

/** The keyword arguments that make such a field again. */
export function fieldKwargs(field: AnyField): Kwargs {
  const own = field.deconstruct
  // a learner's own field says itself what it was made of; its super call ends below
  if (typeof own === 'function' && own !== deconstructField) return own.call(field)[3] as Kwargs
  return plainKwargs(field)
}

function plainKwargs(field: AnyField): Kwargs {
  const given = bindArguments(field.constructor_args, field.parameters, 'Field')
  const kwargs: Kwargs = {}
  for (const [name, value] of Object.entries(given)) {
    if (name === 'name' || name === 'rel' || name === 'symmetrical' || name === 'swappable')
      continue
    if (value === undefined || value === null || value === DEFAULTS[name]) continue
    kwargs[name] = value
  }
  if (field.choices !== null) kwargs['choices'] = field.choices
  if (isEmptyList(kwargs['validators'])) delete kwargs['validators']
  if (isEmptyDict(kwargs['limit_choices_to'])) delete kwargs['limit_choices_to']
  const cls = typeNameOf(field)
  if (field.max_length !== null && cls !== 'UUIDField') kwargs['max_length'] = field.max_length
  if (kwargs['max_length'] === LENGTHS[cls]) delete kwargs['max_length']
  if (field.auto_now === true || field.auto_now_add === true) {
    delete kwargs['editable']
    delete kwargs['blank']
  }
  if (field.primary_key) kwargs['serialize'] = false
  if (cls.endsWith('AutoField')) {
    delete kwargs['blank']
    kwargs['primary_key'] = true
  }
  if (cls === 'SlugField' || cls === 'ForeignKey') {
    if (field.db_index) delete kwargs['db_index']
    else kwargs['db_index'] = false
  }
  if (cls === 'OneToOneField') {
    delete kwargs['db_index']
    delete kwargs['unique']
  }
  if (cls === 'BinaryField') {
    delete kwargs['editable']
    if (field.editable) kwargs['editable'] = true
  }
  if (field.remote_field !== null) addRelation(field, kwargs)
  // set after the field was made: the one-off default of a migration
  if (field.has_default()) kwargs['default'] = field.default
  else delete kwargs['default']
  return kwargs
}

function addRelation(field: AnyField, kwargs: Kwargs): void {
  const { remote_field } = field
  kwargs['to'] = labelOf(remote_field.model)
  if (!('through' in kwargs)) delete kwargs['through']
  else kwargs['through'] = labelOf(kwargs['through'])
  const pk = typeof remote_field.model === 'string' ? null : remote_field.model._meta.pk?.name
  if (kwargs['to_field'] === pk) delete kwargs['to_field']
}

/** `blog.post`, also for a name that waits for its model; `self` stays. */
function labelOf(model: ModelClass | string): string {
  if (typeof model !== 'string') return model._meta.label_lower as string
  return model.toLowerCase()
}

/** Django's own class that the field extends: a learner's SlugField of another name is one, too. */
export function typeNameOf(field: AnyField): string {
  for (let cls = field.constructor; typeof cls === 'function'; cls = Object.getPrototypeOf(cls)) {
    const name = class_name(cls)
    if (name === 'Field' || name in LENGTHS || /^(Small|Big)?AutoField$/.test(name)) return name
    if (['ForeignKey', 'OneToOneField', 'ManyToManyField', 'BinaryField'].includes(name))
      return name
  }
  return 'Field'
}

const isEmptyList = (value: unknown) => Array.isArray(value) && value.length === 0
const isEmptyDict = (value: unknown) => isPlainObject(value) && Object.keys(value).length === 0

/** `AUTH_USER_MODEL` where the label is the model that the setting names; null for all others. */
export function swappableSetting(label: unknown): string | null {
  if (!apps.is_installed('django.contrib.auth')) return null
  const user = String(settings.AUTH_USER_MODEL).toLowerCase()
  return String(label).toLowerCase() === user ? 'AUTH_USER_MODEL' : null
}

/** A field of the same arguments in no model yet. Unlike `clone` it takes a new place in the order, as in Django. */
export function rebuilt(field: AnyField, changes: Kwargs = {}): AnyField {
  return new field.constructor(...fieldArgs(field), { ...fieldKwargs(field), ...changes })
}

/** A text that is the same for two fields exactly where nothing differs. `without`: arguments that do not matter. */
export function fieldShape(field: AnyField, without: readonly string[] = []): string {
  const kwargs = Object.entries(fieldKwargs(field)).filter(([name]) => !without.includes(name))
  const shape = shapeOf([...fieldArgs(field), Object.fromEntries(kwargs)])
  return `${objectNumber(field.constructor)}${shape}`
}

/** Equal texts for equal values, fields and what contains them included; the order of keys does not matter. */
export function shapeOf(value: unknown): string {
  if (value instanceof Field) return fieldShape(value)
  if (Array.isArray(value)) return `[${value.map(shapeOf).join()}]`
  if (value instanceof Set) return `{${[...value].map(shapeOf).sort().join()}}`
  if (isPlainObject(value)) {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
    return `{${entries.map(([name, item]) => `${name}:${shapeOf(item)}`).join()}}`
  }
  if (value instanceof Index || value instanceof BaseConstraint)
    return `${objectNumber(value.constructor)}${shapeOf(ruleKwargs(value))}`
  if (typeof value === 'object' && value !== null && isValidator(value))
    return `${objectNumber(value.constructor)}${shapeOf({ ...value })}`
  return identityOf(value)
}

/** The keyword arguments of an index or constraint. */
export function ruleKwargs(rule: Index | BaseConstraint): Kwargs {
  const kwargs: Kwargs = {}
  for (const [name, value] of Object.entries(rule)) {
    const isOurs = name === 'suffix' || name === 'fields_orders' || name === 'custom_message'
    if (isOurs || name.startsWith('is_') || value === null || isEmptyList(value)) continue
    kwargs[name] = value
  }
  if (rule instanceof BaseConstraint && !rule.custom_message)
    delete kwargs['violation_error_message']
  return kwargs
}

/** Instances that call themselves by `__call__` and keep what they were given: validators, upload paths. */
function isValidator(value: object): boolean {
  return '__call__' in value && !('identity' in value) && !('__repr__' in value)
}

/** Django's `(name, path, args, kwargs)`. */
function deconstructField(this: AnyField): [string | null, string, readonly unknown[], Kwargs] {
  const cls = class_name(this.constructor)
  return [this.name, `django.db.models.${cls}`, tuple(fieldArgs(this)), plainKwargs(this)]
}

Object.defineProperty(Field.prototype, 'deconstruct', {
  value: deconstructField,
  configurable: true,
  writable: true,
})
