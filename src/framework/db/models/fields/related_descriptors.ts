/**
 * The attributes that relations give to instances: `post.author` asks the database the first time and then remembers,
 * `post.author_id` never asks. Assigning one changes the other.
 *
 * Django: django/db/models/fields/related_descriptors.py, ref/models/relations
 */
import { class_name } from '../../../../base/python/class_name.ts'
import { TypeError, ValueError } from '../../../../base/python/exceptions.ts'
import { eq, repr } from '../../../../base/python/protocols.ts'
import { tracing } from '../../../../trace/tracer.ts'
import { identityOf } from '../identity.ts'
import { attributeAccess } from '../tracing.ts'
import type { PrefetchAnswer } from './prefetch.ts'
import { manyToManyManager } from './many_to_many_manager.ts'
import { reverseManager } from './reverse_manager.ts'

const noSuchObject = new WeakMap<object, any>()

/** `Post.author.RelatedObjectDoesNotExist`: a DoesNotExist of the other model. */
function relatedObjectDoesNotExist(key: object, base: () => any): any {
  if (!noSuchObject.has(key)) {
    noSuchObject.set(
      key,
      class extends base() {
        static __name__ = 'RelatedObjectDoesNotExist'
      },
    )
  }
  return noSuchObject.get(key)
}

/** Descriptors by class and attribute; prefetch_related finds its way by them. */
const descriptors = new WeakMap<object, Map<string, any>>()

export function relatedDescriptor(cls: any, name: string): any {
  for (let link = cls; typeof link === 'function'; link = Object.getPrototypeOf(link)) {
    const found = descriptors.get(link)?.get(name)
    if (found !== undefined) return found
  }
  return null
}

function define(cls: any, name: string, descriptor: any): void {
  const known = descriptors.get(cls) ?? new Map<string, any>()
  known.set(name, descriptor)
  descriptors.set(cls, known)
  Object.defineProperty(cls.prototype, name, {
    configurable: true,
    get(this: any) {
      return this._state === undefined ? descriptor : descriptor.get(this)
    },
    set(this: any, value: any) {
      descriptor.set(this, value)
    },
  })
  cls._meta.rememberAccessor(name)
}

/** Runs what an attribute needs, so that the trace can name the attribute that asked. */
function traced<T>(instance: any, name: string, run: () => T): T {
  if (tracing.tracer === null) return run()
  return attributeAccess(`${class_name(instance.constructor)}.${name}`, run)
}

class ForwardDescriptor {
  constructor(readonly field: any) {}

  get RelatedObjectDoesNotExist(): any {
    return relatedObjectDoesNotExist(this.field, () => this.field.remote_field.model.DoesNotExist)
  }

  is_cached(instance: any): boolean {
    return cachedForward(this.field, instance) !== undefined
  }

  get_queryset(): any {
    return this.field.remote_field.model._base_manager.all()
  }

  get_prefetch_querysets(instances: any[], querysets: any[] | null = null): PrefetchAnswer {
    const { field } = this
    if (querysets !== null && querysets.length !== 1) {
      throw new ValueError(
        'querysets argument of get_prefetch_querysets() should have a length of 1.',
      )
    }
    const rel_obj_attr = (obj: any) => field.get_foreign_related_value(obj)
    const instance_attr = (instance: any) => field.get_local_related_value(instance)
    const by_key = new Map(instances.map((item) => [identityOf(instance_attr(item)), item]))
    const keys = [
      ...new Map(
        instances.map((item) => [identityOf(instance_attr(item)), instance_attr(item)]),
      ).values(),
    ]
    const queryset = (querysets?.[0] ?? this.get_queryset()).filter({
      [`${field.target_field.name}__in`]: keys,
    })
    queryset.query.clear_ordering()
    const { remote_field } = field
    if (!remote_field.multiple) {
      for (const obj of queryset)
        remote_field.set_cached_value(obj, by_key.get(identityOf(rel_obj_attr(obj))))
    }
    return {
      queryset,
      rel_obj_attr,
      instance_attr,
      single: true,
      cache_name: field.cache_name,
      store: (instance, value) => cacheForward(field, instance, value),
    }
  }

  get(instance: any): any {
    const { field } = this
    let related = cachedForward(field, instance)
    if (related === undefined) {
      const value = instance[field.attname]
      related = null
      if (value !== null && value !== undefined) {
        related = traced(instance, field.name, () =>
          this.get_queryset().get(field.get_reverse_related_filter(instance)),
        )
        if (!field.remote_field.multiple) field.remote_field.set_cached_value(related, instance)
      }
      cacheForward(field, instance, related)
    }
    if (related === null && !field.null) {
      throw new this.RelatedObjectDoesNotExist(`${class_name(field.model)} has no ${field.name}.`)
    }
    return related
  }

  set(instance: any, value: any): void {
    const { field } = this
    const { remote_field } = field
    if (value !== null && !(value instanceof remote_field.model._meta.concrete_model)) {
      throw new ValueError(
        `Cannot assign "${repr(value)}": "${instance._meta.object_name}.${field.name}" must be a "${remote_field.model._meta.object_name}" instance.`,
      )
    }
    if (value === null) {
      const related = field.get_cached_value(instance, null)?.object ?? null
      if (related !== null && !remote_field.multiple) remote_field.set_cached_value(related, null)
      instance[field.attname] = null
    } else {
      instance._state.db ??= 'default'
      value._state.db ??= 'default'
      instance[field.attname] = value[field.target_field.attname]
    }
    cacheForward(field, instance, value)
    if (value !== null && !remote_field.multiple) remote_field.set_cached_value(value, instance)
  }
}

/** What is remembered for a key holds only as long as the key has the value it had then. */
interface Remembered {
  readonly object: any
  readonly key: unknown
}

export function cachedForward(field: any, instance: any): any {
  const cached = field.get_cached_value(instance) as Remembered | undefined
  if (cached === undefined) return undefined
  if (eq(cached.key, instance[field.attname])) return cached.object
  field.delete_cached_value(instance)
  return undefined
}

export function cacheForward(field: any, instance: any, object: any): void {
  const remembered: Remembered = { object, key: instance[field.attname] }
  instance._state.fields_cache.set(field.cache_name, remembered)
}

class ReverseOneDescriptor {
  constructor(readonly related: any) {}

  get RelatedObjectDoesNotExist(): any {
    return relatedObjectDoesNotExist(this.related, () => this.related.related_model.DoesNotExist)
  }

  is_cached(instance: any): boolean {
    return this.related.is_cached(instance)
  }

  get_queryset(): any {
    return this.related.related_model._base_manager.all()
  }

  get_prefetch_querysets(instances: any[], querysets: any[] | null = null): PrefetchAnswer {
    const { field } = this.related
    const rel_obj_attr = (obj: any) => field.get_local_related_value(obj)
    const instance_attr = (instance: any) => field.get_foreign_related_value(instance)
    const by_key = new Map(instances.map((item) => [identityOf(instance_attr(item)), item]))
    const queryset = (querysets?.[0] ?? this.get_queryset()).filter({
      [`${field.name}__in`]: instances,
    })
    queryset.query.clear_ordering()
    for (const obj of queryset) cacheForward(field, obj, by_key.get(identityOf(rel_obj_attr(obj))))
    return {
      queryset,
      rel_obj_attr,
      instance_attr,
      single: true,
      cache_name: this.related.cache_name,
      store: (instance, value) => this.related.set_cached_value(instance, value),
    }
  }

  get(instance: any): any {
    const { related } = this
    let object = related.get_cached_value(instance)
    if (object === undefined) {
      object = null
      if (instance.pk !== null) {
        const { field } = related
        object = traced(instance, related.accessor_name, () => {
          try {
            return this.get_queryset().get({ [field.name]: instance })
          } catch (error) {
            if (error instanceof related.related_model.DoesNotExist) return null
            throw error
          }
        })
        if (object !== null) cacheForward(field, object, instance)
      }
      related.set_cached_value(instance, object)
    }
    if (object === null) {
      throw new this.RelatedObjectDoesNotExist(
        `${class_name(instance.constructor)} has no ${related.accessor_name}.`,
      )
    }
    return object
  }

  set(instance: any, value: any): void {
    const { related } = this
    if (value === null) {
      const object = related.get_cached_value(instance, null)
      if (object !== null) {
        related.delete_cached_value(instance)
        object[related.field.name] = null
      }
      return
    }
    if (!(value instanceof related.related_model)) {
      throw new ValueError(
        `Cannot assign "${repr(value)}": "${instance._meta.object_name}.${related.accessor_name}" must be a "${related.related_model._meta.object_name}" instance.`,
      )
    }
    value[related.field.attname] = instance[related.field.target_field.attname]
    related.set_cached_value(instance, value)
    cacheForward(related.field, value, instance)
  }
}

class ReverseManyDescriptor {
  constructor(
    readonly rel: any,
    readonly manager: () => any,
    readonly side: string,
    readonly name: string,
  ) {}

  get through(): any {
    return this.rel.through
  }

  get(instance: any): any {
    const Manager = this.manager()
    return new Manager(instance)
  }

  set(): void {
    throw new TypeError(
      `Direct assignment to the ${this.side} is prohibited. Use ${this.name}.set() instead.`,
    )
  }
}

export function defineForward(cls: any, field: any): void {
  define(cls, field.name, new ForwardDescriptor(field))
}

export function defineReverseOne(cls: any, rel: any): void {
  define(cls, rel.accessor_name, new ReverseOneDescriptor(rel))
}

export function defineReverseMany(cls: any, rel: any): void {
  const manager = () => reverseManager(rel.related_model._default_manager.constructor, rel)
  define(
    cls,
    rel.accessor_name,
    new ReverseManyDescriptor(rel, manager, 'reverse side of a related set', rel.accessor_name),
  )
}

/** @param reverse  the side that did not declare the field */
export function defineManyToMany(cls: any, rel: any, reverse: boolean): void {
  const name = reverse ? rel.accessor_name : rel.field.name
  const manager = () => {
    const model = reverse ? rel.related_model : rel.model
    return manyToManyManager(model._default_manager.constructor, rel, reverse)
  }
  const side = `${reverse ? 'reverse' : 'forward'} side of a many-to-many set`
  define(cls, name, new ReverseManyDescriptor(rel, manager, side, name))
}
