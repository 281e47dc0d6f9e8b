/**
 * A key that may point to a row of any model: two ordinary columns, which model and which key, read as one attribute.
 * GenericRelation is the way back, declared on the model that is pointed to. Neither has a column of its own.
 *
 * Django: django/contrib/contenttypes/fields.py, ref/contrib/contenttypes#generic-relations
 * Left out: keys of several columns, order_with_respect_to over a generic key.
 */
import { LookupError, TypeError, ValueError } from '../../../base/python/exceptions.ts'
import { eq, str } from '../../../base/python/protocols.ts'
import { Tuple } from '../../../base/python/tuple.ts'
import { ObjectDoesNotExist } from '../../core/exceptions.ts'
import type { Options } from '../../db/models/arguments.ts'
import type { AnyField, AnyOptions, Instance, ModelClass } from '../../db/models/declared.ts'
import { CASCADE, DO_NOTHING } from '../../db/models/deletion.ts'
import { Field, FIELD_PARAMETERS } from '../../db/models/fields/field.ts'
import type { PrefetchAnswer } from '../../db/models/fields/prefetch.ts'
import { defineRelation } from '../../db/models/fields/related_descriptors.ts'
import { RelatedField } from '../../db/models/fields/related_field.ts'
import { RELATED_LOOKUPS } from '../../db/models/fields/related_lookups.ts'
import { ForeignObjectRel } from '../../db/models/fields/reverse_related.ts'
import type { FilteredRelation, PathInfo } from '../../db/models/query_utils.ts'
import { attributeAccess } from '../../db/models/tracing.ts'
import { genericManager } from './generic_manager.ts'
import { ContentType } from './models.ts'

interface Wanted {
  obj?: Instance
  id?: unknown
  model?: ModelClass
}

export class GenericForeignKey extends Field {
  declare ct_field: string
  declare fk_field: string
  declare for_concrete_model: boolean
  readonly private_only = true
  override many_to_many = false
  override many_to_one = true
  override one_to_many = false
  override one_to_one = false

  override get parameters(): readonly string[] {
    return ['ct_field', 'fk_field', 'for_concrete_model']
  }

  protected override take(options: Options): void {
    this.ct_field = options['ct_field'] ?? 'content_type'
    this.fk_field = options['fk_field'] ?? 'object_id'
    this.for_concrete_model = options['for_concrete_model'] ?? true
    this.editable = false
    ;(this as { is_relation: boolean }).is_relation = true
  }

  override get_attname_column(): [string, null] {
    return [this.get_attname(), null]
  }

  override contribute_to_class(cls: ModelClass, name: string): void {
    super.contribute_to_class(cls, name)
    if (!cls._meta.abstract) defineRelation(cls, name, new GenericForeignKeyDescriptor(this))
  }

  get cache_name(): string {
    return this.name as string
  }
  is_cached(instance: Instance): boolean {
    return instance._state.fields_cache.has(this.cache_name)
  }
  get_cached_value(instance: Instance, fallback?: unknown): Instance {
    return this.is_cached(instance) ? instance._state.fields_cache.get(this.cache_name) : fallback
  }
  set_cached_value(instance: Instance, value: unknown): void {
    instance._state.fields_cache.set(this.cache_name, value)
  }
  delete_cached_value(instance: Instance): void {
    instance._state.fields_cache.delete(this.cache_name)
  }

  get_content_type({ obj, id, model }: Wanted): Instance {
    const { for_concrete_model } = this
    const types = ContentType.objects
    if (obj !== undefined) return types.get_for_model(obj, { for_concrete_model })
    if (id !== undefined) return types.get_for_id(id)
    if (model !== undefined) return types.get_for_model(model, { for_concrete_model })
    throw new ValueError('Impossible arguments to GFK.get_content_type!')
  }
}

/** `item.content_object` */
class GenericForeignKeyDescriptor {
  constructor(readonly field: GenericForeignKey) {}

  is_cached(instance: Instance): boolean {
    return this.field.is_cached(instance)
  }

  private typeAttname(instance: Instance): string {
    return instance._meta.get_field(this.field.ct_field).attname as string
  }

  get(instance: Instance): Instance {
    const { field } = this
    const ct_id: unknown = instance[this.typeAttname(instance)]
    const key: unknown = instance[field.fk_field]
    const known = field.get_cached_value(instance, null)
    if (known === null && field.is_cached(instance)) return null
    // what is remembered holds only while both columns say the same
    if (known !== null && eq(ct_id, field.get_content_type({ obj: known }).pk)) {
      if (eq(known._meta.pk.to_python(key), known.pk)) return known
    }
    let found: Instance = null
    if (ct_id !== null) {
      const name = `${instance._meta.object_name as string}.${field.name as string}`
      try {
        found = attributeAccess(name, () =>
          field.get_content_type({ id: ct_id }).get_object_for_this_type({ pk: key }),
        )
      } catch (error) {
        if (!(error instanceof ObjectDoesNotExist || error instanceof LookupError)) throw error
      }
    }
    field.set_cached_value(instance, found)
    return found
  }

  set(instance: Instance, value: Instance): void {
    const { field } = this
    instance[field.ct_field] = value === null ? null : field.get_content_type({ obj: value })
    instance[field.fk_field] = value === null ? null : value.pk
    field.set_cached_value(instance, value)
  }

  /** One query for each model that the instances point to. */
  get_prefetch_querysets(
    instances: Instance[],
    querysets: Instance[] | null = null,
  ): PrefetchAnswer {
    const { field } = this
    const own = new Map<unknown, Instance>()
    for (const queryset of querysets ?? []) {
      const ct_id: unknown = field.get_content_type({ model: queryset.query.model }).pk
      if (own.has(ct_id))
        throw new ValueError('Only one queryset is allowed for each content type.')
      own.set(ct_id, queryset)
    }
    const keys = new Map<unknown, Set<unknown>>()
    for (const instance of instances) {
      const ct_id: unknown = instance[this.typeAttname(instance)]
      const key: unknown = instance[field.fk_field]
      if (ct_id !== null && key !== null) keys.set(ct_id, (keys.get(ct_id) ?? new Set()).add(key))
    }
    const objects: Instance[] = []
    for (const [ct_id, wanted] of keys) {
      const pk__in = [...wanted]
      const rows =
        own.get(ct_id)?.filter({ pk__in }) ??
        field.get_content_type({ id: ct_id }).get_all_objects_for_this_type({ pk__in })
      objects.push(...rows)
    }
    const instance_attr = (instance: Instance) => {
      const ct_id: unknown = instance[this.typeAttname(instance)]
      if (ct_id === null) return null
      const model = field.get_content_type({ id: ct_id }).model_class()
      return new Tuple(str(model._meta.pk.to_python(instance[field.fk_field])), model)
    }
    return {
      queryset: objects,
      rel_obj_attr: (obj: Instance) => new Tuple(str(obj.pk), obj.constructor),
      instance_attr,
      single: true,
      cache_name: field.cache_name,
      store: (instance, value) => field.set_cached_value(instance, value),
    }
  }
}

/** The way back of a GenericRelation; it has a name only where `related_query_name` gives one. */
export class GenericRel extends ForeignObjectRel {
  constructor(field: AnyField, to: ModelClass, options: Options) {
    const { related_query_name = null, limit_choices_to } = options
    const related_name = related_query_name ?? '+'
    const on_delete = DO_NOTHING
    super(field, to, { related_name, related_query_name, limit_choices_to, on_delete })
  }
}

/** `animal.tags`: the rows of another model whose generic key points here. They are deleted with the object. */
export class GenericRelation extends RelatedField {
  static override lookup_root: object | null = null
  declare object_id_field_name: string
  declare content_type_field_name: string
  declare for_concrete_model: boolean
  readonly private_only = true
  /** Belongs to a parent model in truth. */
  mti_inherited = false
  override many_to_many = false
  override many_to_one = false
  override one_to_many = true
  override one_to_one = false

  override get parameters(): readonly string[] {
    return [
      'to',
      'object_id_field',
      'content_type_field',
      'for_concrete_model',
      'related_query_name',
      'limit_choices_to',
      ...FIELD_PARAMETERS,
    ]
  }

  protected override take(options: Options): void {
    this.remote_field = new GenericRel(this, options['to'], options)
    ;(this as { is_relation: boolean }).is_relation = true
    this.object_id_field_name = options['object_id_field'] ?? 'object_id'
    this.content_type_field_name = options['content_type_field'] ?? 'content_type'
    this.for_concrete_model = options['for_concrete_model'] ?? true
    this.blank = true
    this.editable = false
    this.remote_field.on_delete = CASCADE
  }

  override get_internal_type(): string {
    return 'ManyToManyField'
  }
  override get_attname_column(): [string, null] {
    return [this.get_attname(), null]
  }

  override contribute_to_class(cls: ModelClass, name: string): void {
    if (this.mti_inherited)
      Object.assign(this.remote_field, { related_name: '+', related_query_name: null })
    super.contribute_to_class(cls, name)
    if (cls._meta.abstract) return
    defineRelation(cls, name, new GenericManagerDescriptor(this))
  }

  contribute_to_related_class(): void {}

  get object_id_field(): AnyField {
    return this.remote_field.model._meta.get_field(this.object_id_field_name)
  }

  get_content_type(): Instance {
    const { for_concrete_model } = this
    return ContentType.objects.get_for_model(this.model, { for_concrete_model })
  }

  get related_fields(): [AnyField, AnyField][] {
    return [[this.object_id_field, this.model._meta.pk]]
  }
  get reverse_related_fields(): [AnyField, AnyField][] {
    return [[this.model._meta.pk, this.object_id_field]]
  }
  get local_related_fields(): AnyField[] {
    return [this.object_id_field]
  }
  get foreign_related_fields(): AnyField[] {
    return [this.model._meta.pk]
  }
  get_joining_fields(): [AnyField, AnyField][] {
    return this.related_fields
  }
  get_reverse_joining_fields(): [AnyField, AnyField][] {
    return this.reverse_related_fields
  }

  get_path_info(filtered_relation: FilteredRelation | null = null): PathInfo[] {
    const to_opts: AnyOptions = this.remote_field.model._meta
    return [
      {
        from_opts: this.model._meta,
        to_opts,
        target_fields: [to_opts.pk],
        join_field: this.remote_field,
        m2m: true,
        direct: false,
        filtered_relation,
      },
    ]
  }
  get path_infos(): PathInfo[] {
    return this.get_path_info()
  }

  get_reverse_path_info(filtered_relation: FilteredRelation | null = null): PathInfo[] {
    const to_opts: AnyOptions = this.model._meta
    return [
      {
        from_opts: this.remote_field.model._meta,
        to_opts,
        target_fields: [to_opts.pk],
        join_field: this,
        m2m: true,
        direct: false,
        filtered_relation,
      },
    ]
  }

  /** A key alone says nothing: the row must be of this model, too. */
  get_extra_restriction(_alias: string | null, remote_alias: string): unknown {
    const field = this.remote_field.model._meta.get_field(this.content_type_field_name)
    const Exact = field.get_lookup('exact')
    return new Exact(field.get_col(remote_alias), this.get_content_type().pk)
  }

  /** What is deleted with these objects. */
  bulk_related_objects(objs: Instance[]): Instance {
    return this.remote_field.model._base_manager.filter({
      [`${this.content_type_field_name}__pk`]: this.get_content_type().pk,
      [`${this.object_id_field_name}__in`]: objs.map((obj) => obj.pk),
    })
  }

  override value_from_object(obj: Instance): unknown {
    return obj[this.name].all()
  }
  override value_to_string(obj: Instance): string {
    return str([...obj[this.name].all()].map((row: Instance) => row.pk))
  }
}

class GenericManagerDescriptor {
  constructor(readonly field: GenericRelation) {}

  get(instance: Instance): Instance {
    const { field } = this
    const superclass = field.remote_field.model._default_manager.constructor
    return new (genericManager(superclass, field))(instance)
  }

  set(): void {
    throw new TypeError(
      `Direct assignment to the reverse side of a related set is prohibited. Use ${this.field.remote_field.accessor_name}.set() instead.`,
    )
  }
}

for (const lookup of RELATED_LOOKUPS) GenericRelation.register_lookup(lookup)
GenericRelation.lookup_root = GenericRelation
