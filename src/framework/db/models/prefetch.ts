/**
 * prefetch_related: one more query for each relation instead of one for each row. Rows are sorted to their parents in
 * memory; managers then answer from there.
 *
 * Django: Prefetch and prefetch_related_objects in django/db/models/query.py
 */
import { twinOf } from '../../../base/async/twins.ts'
import { class_name } from '../../../base/python/class_name.ts'
import { AttributeError, ValueError } from '../../../base/python/exceptions.ts'
import { FieldDoesNotExist, ObjectDoesNotExist } from '../../core/exceptions.ts'
import { splitKwargs } from './arguments.ts'
import { LOOKUP_SEP } from './constants.ts'
import { relatedDescriptor } from './fields/related_descriptors.ts'
import { identityOf } from './identity.ts'
import { modelIterable } from './iterables.ts'
import { prefetched, prefetching, tellPrefetched, watchRead } from './prefetch_watch.ts'

/** A relation to prefetch with a queryset of its own, perhaps into a list of its own name. */
export class Prefetch {
  prefetch_through: string
  prefetch_to: string
  readonly queryset: any
  readonly to_attr: string | null

  /** `new Prefetch('comments', Comment.objects.filter(…), { to_attr: 'approved' })` */
  constructor(lookup: string, ...args: unknown[]) {
    const [[given = null, attribute = null], options] = splitKwargs(args)
    const { queryset = given, to_attr = attribute } = options
    if (queryset !== null && queryset._iterable_class !== modelIterable)
      throw new ValueError('Prefetch querysets cannot use raw(), values(), and values_list().')
    this.prefetch_through = lookup
    this.prefetch_to =
      to_attr === null
        ? lookup
        : [...lookup.split(LOOKUP_SEP).slice(0, -1), to_attr].join(LOOKUP_SEP)
    this.queryset = queryset
    this.to_attr = to_attr
  }

  withPrefix(prefix: string): Prefetch {
    const copy = Object.assign(Object.create(Prefetch.prototype), this)
    copy.prefetch_through = prefix + LOOKUP_SEP + this.prefetch_through
    copy.prefetch_to = prefix + LOOKUP_SEP + this.prefetch_to
    return copy
  }

  /** Path up to and with this level. */
  upTo(level: number): string {
    return this.prefetch_to
      .split(LOOKUP_SEP)
      .slice(0, level + 1)
      .join(LOOKUP_SEP)
  }

  /** The attribute of this level, and whether it is a list of its own. */
  attribute(level: number): [string, boolean] {
    const parts = this.prefetch_to.split(LOOKUP_SEP)
    return [parts[level]!, this.to_attr !== null && level === parts.length - 1]
  }

  querysets(level: number): any[] | null {
    return this.upTo(level) === this.prefetch_to && this.queryset !== null ? [this.queryset] : null
  }

  __eq__(other: unknown): boolean {
    return other instanceof Prefetch && other.prefetch_to === this.prefetch_to
  }
}

function normalize(lookups: readonly any[], prefix: string | null = null): Prefetch[] {
  return lookups.map((lookup) => {
    const prefetch = lookup instanceof Prefetch ? lookup : new Prefetch(lookup)
    return prefix === null ? prefetch : prefetch.withPrefix(prefix)
  })
}

/** Fetches the related rows of instances that are there already. */
export function prefetch_related_objects(instances: any[], ...related_lookups: any[]): void {
  prefetching(() => followLookups(instances, related_lookups))
}

function followLookups(instances: any[], related_lookups: any[]): void {
  if (instances.length === 0) return
  const done = new Map<string, any[]>()
  const auto = new Set<Prefetch>()
  const followed = new Set<any>()
  const stack = normalize([...related_lookups].reverse())
  while (stack.length > 0) {
    const lookup = stack.pop()!
    if (done.has(lookup.prefetch_to)) {
      if (lookup.queryset !== null) {
        throw new ValueError(
          `'${lookup.prefetch_to}' lookup was already seen with a different queryset. You may need to adjust the ordering of your lookups.`,
        )
      }
      continue
    }
    let objects = instances
    const attributes = lookup.prefetch_through.split(LOOKUP_SEP)
    for (const [level, attribute] of attributes.entries()) {
      if (objects.length === 0) break
      const path = lookup.upTo(level)
      const known = done.get(path)
      if (known !== undefined) {
        objects = known
        continue
      }
      if (!objects.every((obj) => obj?._state !== undefined)) break
      for (const obj of objects) obj._prefetched_objects_cache ??= new Map()
      const [to_attr] = lookup.attribute(level)
      const { prefetcher, descriptor, found, is_fetched } = findPrefetcher(
        objects[0],
        attribute,
        to_attr,
      )
      if (!found) {
        throw new AttributeError(
          `Cannot find '${attribute}' on ${class_name(objects[0].constructor)} object, '${lookup.prefetch_through}' is an invalid parameter to prefetch_related()`,
        )
      }
      if (level === attributes.length - 1 && prefetcher === null) {
        throw new ValueError(
          `'${lookup.prefetch_through}' does not resolve to an item that supports prefetching - this is an invalid parameter to prefetch_related().`,
        )
      }
      const missing = prefetcher === null ? [] : objects.filter((obj) => !is_fetched(obj))
      if (missing.length === 0) {
        objects = objects.flatMap((obj) => attributeValues(obj, attribute))
        continue
      }
      const [fetched, more] = prefetchOneLevel(missing, prefetcher, lookup, level)
      objects = fetched
      if (!(done.has(path) && auto.has(lookup) && followed.has(descriptor))) {
        done.set(path, fetched)
        const added = normalize([...more].reverse(), path)
        for (const item of added) auto.add(item)
        stack.push(...added)
      }
      followed.add(descriptor)
    }
  }
}

/** What an attribute that is fetched already leads to. */
function attributeValues(obj: any, attribute: string): any[] {
  const cached = obj._prefetched_objects_cache?.get(attribute)
  if (cached !== undefined) return [...cached]
  let value: any
  try {
    value = obj[attribute]
  } catch (error) {
    if (error instanceof ObjectDoesNotExist) return []
    throw error
  }
  if (value === null || value === undefined) return []
  return Array.isArray(value) ? value : [value]
}

interface Found {
  readonly prefetcher: any
  readonly descriptor: any
  readonly found: boolean
  readonly is_fetched: (obj: any) => boolean
}

function findPrefetcher(instance: any, attribute: string, to_attr: string): Found {
  const has_attribute = (obj: any) =>
    Object.hasOwn(obj, to_attr) || (to_attr !== attribute && to_attr in obj)
  const descriptor = relatedDescriptor(instance.constructor, attribute)
  if (descriptor === null)
    return { prefetcher: null, descriptor, found: attribute in instance, is_fetched: has_attribute }
  if (typeof descriptor.get_prefetch_querysets === 'function') {
    const is_fetched =
      attribute === to_attr ? (obj: any) => descriptor.is_cached(obj) : has_attribute
    return { prefetcher: descriptor, descriptor, found: true, is_fetched }
  }
  const is_fetched =
    attribute === to_attr
      ? (obj: any) => obj._prefetched_objects_cache.has(attribute)
      : has_attribute
  return { prefetcher: instance[attribute], descriptor, found: true, is_fetched }
}

/** @returns all related objects, and the lookups that their own queryset asks for */
function prefetchOneLevel(
  instances: any[],
  prefetcher: any,
  lookup: Prefetch,
  level: number,
): [any[], any[]] {
  const answer = prefetcher.get_prefetch_querysets(instances, lookup.querysets(level))
  const { queryset, rel_obj_attr, instance_attr, single, cache_name, store } = answer
  const additional = [...(queryset._prefetch_related_lookups ?? [])]
  if (additional.length > 0) queryset._prefetch_related_lookups = []
  const objects: any[] = Array.isArray(queryset) ? queryset : [...queryset._fetch_all('prefetch')]
  const by_key = new Map<string, any[]>()
  for (const obj of objects) {
    const key = identityOf(rel_obj_attr(obj))
    const list = by_key.get(key)
    if (list === undefined) by_key.set(key, [obj])
    else list.push(obj)
  }
  const [to_attr, as_attr] = lookup.attribute(level)
  if (as_attr) checkToAttr(instances[0].constructor, to_attr)
  const leaf = lookup.prefetch_through.split(LOOKUP_SEP).length - 1 === level
  const path = lookup.prefetch_through.split(LOOKUP_SEP).slice(0, level + 1)
  const watch = prefetched(instances, path.join(LOOKUP_SEP), as_attr ? to_attr : null)
  let isWatched = false
  const watchValue = (object: object, name: string, value: unknown) => {
    if (watch === null) return
    watchRead(object, name, value, watch)
    isWatched = true
  }
  for (const obj of instances) {
    const values = by_key.get(identityOf(instance_attr(obj))) ?? []
    if (as_attr) {
      obj[to_attr] = single ? (values[0] ?? null) : values
      watchValue(obj, to_attr, obj[to_attr])
    } else if (single) {
      store(obj, values[0] ?? null)
      const kept = obj._state.fields_cache.get(cache_name)
      if (watch !== null && isRemembered(kept)) watchValue(kept, 'object', kept.object)
    } else {
      const manager = obj[to_attr]
      const own =
        leaf && lookup.queryset !== null
          ? manager._apply_rel_filters(lookup.queryset)
          : manager.get_queryset()
      own._result_cache = values
      own._prefetch_done = true
      obj._prefetched_objects_cache.set(cache_name, own)
      watchValue(own, '_result_cache', values)
    }
  }
  if (watch !== null && isWatched) tellPrefetched(watch, instances.length, objects.length)
  return [objects, additional]
}

/** What a forward key keeps; other relations keep the object itself. */
function isRemembered(kept: any): kept is { object: unknown } {
  return kept !== null && typeof kept === 'object' && !('_state' in kept) && 'object' in kept
}

function checkToAttr(model: any, to_attr: string): void {
  try {
    model._meta.get_field(to_attr)
  } catch (error) {
    if (error instanceof FieldDoesNotExist) return
    throw error
  }
  throw new ValueError(
    `to_attr=${to_attr} conflicts with a field on the ${class_name(model)} model.`,
  )
}

export const aprefetch_related_objects = twinOf(prefetch_related_objects)
