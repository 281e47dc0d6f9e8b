/**
 * Rows into what a queryset gives: instances, dicts, tuples or single values.
 *
 * Django: ModelIterable and the like in django/db/models/query.py
 */
import { Tuple } from '../../../base/python/tuple.ts'
import { repr } from '../../../base/python/protocols.ts'
import { cachedForward } from './fields/related_descriptors.ts'
import type { KlassInfo } from './sql/related_selections.ts'
import type { AnyField, Instance } from './declared.ts'

/** @param chunk_size  rows that are read ahead; null: all */
export type Iterable_ = (queryset: any, chunk_size?: number | null) => Generator<any>

/** Model instances, related ones from select_related tied to them. */
export function* modelIterable(
  queryset: any,
  chunk_size: number | null = null,
): Generator<Instance> {
  const compiler = queryset.query.get_compiler()
  let make: ((row: any[]) => Instance) | null = null
  for (const rows of compiler.results_chunks(chunk_size)) {
    // which column is what is known once the query has run
    make ??= instanceMaker(queryset, compiler)
    if (make === null) return
    for (const row of rows) yield make(row)
  }
}

function instanceMaker(queryset: any, compiler: any): ((row: any[]) => Instance) | null {
  const { klass_info, annotation_col_map, select } = compiler
  if (klass_info === null) return null
  const main = reader(klass_info, select)
  const related = klass_info.related_klass_infos.map((info: KlassInfo) => populator(info, select))
  const annotations: [string, number][] = [...annotation_col_map]
  const known: [AnyField, Map<unknown, Instance>][] = [...queryset._known_related_objects]
  return (row) => {
    const obj = main.read(row)
    for (const populate of related) populate(row, obj)
    for (const [name, position] of annotations) obj[name] = row[position]
    for (const [field, objects] of known) {
      if (cachedForward(field, obj) !== undefined) continue
      const parent = objects.get(field.get_local_related_value(obj))
      if (parent !== undefined) obj[field.name] = parent
    }
    return obj
  }
}

interface Reader {
  read(row: any[]): any
  readonly pk_position: number
}

/** Makes objects of one model from their part of a row. */
function reader(info: KlassInfo, select: any[]): Reader {
  const { model, select_fields, from_parent = false } = info
  if (from_parent) return readerOfChild(info, select)
  const start = select_fields[0]!
  const names = select_fields.map((position) => select[position][0].target.attname as string)
  const end = start + names.length
  return {
    read: (row) => model.from_db('default', names, row.slice(start, end)),
    pk_position: start + names.indexOf(model._meta.pk_fields[0].attname),
  }
}

/** A child read with its parent: part of its columns are the parent's, which stand elsewhere in the row. */
function readerOfChild({ model, select_fields }: KlassInfo, select: any[]): Reader {
  const places = new Map<string, number>(
    select_fields.map((position) => [select[position][0].target.attname, position]),
  )
  const names = model._meta.concrete_fields
    .map((field: AnyField) => field.attname as string)
    .filter((name: string) => places.has(name))
  const positions: number[] = names.map((name: string) => places.get(name)!)
  return {
    read: (row) =>
      model.from_db(
        'default',
        names,
        positions.map((position) => row[position]),
      ),
    pk_position: places.get(model._meta.pk_fields[0].attname)!,
  }
}

function populator(info: KlassInfo, select: any[]): (row: any[], from: any) => void {
  const { read, pk_position } = reader(info, select)
  const deeper = info.related_klass_infos.map((inner) => populator(inner, select))
  return (row, from) => {
    // an outer join that found nothing
    const object = row[pk_position] === null ? null : read(row)
    if (object !== null) for (const populate of deeper) populate(row, object)
    info.local_setter!(from, object)
    info.remote_setter!(object, from)
  }
}

function names(query: any): string[] {
  if (query.selected !== null) return [...query.selected.keys()]
  return [...query.extra_select.keys(), ...query.values_select, ...query.annotation_select.keys()]
}

/** Rows of `values()` and its kin, each made into what the method gives. */
function* made<T>(compiler: any, chunk_size: number | null, make: (row: any[]) => T): Generator<T> {
  for (const rows of compiler.results_chunks(chunk_size)) for (const row of rows) yield make(row)
}

export function valuesIterable(queryset: any, chunk_size: number | null = null): Generator<any> {
  const { query } = queryset
  const keys = names(query)
  return made(query.get_compiler(), chunk_size, (row) =>
    Object.fromEntries(keys.map((name, i) => [name, row[i]])),
  )
}

export function valuesListIterable(
  queryset: any,
  chunk_size: number | null = null,
): Generator<unknown> {
  const compiler = queryset.query.get_compiler()
  return made(compiler, chunk_size, (row) => Tuple.from(row.slice(0, compiler.col_count)))
}

export function flatValuesListIterable(
  queryset: any,
  chunk_size: number | null = null,
): Generator<unknown> {
  return made(queryset.query.get_compiler(), chunk_size, (row) => row[0] as unknown)
}

/** Tuples whose items have names too: `row.title`. */
export function namedValuesListIterable(
  queryset: any,
  chunk_size: number | null = null,
): Generator<unknown> {
  const { query, _fields } = queryset
  const keys: string[] = _fields?.length > 0 ? [..._fields] : names(query)
  const Row = namedTuple(keys)
  return made(query.get_compiler(), chunk_size, (row) => new Row(...row))
}

function namedTuple(keys: readonly string[]): any {
  const Row = class extends Tuple {
    static __name__ = 'Row'
    static readonly _fields = new Tuple(...keys)

    get _fields(): Tuple {
      return Row._fields
    }
    override __repr__(): string {
      return `Row(${keys.map((key, i) => `${key}=${repr(this[i])}`).join(', ')})`
    }
  }
  keys.forEach((key, i) => {
    Object.defineProperty(Row.prototype, key, {
      get(this: Tuple) {
        return this[i]
      },
    })
  })
  return Row
}
