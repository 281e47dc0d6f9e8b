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
import { filterByKeys, type PrefetchAnswer } from './prefetch.ts'
import { manyToManyManager } from './many_to_many_manager.ts'
import { reverseManager } from './reverse_manager.ts'
import type { AnyField, Instance, ModelClass } from '../declared.ts'

const noSuchObject = new WeakMap<object, any>()

/** `Post.author.RelatedObjectDoesNotExist`: a DoesNotExist of the other model. */
function relatedObjectDoesNotExist(
  key: any,
  owner: ModelClass,
  name: string,
  base: () => any,
): any {
  if (!noSuchObject.has(key)) {
    noSuchObject.set(
      key,
      class extends base() {
        static __name__ = 'RelatedObjectDoesNotExist'
        static __qualname__ = `${class_name(owner)}.${name}.RelatedObjectDoesNotExist`
      },
    )
  }
  return noSuchObject.get(key)
}

/** Descriptors by class and attribute; prefetch_related finds its way by them. */
const descriptors = new WeakMap<object, Map<string, any>>()

export function relatedDescriptor(cls: ModelClass, name: string): any {
  for (let link = cls; typeof link === 'function'; link = Object.getPrototypeOf(link)) {
    const found = descriptors.get(link)?.get(name)
    if (found !== undefined) return found
  }
  return null
}

/** Makes `name` an attribute of instances that a descriptor (`get`, `set`) answers. */
export function defineRelation(cls: ModelClass, name: string, descriptor: any): void {
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

/** Runs what an attribute needs, so that the trace can name the attribute that asked, and the line. */
function traced<T>(instance: Instance, name: string, run: () => T): T {
  if (tracing.tracer === null) return run()
  return attributeAccess(`${class_name(instance.constructor)}.${name}`, run)
}

class ForwardDescriptor {
  constructor(readonly field: AnyField) {}

  get RelatedObjectDoesNotExist(): any {
    const { field } = this
    const base = () => field.remote_field.model.DoesNotExist
    return relatedObjectDoesNotExist(field, field.model, field.name, base)
  }

  is_cached(instance: Instance): boolean {
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
    const rel_obj_attr = (obj: Instance) => field.get_foreign_related_value(obj)
    const instance_attr = (instance: Instance) => field.get_local_related_value(instance)
    const by_key = new Map(instances.map((item) => [identityOf(instance_attr(item)), item]))
    const keys = [
      ...new Map(
        instances.map((item) => [identityOf(instance_attr(item)), instance_attr(item)]),
      ).values(),
    ]
    const queryset = filterByKeys(
      querysets?.[0] ?? this.get_queryset(),
      field.target_field.name,
      keys,
    )
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

  get(instance: Instance): any {
    const { field } = this
    let related = cachedForward(field, instance)
    if (related === undefined) {
      const value = instance[field.attname]
      related = null
      if (value !== null && value !== undefined) {
        related = this.ofAncestor(instance) ?? this.get_object(instance)
        if (!field.remote_field.multiple) field.remote_field.set_cached_value(related, instance)
      }
      cacheForward(field, instance, related)
    }
    if (related === null && !field.null) {
      throw new this.RelatedObjectDoesNotExist(`${class_name(field.model)} has no ${field.name}.`)
    }
    return related
  }

  /** What an object of a parent model, from which this one was reached, has read already. */
  private ofAncestor(instance: Instance): any {
    if (instance._meta.parents.size === 0) return null
    const link = instance._meta.get_ancestor_link(this.field.model)
    const ancestor = link ? (cachedForward(link, instance) ?? null) : null
    return ancestor === null ? null : (cachedForward(this.field, ancestor) ?? null)
  }

  protected get_object(instance: Instance): any {
    const { field } = this
    return traced(instance, field.name, () =>
      this.get_queryset().get(field.get_reverse_related_filter(instance)),
    )
  }

  set(instance: Instance, value: any): void {
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

class ForwardOneDescriptor extends ForwardDescriptor {
  /** The parent of an object is part of the same rows: no query, unless some of it is deferred. */
  protected override get_object(instance: Instance): any {
    const { model, parent_link } = this.field.remote_field
    if (!parent_link) return super.get_object(instance)
    const names: string[] = model._meta.concrete_fields.map((field: AnyField) => field.attname)
    const deferred = instance.get_deferred_fields()
    if (names.some((name) => deferred.has(name))) return super.get_object(instance)
    const parent = new model(Object.fromEntries(names.map((name) => [name, instance[name]])))
    parent._state.adding = instance._state.adding
    parent._state.db = instance._state.db
    return parent
  }

  override set(instance: Instance, value: any): void {
    super.set(instance, value)
    if (!this.field.primary_key || !this.field.remote_field.parent_link) return
    for (const field of instance._meta.concrete_fields) {
      if (!field.primary_key || !field.remote_field) continue
      const { attname } = field.remote_field.model._meta.pk
      instance[attname] = value === null ? null : value[attname]
    }
  }
}

/** What is remembered for a key holds only as long as the key has the value it had then. */
interface Remembered {
  readonly object: Instance
  readonly key: unknown
}

export function cachedForward(field: AnyField, instance: Instance): any {
  const cached = field.get_cached_value(instance) as Remembered | undefined
  if (cached === undefined) return undefined
  if (eq(cached.key, instance[field.attname])) return cached.object
  field.delete_cached_value(instance)
  return undefined
}

export function cacheForward(field: AnyField, instance: Instance, object: Instance): void {
  const remembered: Remembered = { object, key: instance[field.attname] }
  instance._state.fields_cache.set(field.cache_name, remembered)
}

class ReverseOneDescriptor {
  constructor(readonly related: AnyField) {}

  get RelatedObjectDoesNotExist(): any {
    const { related } = this
    const base = () => related.related_model.DoesNotExist
    return relatedObjectDoesNotExist(related, related.model, related.name, base)
  }

  is_cached(instance: Instance): boolean {
    return this.related.is_cached(instance)
  }

  get_queryset(): any {
    return this.related.related_model._base_manager.all()
  }

  get_prefetch_querysets(instances: any[], querysets: any[] | null = null): PrefetchAnswer {
    const { field } = this.related
    const rel_obj_attr = (obj: Instance) => field.get_local_related_value(obj)
    const instance_attr = (instance: Instance) => field.get_foreign_related_value(instance)
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

  get(instance: Instance): any {
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

  set(instance: Instance, value: any): void {
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
    readonly rel: AnyField,
    readonly manager: () => any,
    readonly side: string,
    readonly name: string,
  ) {}

  get through(): any {
    return this.rel.through
  }

  get(instance: Instance): any {
    const Manager = this.manager()
    return new Manager(instance)
  }

  set(): void {
    throw new TypeError(
      `Direct assignment to the ${this.side} is prohibited. Use ${this.name}.set() instead.`,
    )
  }
}

export function defineForward(cls: ModelClass, field: AnyField): void {
  const Descriptor = field.one_to_one ? ForwardOneDescriptor : ForwardDescriptor
  defineRelation(cls, field.name, new Descriptor(field))
}

export function defineReverseOne(cls: ModelClass, rel: AnyField): void {
  defineRelation(cls, rel.accessor_name, new ReverseOneDescriptor(rel))
}

export function defineReverseMany(cls: ModelClass, rel: AnyField): void {
  const manager = () => reverseManager(rel.related_model._default_manager.constructor, rel)
  defineRelation(
    cls,
    rel.accessor_name,
    new ReverseManyDescriptor(rel, manager, 'reverse side of a related set', rel.accessor_name),
  )
}

/** @param reverse  the side that did not declare the field */
export function defineManyToMany(cls: ModelClass, rel: AnyField, reverse: boolean): void {
  const name = reverse ? rel.accessor_name : rel.field.name
  const manager = () => {
    const model = reverse ? rel.related_model : rel.model
    return manyToManyManager(model._default_manager.constructor, rel, reverse)
  }
  const side = `${reverse ? 'reverse' : 'forward'} side of a many-to-many set`
  defineRelation(cls, name, new ReverseManyDescriptor(rel, manager, side, name))
}
