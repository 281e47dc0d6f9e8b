/**
 * Which lookups and transforms a field or transform knows: its own, then those of the classes it extends, nearest
 * first. `CharField.register_lookup(Lower)` makes `title__lower` a valid path.
 *
 * Django: RegisterLookupMixin in django/db/models/query_utils.py
 */
import { late } from './late.ts'

const registered = new WeakMap<object, Map<string, any>>()
const merged = new WeakMap<object, Map<string, any>>()
let version = 0
const mergedVersion = new WeakMap<object, number>()

function lookupsOf(cls: object, stop: object | null): Map<string, any> {
  const known = merged.get(cls)
  if (known !== undefined && mergedVersion.get(cls) === version) return known
  const chain: object[] = []
  for (let link = cls; typeof link === 'function'; link = Object.getPrototypeOf(link) as object) {
    chain.unshift(link)
    if (link === stop) break
  }
  const all = new Map<string, any>()
  for (const link of chain)
    for (const [name, lookup] of registered.get(link) ?? []) all.set(name, lookup)
  merged.set(cls, all)
  mergedVersion.set(cls, version)
  return all
}

export class RegisterLookupMixin {
  /** A class above which lookups are not inherited: relations do not know `icontains`. */
  static lookup_root: object | null = null

  /** As a decorator or a call: `Field.register_lookup(NotEqual)`. */
  static register_lookup<T>(this: unknown, lookup: T, lookup_name?: string): T {
    const name = lookup_name ?? (lookup as { lookup_name: string }).lookup_name
    const own = registered.get(this as object) ?? new Map<string, unknown>()
    own.set(name, lookup)
    registered.set(this as object, own)
    version += 1
    return lookup
  }

  static get_lookups(this: any): Map<string, any> {
    return lookupsOf(this, this.lookup_root)
  }

  get_lookups(): Map<string, any> {
    return (this.constructor as typeof RegisterLookupMixin).get_lookups()
  }

  /** @returns null where the name is unknown or means a transform */
  get_lookup(name: string): any {
    return findLookup(this, name)
  }

  /** @returns null where the name is unknown or means a lookup */
  get_transform(name: string): any {
    return findTransform(this, name)
  }
}

type Owner = { get_lookups(): Map<string, any>; output_field?: any }

export function findLookup(owner: Owner, name: string): any {
  const found = owner.get_lookups().get(name)
  if (found === undefined) return owner.output_field?.get_lookup(name) ?? null
  return found.prototype instanceof late.Lookup ? found : null
}

export function findTransform(owner: Owner, name: string): any {
  const found = owner.get_lookups().get(name)
  if (found === undefined) return owner.output_field?.get_transform(name) ?? null
  return found.prototype instanceof late.Transform ? found : null
}
