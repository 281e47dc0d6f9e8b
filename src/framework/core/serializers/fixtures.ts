/**
 * Fixtures: objects as JSON, and back. Loading writes rows as they stand, without a model's own `save()`.
 *
 * Django: django/core/serializers/{json,python,base}.py, topics/serialization
 * Left out: natural keys, other formats.
 */
import { Exception } from '../../../base/python/exceptions.ts'
import { dumps } from '../../../base/python/json.ts'
import { iterate, str } from '../../../base/python/protocols.ts'
import { isPlainObject } from '../../../base/python/mapping.ts'
import { apps } from '../../apps/registry.ts'
import { atomic } from '../../db/transaction.ts'
import { connection } from '../../db/connection.ts'
import { CompositePrimaryKey } from '../../db/models/fields/composite.ts'
import type { AnyField, AnyOptions, Instance, ModelClass } from '../../db/models/declared.ts'
import { FieldDoesNotExist } from '../exceptions.ts'
import { saveAll } from './loading.ts'

export class SerializationError extends Exception {}

/** A fixture does not fit the models. */
export class DeserializationError extends Exception {}

/** One entry of a fixture. */
export interface SerializedObject {
  readonly model: string
  readonly pk?: unknown
  readonly fields: Readonly<Record<string, unknown>>
}

/** An instance that is not in the database yet, with the keys of its many-to-many relations. */
export class DeserializedObject {
  constructor(
    readonly object: Instance,
    readonly m2m_data: ReadonlyMap<string, unknown[]>,
  ) {}

  save(): void {
    this.object.save_base({ raw: true })
    for (const [name, keys] of this.m2m_data) this.object[name].set(keys)
  }
}

/**
 * Objects of a JSON text (or of data parsed from it).
 * @throws {DeserializationError} names model, key, field and value of the entry that does not fit
 */
export function* deserialize(
  format: string,
  source: string | readonly SerializedObject[],
): Generator<DeserializedObject> {
  if (format !== 'json') throw new SerializationError(`Unknown serializer format: '${format}'`)
  for (const entry of typeof source === 'string' ? parse(source) : source) yield build(entry)
}

function parse(text: string): SerializedObject[] {
  try {
    const data: unknown = JSON.parse(text)
    if (!Array.isArray(data)) throw new DeserializationError('A fixture is a list of objects.')
    return data as SerializedObject[]
  } catch (error) {
    if (error instanceof DeserializationError) throw error
    throw new DeserializationError(error instanceof Error ? error.message : String(error))
  }
}

function build(entry: SerializedObject): DeserializedObject {
  if (!isPlainObject(entry) || typeof entry.model !== 'string')
    throw new DeserializationError(
      'Missing or invalid deserialized object: it needs "model" and "fields".',
    )
  let model: ModelClass
  try {
    model = apps.get_model(entry.model)
  } catch {
    throw new DeserializationError(`Invalid model identifier: '${entry.model}'`)
  }
  const meta = model._meta
  const data: Record<string, unknown> = {}
  if (entry.pk !== undefined) data[meta.pk.attname] = convert(entry, meta.pk, entry.pk)
  const m2m_data = new Map<string, unknown[]>()
  for (const [name, value] of Object.entries(entry.fields)) {
    const field = fieldOf(entry, meta, name)
    if (field.many_to_many)
      m2m_data.set(
        name,
        [...iterate(value)].map((key) => convert(entry, field.target_field, key)),
      )
    else
      data[field.attname] =
        value === null
          ? null
          : convert(entry, field.remote_field ? field.target_field : field, value)
  }
  return new DeserializedObject(new model(data), m2m_data)
}

function fieldOf(entry: SerializedObject, meta: AnyOptions, name: string): AnyField {
  try {
    return meta.get_field(name)
  } catch (error) {
    if (!(error instanceof FieldDoesNotExist)) throw error
    throw new DeserializationError(`${str(error)}: (${entry.model}:pk=${str(entry.pk)})`)
  }
}

function convert(entry: SerializedObject, field: AnyField, value: unknown): unknown {
  try {
    return field.to_python(value)
  } catch (error) {
    throw new DeserializationError(
      `${str(error)}: (${entry.model}:pk=${str(entry.pk)}) field_value was '${str(value)}'`,
    )
  }
}

/** Objects as fixture data; `serialize('json', Post.objects.all())` gives text. */
export function serialize(
  format: string,
  queryset: Iterable<Instance>,
  {
    indent = null,
    fields = null,
  }: { indent?: number | null; fields?: readonly string[] | null } = {},
): string {
  if (format !== 'json') throw new SerializationError(`Unknown serializer format: '${format}'`)
  const objects = [...queryset].map((obj) =>
    dumps(toData(obj, fields), { indent, ensure_ascii: false }),
  )
  // objects stand at the margin, whatever the indent
  return indent === null
    ? `[${objects.join(', ')}]`
    : `[\n${objects.join(',\n')}${objects.length > 0 ? '\n' : ''}]\n`
}

function toData(obj: Instance, chosen: readonly string[] | null): SerializedObject {
  const meta = obj._meta
  const fields: Record<string, unknown> = {}
  const wanted = (field: AnyField) =>
    chosen === null || chosen.includes(field.name) || chosen.includes(field.attname)
  for (const field of meta.local_fields)
    if (field.serialize && !field.primary_key && wanted(field))
      fields[field.name] = plain(field, obj)
  for (const field of meta.local_many_to_many) {
    if (wanted(field) && field.remote_field.through._meta.auto_created)
      fields[field.name] = [...obj[field.name].values_list('pk', { flat: true })]
  }
  return { model: meta.label_lower, pk: plain(meta.pk, obj), fields }
}

/** JSON's own types stay, everything else becomes the text that `to_python` reads. */
function plain(field: AnyField, obj: Instance): unknown {
  if (field instanceof CompositePrimaryKey) return field.fields.map((part) => plain(part, obj))
  const value = field.value_from_object(obj)
  return value === null || ['string', 'number', 'boolean'].includes(typeof value)
    ? value
    : field.value_to_string(obj)
}

/**
 * All rows of these models as one fixture that `loaddata` takes; tables between models are part of their models.
 * @param labels  `blog` or `blog.post`; none: every model
 */
export function dumpdata(labels: readonly string[] = [], indent: number | null = null): string {
  const wanted = new Set(labels.map((label) => label.toLowerCase()))
  const models = apps.get_models().filter(({ _meta }: ModelClass) => {
    const isOwn = _meta.managed && !_meta.proxy && !_meta.auto_created
    const isAsked = wanted.has(_meta.app_label.toLowerCase()) || wanted.has(_meta.label_lower)
    return isOwn && (wanted.size === 0 || isAsked)
  })
  const rows = models.flatMap((model: ModelClass) => [
    ...model._default_manager.order_by(model._meta.pk.name),
  ])
  return serialize('json', rows, { indent })
}

/**
 * Loads fixtures in one transaction; keys are checked at the end, so entries may come in any order.
 * @returns how many objects
 */
export function loaddata(...fixtures: (string | readonly SerializedObject[])[]): number {
  return atomic().run(() => {
    const items = fixtures.flatMap((fixture) => [...deserialize('json', fixture)])
    saveAll(items)
    connection.check_constraints()
    return items.length
  })
}
