/**
 * What all relations share: the other model may be a class, `'self'`, `'Category'` or `'blog.Category'`, and both ends
 * are tied together as soon as both models are registered; the related object that was read stays with the instance.
 *
 * Django: RelatedField in django/db/models/fields/related.py, FieldCacheMixin in fields/mixins.py
 */
import { class_name } from '../../../../base/python/class_name.ts'
import { TypeError } from '../../../../base/python/exceptions.ts'
import { repr } from '../../../../base/python/protocols.ts'
import type { Options } from '../arguments.ts'
import { isModelClass } from '../late.ts'
import { Field } from './field.ts'
import type { AnyField, AnyOptions, Instance, ModelClass } from '../declared.ts'

/** `'self'` and `'Category'` made whole: a class or `app.Model`. */
export function resolveRelation(scope: any, relation: any): any {
  if (relation === 'self') return scope
  if (typeof relation === 'string' && !relation.includes('.'))
    return `${scope._meta.app_label}.${relation}`
  return relation
}

/** Refuses what is no model and no name of one. */
export function checkTarget(field: Field, to: unknown, kind: string): void {
  if (typeof to === 'string' || isModelClass(to)) return
  throw new TypeError(
    `${class_name(field.constructor)}(${repr(to ?? null)}) is invalid. First parameter to ${kind} must be either a model, a model name, or the string 'self'`,
  )
}

export abstract class RelatedField extends Field {
  declare opts: AnyOptions

  override get related_model(): any {
    return this.remote_field.model
  }

  override db_type(_connection: any): string | null {
    return null
  }

  override contribute_to_class(cls: ModelClass, name: string): void {
    super.contribute_to_class(cls, name)
    this.opts = cls._meta
    if (cls._meta.abstract) return
    const rel = this.remote_field
    const names: Record<string, string> = {
      class: class_name(cls).toLowerCase(),
      model_name: cls._meta.model_name,
      app_label: cls._meta.app_label,
    }
    const fillNames = (text: string | null) =>
      text?.replace(/%\((\w+)\)s/g, (_, key: string) => names[key] ?? '') ?? null
    rel.related_name = fillNames(rel.related_name ?? cls._meta.default_related_name)
    rel.related_query_name = fillNames(rel.related_query_name)
    cls._meta.apps.lazy_model_operation(
      (model: ModelClass, related: AnyField) => {
        rel.model = related
        this.set_attributes_from_rel()
        this.contribute_to_related_class(related, rel, model)
      },
      cls,
      resolveRelation(cls, rel.model),
    )
  }

  abstract contribute_to_related_class(cls: ModelClass, related: AnyField, model: ModelClass): void

  set_attributes_from_rel(): void {
    this.remote_field.set_field_name()
  }

  related_query_name(): string {
    return (
      this.remote_field.related_query_name ?? this.remote_field.related_name ?? this.opts.model_name
    )
  }

  get cache_name(): string {
    return this.name
  }

  get_limit_choices_to(): any {
    const { limit_choices_to } = this.remote_field
    return typeof limit_choices_to === 'function' ? limit_choices_to() : limit_choices_to
  }

  is_cached(instance: Instance): boolean {
    return instance._state.fields_cache.has(this.cache_name)
  }
  get_cached_value(instance: Instance, fallback?: unknown): any {
    const { fields_cache } = instance._state
    return fields_cache.has(this.cache_name) ? fields_cache.get(this.cache_name) : fallback
  }
  set_cached_value(instance: Instance, value: unknown): void {
    instance._state.fields_cache.set(this.cache_name, value)
  }
  delete_cached_value(instance: Instance): void {
    instance._state.fields_cache.delete(this.cache_name)
  }

  /** Passes on which related objects may be chosen. */
  override formfield(options: Options = {}): any {
    const { limit_choices_to } = this.remote_field
    return super.formfield({ limit_choices_to, ...options })
  }
}
