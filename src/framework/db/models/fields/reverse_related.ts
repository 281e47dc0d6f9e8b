/**
 * The other end of a relation, as a field of the model that is pointed to: `Category` has `posts` without saying so.
 *
 * Django: django/db/models/fields/reverse_related.py
 */
import { class_name } from '../../../../base/python/class_name.ts'
import { FieldDoesNotExist } from '../../../core/exceptions.ts'
import { objectNumber } from '../identity.ts'
import type { FilteredRelation, PathInfo } from '../query_utils.ts'

interface RelOptions {
  related_name?: string | null
  related_query_name?: string | null
  limit_choices_to?: any
  parent_link?: boolean
  on_delete?: any
}

export class ForeignObjectRel {
  readonly auto_created = true
  readonly concrete = false
  readonly editable = false
  readonly is_relation = true
  readonly null = true
  readonly empty_strings_allowed = false
  readonly primary_key = false
  readonly generated = false

  related_name: string | null
  related_query_name: string | null
  readonly limit_choices_to: any
  readonly parent_link: boolean
  readonly on_delete: any
  symmetrical = false
  multiple = true
  field_name: string | null = null

  constructor(
    readonly field: any,
    public model: any,
    options: RelOptions,
  ) {
    this.related_name = options.related_name ?? null
    this.related_query_name = options.related_query_name ?? null
    this.limit_choices_to = options.limit_choices_to ?? {}
    this.parent_link = options.parent_link ?? false
    this.on_delete = options.on_delete ?? null
  }

  get hidden(): boolean {
    return this.related_name?.endsWith('+') === true
  }

  get name(): string {
    return this.field.related_query_name()
  }

  get remote_field(): any {
    return this.field
  }

  get related_model(): any {
    return this.field.model
  }

  get target_field(): any {
    return this.path_infos.at(-1)!.target_fields[0]
  }

  get many_to_many(): boolean {
    return this.field.many_to_many
  }
  get many_to_one(): boolean {
    return this.field.one_to_many
  }
  get one_to_many(): boolean {
    return this.field.many_to_one
  }
  get one_to_one(): boolean {
    return this.field.one_to_one
  }

  get_lookup(name: string): any {
    return this.field.get_lookup(name)
  }
  get_lookups(): Map<string, any> {
    return this.field.get_lookups()
  }
  get_transform(name: string): any {
    return this.field.get_transform(name)
  }
  get_internal_type(): string {
    return this.field.get_internal_type()
  }

  get_joining_fields(): any[] {
    return this.field.get_reverse_joining_fields()
  }

  /** What a join needs beside equal keys; null: nothing. */
  get_extra_restriction(alias: string, related_alias: string): unknown {
    return this.field.get_extra_restriction?.(related_alias, alias) ?? null
  }

  set_field_name(): void {
    this.field_name = null
  }

  /** The attribute of the model that leads back; null where there is none. */
  get accessor_name(): string | null {
    const opts = this.related_model._meta
    if (this.multiple && this.symmetrical && this.related_model === this.model) return null
    return this.related_name ?? opts.model_name + (this.multiple ? '_set' : '')
  }

  get_accessor_name(): string | null {
    return this.accessor_name
  }

  get_path_info(filtered_relation: FilteredRelation | null = null): PathInfo[] {
    return this.field.get_reverse_path_info(filtered_relation)
  }

  get path_infos(): PathInfo[] {
    return this.get_path_info()
  }

  get cache_name(): string {
    return this.accessor_name ?? ''
  }

  is_cached(instance: any): boolean {
    return instance._state.fields_cache.has(this.cache_name)
  }
  get_cached_value(instance: any, fallback?: unknown): any {
    const { fields_cache } = instance._state
    return fields_cache.has(this.cache_name) ? fields_cache.get(this.cache_name) : fallback
  }
  set_cached_value(instance: any, value: unknown): void {
    instance._state.fields_cache.set(this.cache_name, value)
  }
  delete_cached_value(instance: any): void {
    instance._state.fields_cache.delete(this.cache_name)
  }

  identity(): string {
    return `#${objectNumber(this)}`
  }

  __repr__(): string {
    const { app_label, model_name } = this.related_model._meta
    return `<${class_name(this.constructor)}: ${app_label}.${model_name}>`
  }
}

export class ManyToOneRel extends ForeignObjectRel {
  constructor(field: any, to: any, field_name: string | null, options: RelOptions) {
    super(field, to, options)
    this.field_name = field_name
  }

  get_related_field(): any {
    const field = this.model._meta.get_field(this.field_name)
    if (!field.concrete) throw new FieldDoesNotExist(`No related field named '${this.field_name}'`)
    return field
  }

  override set_field_name(): void {
    this.field_name = this.field_name ?? this.model._meta.pk.name
  }
}

export class OneToOneRel extends ManyToOneRel {
  override multiple = false
}

export class ManyToManyRel extends ForeignObjectRel {
  through: any
  readonly through_fields: readonly string[] | null
  readonly db_constraint: boolean

  constructor(field: any, to: any, options: RelOptions & Record<string, any>) {
    super(field, to, options)
    this.through = options['through'] ?? null
    this.through_fields = options['through_fields'] ?? null
    this.symmetrical = options['symmetrical'] ?? false
    this.db_constraint = options['db_constraint'] ?? true
  }

  get_related_field(): any {
    const opts = this.through._meta
    const field = this.through_fields
      ? opts.get_field(this.through_fields[0])
      : opts.fields.find((candidate: any) => candidate.remote_field?.model === this.model)
    return field.foreign_related_fields[0]
  }
}
