/**
 * Writing many rows, or one that may be there already.
 *
 * Django: bulk_create, bulk_update, get_or_create, update_or_create of QuerySet in django/db/models/query.py
 */
import { ValueError } from '../../../base/python/exceptions.ts'
import { iterate } from '../../../base/python/protocols.ts'
import { Tuple } from '../../../base/python/tuple.ts'
import { FieldDoesNotExist, FieldError } from '../../core/exceptions.ts'
import { atomic } from '../transaction.ts'
import { IntegrityError } from '../utils.ts'
import { LOOKUP_SEP, type OnConflict } from './constants.ts'
import { Case, Value, When } from './expressions.ts'
import { AutoField, Field } from './fields/index.ts'
import { isExpression, late } from './late.ts'
import { InsertQuery } from './sql/subqueries.ts'

export interface BulkCreateOptions {
  batch_size?: number | null
  ignore_conflicts?: boolean
  update_conflicts?: boolean
  update_fields?: string[] | null
  unique_fields?: string[] | null
}

interface Insertion {
  readonly on_conflict: OnConflict | null
  readonly update_fields: any[]
  readonly unique_fields: any[]
}

export function insert(
  model: any,
  objs: any[],
  fields: any[],
  returning: any[],
  raw = false,
  how: Insertion | null = null,
): any[][] {
  const query = new InsertQuery(
    model,
    how?.on_conflict ?? null,
    how?.update_fields,
    how?.unique_fields,
  )
  query.insert_values(fields, objs, raw)
  return query.get_compiler().insert(returning)
}

export function bulkCreate(model: any, given: Iterable<any>, options: BulkCreateOptions): any[] {
  const { batch_size = null } = options
  if (batch_size !== null && batch_size <= 0)
    throw new ValueError('Batch size must be a positive integer.')
  const opts = model._meta
  for (const parent of opts.all_parents) {
    if (parent._meta.concrete_model !== opts.concrete_model)
      throw new ValueError("Can't bulk create a multi-table inherited model")
  }
  const objs = [...iterate(given)] as any[]
  if (objs.length === 0) return objs
  const how = insertion(opts, options)
  for (const obj of objs) {
    if (!obj._is_pk_set()) obj.pk = opts.pk.get_pk_value_on_save(obj)
    obj._prepare_related_fields_for_save('bulk_create')
  }
  const fields = opts.concrete_fields.filter((field: any) => !field.generated)
  const returning = how.on_conflict === 'IGNORE' ? [] : opts.db_returning_fields
  atomic({ savepoint: false }).run(() => {
    const batches: [any[], any[], boolean][] = [
      [objs.filter((obj) => obj._is_pk_set()), fields, true],
      [
        objs.filter((obj) => !obj._is_pk_set()),
        fields.filter((field: any) => !(field instanceof AutoField)),
        false,
      ],
    ]
    for (const [part, columns, has_pk] of batches) {
      const rows = insertBatches(model, part, columns, batch_size, returning, how)
      part.forEach((obj, i) => {
        returning.forEach((field: any, j: number) => {
          if (!(has_pk && field === opts.pk) && rows[i] !== undefined)
            obj[field.attname] = rows[i][j]
        })
        obj._state.adding = false
        obj._state.db = 'default'
      })
    }
  })
  return objs
}

function insertBatches(
  model: any,
  objs: any[],
  fields: any[],
  batch_size: number | null,
  returning: any[],
  how: Insertion,
): any[][] {
  const largest = Math.max(
    late.connections.get().ops.bulk_batch_size(fields.length, objs.length),
    1,
  )
  const size = batch_size === null ? largest : Math.min(batch_size, largest)
  const rows: any[][] = []
  for (let i = 0; i < objs.length; i += size)
    rows.push(...insert(model, objs.slice(i, i + size), fields, returning, false, how))
  return rows
}

function insertion(opts: any, options: BulkCreateOptions): Insertion {
  const { ignore_conflicts = false, update_conflicts = false } = options
  const named = (names: string[] | null | undefined) =>
    (names ?? []).map((name) => opts.get_field(name === 'pk' ? opts.pk.name : name))
  const unique_fields = named(options.unique_fields)
  const update_fields = named(options.update_fields)
  if (ignore_conflicts && update_conflicts)
    throw new ValueError('ignore_conflicts and update_conflicts are mutually exclusive.')
  if (ignore_conflicts) return { on_conflict: 'IGNORE', unique_fields, update_fields }
  if (!update_conflicts) return { on_conflict: null, unique_fields, update_fields }
  if (update_fields.length === 0) {
    throw new ValueError(
      'Fields that will be updated when a row insertion fails on conflicts must be provided.',
    )
  }
  if (unique_fields.length === 0)
    throw new ValueError('Unique fields that can trigger the upsert must be provided.')
  if (update_fields.some((field) => !field.concrete))
    throw new ValueError('bulk_create() can only be used with concrete fields in update_fields.')
  if (update_fields.some((field) => opts.pk_fields.includes(field)))
    throw new ValueError('bulk_create() cannot be used with primary keys in update_fields.')
  if (unique_fields.some((field) => !field.concrete))
    throw new ValueError('bulk_create() can only be used with concrete fields in unique_fields.')
  return { on_conflict: 'UPDATE', unique_fields, update_fields }
}

/** One UPDATE for each batch: `SET field = CASE WHEN id = 1 THEN …`. @returns rows matched */
export function bulkUpdate(
  queryset: any,
  given: Iterable<any>,
  names: readonly string[],
  batch_size: number | null,
): number {
  if (batch_size !== null && batch_size <= 0)
    throw new ValueError('Batch size must be a positive integer.')
  if (names.length === 0) throw new ValueError('Field names must be given to bulk_update().')
  const objs = [...iterate(given)] as any[]
  if (objs.some((obj) => !obj._is_pk_set()))
    throw new ValueError('All bulk_update() objects must have a primary key set.')
  const opts = queryset.model._meta
  const fields = names.map((name) => opts.get_field(name))
  if (fields.some((field) => !field.concrete))
    throw new ValueError('bulk_update() can only be used with concrete fields.')
  if (fields.some((field) => field.primary_key || opts.pk_fields.includes(field)))
    throw new ValueError('bulk_update() cannot be used with primary key fields.')
  if (objs.length === 0) return 0
  for (const obj of objs) obj._prepare_related_fields_for_save('bulk_update', fields)
  const largest = late.connections
    .get()
    .ops.bulk_batch_size(fields.length + 2 * opts.pk_fields.length, objs.length)
  const size = batch_size === null ? largest : Math.min(batch_size, largest)
  let updated = 0
  atomic({ savepoint: false }).run(() => {
    for (let i = 0; i < objs.length; i += size) {
      const batch = objs.slice(i, i + size)
      const values = Object.fromEntries(
        fields.map((field) => {
          const cases = batch.map((obj) => {
            const value = obj[field.attname]
            return new When({
              pk: obj.pk,
              then: isExpression(value) ? value : new Value(value, field),
            })
          })
          return [field.attname, new Case(...cases, { output_field: field })]
        }),
      )
      updated += queryset.filter({ pk__in: batch.map((obj) => obj.pk) }).update(values)
    }
  })
  return updated
}

/** Lookups that name fields are values for a new object. @throws {FieldError} names that no field has */
function modelParams(
  model: any,
  defaults: Record<string, any>,
  kwargs: Record<string, any>,
): Record<string, any> {
  const plain = Object.entries(kwargs).filter(([name]) => !name.includes(LOOKUP_SEP))
  const params = { ...Object.fromEntries(plain), ...defaults }
  const invalid = Object.keys(params).filter((name) => {
    try {
      model._meta.get_field(name)
      return false
    } catch (error) {
      if (!(error instanceof FieldDoesNotExist)) throw error
      return !hasSetter(model.prototype, name)
    }
  })
  if (invalid.length > 0)
    throw new FieldError(
      `Invalid field name(s) for model ${model._meta.object_name}: '${invalid.sort().join("', '")}'.`,
    )
  return params
}

function hasSetter(prototype: any, name: string): boolean {
  for (let link = prototype; link !== null; link = Object.getPrototypeOf(link)) {
    const descriptor = Object.getOwnPropertyDescriptor(link, name)
    if (descriptor !== undefined) return descriptor.set !== undefined
  }
  return false
}

const called = (values: Record<string, any>) =>
  Object.fromEntries(
    Object.entries(values).map(([key, value]) => [
      key,
      typeof value === 'function' ? value() : value,
    ]),
  )

/** @returns (object, whether it is new) */
export function getOrCreate(
  queryset: any,
  kwargs: Record<string, any>,
  defaults: Record<string, any>,
): Tuple {
  const { model } = queryset
  try {
    return new Tuple(queryset.get(kwargs), false)
  } catch (error) {
    if (!(error instanceof model.DoesNotExist)) throw error
  }
  const params = modelParams(model, defaults, kwargs)
  try {
    return atomic().run(() => new Tuple(queryset.create(called(params)), true))
  } catch (error) {
    if (!(error instanceof IntegrityError)) throw error
    try {
      return new Tuple(queryset.get(kwargs), false)
    } catch (again) {
      if (!(again instanceof model.DoesNotExist)) throw again
    }
    throw error
  }
}

/** @returns (object, whether it is new) */
export function updateOrCreate(
  queryset: any,
  kwargs: Record<string, any>,
  defaults: Record<string, any>,
  create_defaults: Record<string, any>,
): Tuple {
  return atomic().run(() => {
    const [obj, created] = getOrCreate(queryset, kwargs, create_defaults) as unknown as [
      any,
      boolean,
    ]
    if (created) return new Tuple(obj, true)
    Object.assign(obj, called(defaults))
    const opts = queryset.model._meta
    const update_fields = new Set(Object.keys(defaults))
    const concrete = new Set<string>(
      opts.concrete_fields
        .filter((field: any) => !opts.pk_fields.includes(field))
        .flatMap((field: any) => [field.name, field.attname]),
    )
    if (![...update_fields].every((name) => concrete.has(name))) obj.save()
    else {
      // fields that set themselves (auto_now) are saved too
      for (const field of opts.local_concrete_fields) {
        if (!opts.pk_fields.includes(field) && field.pre_save !== Field.prototype.pre_save) {
          update_fields.add(field.name)
          update_fields.add(field.attname)
        }
      }
      obj.save({ update_fields: [...update_fields] })
    }
    return new Tuple(obj, false)
  })
}
