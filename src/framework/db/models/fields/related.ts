/**
 * Relations: ForeignKey, OneToOneField and ManyToManyField. The other model may be a class, `'self'`, `'Category'` or
 * `'blog.Category'`; both ends are tied together as soon as both models are registered.
 *
 * Django: django/db/models/fields/related.py, topics/db/examples/
 * Left out: keys of several columns, swappable models beyond AUTH_USER_MODEL.
 */
import { class_name } from '../../../../base/python/class_name.ts'
import { TypeError, ValueError } from '../../../../base/python/exceptions.ts'
import { iterate, repr } from '../../../../base/python/protocols.ts'
import { apps } from '../../../apps/registry.ts'
import { FieldError, ValidationError } from '../../../core/exceptions.ts'
import type { Options } from '../arguments.ts'
import { isModelClass, late } from '../late.ts'
import { Q, Condition, type FilteredRelation, type PathInfo } from '../query_utils.ts'
import { forms } from './form_classes.ts'
import { Field, FIELD_PARAMETERS } from './field.ts'
import { RELATED_LOOKUPS } from './related_lookups.ts'
import {
  defineForward,
  defineManyToMany,
  defineReverseMany,
  defineReverseOne,
} from './related_descriptors.ts'
import { ManyToManyRel, ManyToOneRel, OneToOneRel } from './reverse_related.ts'

/** `'self'` and `'Category'` made whole: a class or `app.Model`. */
function resolveRelation(scope: any, relation: any): any {
  if (relation === 'self') return scope
  if (typeof relation === 'string' && !relation.includes('.'))
    return `${scope._meta.app_label}.${relation}`
  return relation
}

function checkTarget(field: Field, to: unknown, kind: string): void {
  if (typeof to === 'string' || isModelClass(to)) return
  throw new TypeError(
    `${class_name(field.constructor)}(${repr(to ?? null)}) is invalid. First parameter to ${kind} must be either a model, a model name, or the string 'self'`,
  )
}

export abstract class RelatedField extends Field {
  declare opts: any

  override get related_model(): any {
    return this.remote_field.model
  }

  override db_type(_connection: any): string | null {
    return null
  }

  override contribute_to_class(cls: any, name: string): void {
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
    apps.lazy_model_operation(
      (model: any, related: any) => {
        rel.model = related
        this.set_attributes_from_rel()
        this.contribute_to_related_class(related, rel, model)
      },
      cls,
      resolveRelation(cls, rel.model),
    )
  }

  abstract contribute_to_related_class(cls: any, related: any, model: any): void

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

  /** Passes on which related objects may be chosen. */
  override formfield(options: Options = {}): any {
    const { limit_choices_to } = this.remote_field
    return super.formfield({ limit_choices_to, ...options })
  }
}

export class ForeignKey extends RelatedField {
  static override lookup_root: object | null = null
  static override default_error_messages: Record<string, string> = {
    invalid: '%(model)s instance with %(field)s %(value)r is not a valid choice.',
  }

  declare db_constraint: boolean
  override many_to_one: boolean | null = true
  override one_to_one: boolean | null = false
  override one_to_many: boolean | null = false
  override many_to_many: boolean | null = false

  override get parameters(): readonly string[] {
    return [
      'to',
      'on_delete',
      'related_name',
      'related_query_name',
      'limit_choices_to',
      'parent_link',
      'to_field',
      'db_constraint',
      ...FIELD_PARAMETERS,
    ]
  }

  protected override take(options: Options): void {
    const { to, on_delete } = options
    checkTarget(this, to, 'ForeignKey')
    if (on_delete === undefined) {
      throw new TypeError(
        `${class_name(this.constructor)}.__init__() missing 1 required positional argument: 'on_delete'`,
      )
    }
    if (typeof on_delete !== 'function') throw new TypeError('on_delete must be callable.')
    const Rel = this.isOneToOne ? OneToOneRel : ManyToOneRel
    this.remote_field = new Rel(this, to, options['to_field'] ?? null, options)
    ;(this as { is_relation: boolean }).is_relation = true
    this.db_index = options['db_index'] ?? true
    this.db_constraint = options['db_constraint'] ?? true
  }

  protected get isOneToOne(): boolean {
    return false
  }

  override get empty_strings_allowed(): boolean {
    return false
  }

  override get_attname(): string {
    return `${this.name}_id`
  }

  override contribute_to_class(cls: any, name: string): void {
    super.contribute_to_class(cls, name)
    if (!cls._meta.abstract) defineForward(cls, this)
  }

  override contribute_to_related_class(cls: any, related: any): void {
    related.field_name ??= cls._meta.pk.name
    if (related.hidden) return
    const define = this.isOneToOne ? defineReverseOne : defineReverseMany
    define(cls._meta.concrete_model, related)
  }

  /** Pairs of own field and the field it points to. */
  get related_fields(): [any, any][] {
    return (this.cached_related ??= [[this, this.resolveTarget()]])
  }
  private cached_related?: [any, any][]

  private resolveTarget(): any {
    const { model, field_name } = this.remote_field
    if (typeof model === 'string')
      throw new ValueError(`Related model ${repr(model)} cannot be resolved`)
    return field_name === null ? model._meta.pk : model._meta.get_field(field_name)
  }

  get reverse_related_fields(): [any, any][] {
    return this.related_fields.map(([own, target]) => [target, own])
  }
  get local_related_fields(): any[] {
    return this.related_fields.map(([own]) => own)
  }
  get foreign_related_fields(): any[] {
    return this.related_fields.map(([, target]) => target)
  }
  get target_field(): any {
    return this.related_fields[0]![1]
  }

  get_joining_fields(): [any, any][] {
    return this.related_fields
  }
  get_reverse_joining_fields(): [any, any][] {
    return this.reverse_related_fields
  }

  get_local_related_value(instance: any): unknown {
    return instance[this.attname]
  }
  get_foreign_related_value(instance: any): unknown {
    return instance[this.target_field.attname]
  }

  get_path_info(filtered_relation: FilteredRelation | null = null): PathInfo[] {
    return [
      {
        from_opts: this.model._meta,
        to_opts: this.remote_field.model._meta,
        target_fields: this.foreign_related_fields,
        join_field: this,
        m2m: false,
        direct: true,
        filtered_relation,
      },
    ]
  }

  get path_infos(): PathInfo[] {
    return (this.cached_path ??= this.get_path_info())
  }
  private cached_path?: PathInfo[]

  get_reverse_path_info(filtered_relation: FilteredRelation | null = null): PathInfo[] {
    return [
      {
        from_opts: this.remote_field.model._meta,
        to_opts: this.model._meta,
        target_fields: [this.model._meta.pk],
        join_field: this.remote_field,
        m2m: !this.unique,
        direct: false,
        filtered_relation,
      },
    ]
  }

  get reverse_path_infos(): PathInfo[] {
    return this.get_reverse_path_info()
  }

  /** The condition that finds the related object of `instance`. */
  get_reverse_related_filter(instance: any): Q {
    return Q.create(
      this.related_fields.map(([own, target]) =>
        Condition.make(target.attname, instance[own.attname]),
      ),
    )
  }

  override get_col(alias: string | null, output_field: any = null): any {
    let target = output_field
    if (target === null) {
      target = this.target_field
      while (target instanceof ForeignKey) {
        target = target.target_field
        if (target === this) throw new ValueError('Cannot resolve output_field.')
      }
    }
    return super.get_col(alias, target)
  }

  override to_python(value: unknown): any {
    return this.target_field.to_python(value)
  }
  override get_prep_value(value: unknown): any {
    return this.target_field.get_prep_value(value)
  }
  override get_db_prep_value(value: unknown, connection: any, prepared = false): any {
    return this.target_field.get_db_prep_value(value, connection, prepared)
  }
  override get_db_prep_save(value: unknown, connection: any): any {
    if (value === null || (value === '' && !this.target_field.empty_strings_allowed)) return null
    return this.target_field.get_db_prep_save(value, connection)
  }

  override get_default(): unknown {
    const value = super.get_default()
    return value instanceof this.remote_field.model
      ? (value as any)[this.target_field.attname]
      : value
  }

  override validate(value: unknown, instance: any): void {
    if (this.remote_field.parent_link) return
    super.validate(value, instance)
    if (value === null) return
    const { model, field_name } = this.remote_field
    const found = model._base_manager
      .filter({ [field_name]: value })
      .complex_filter(this.get_limit_choices_to())
    if (found.exists()) return
    throw new ValidationError(this.error_messages['invalid'], {
      code: 'invalid',
      params: { model: model._meta.verbose_name, pk: value, field: field_name, value },
    })
  }

  override db_type(connection: any): string | null {
    return this.target_field.rel_db_type(connection)
  }
  override cast_db_type(connection: any): string | null {
    return this.target_field.cast_db_type(connection)
  }
  override db_check(): string | null {
    return null
  }

  override formfield(options: Options = {}): any {
    const { using = null, ...given } = options
    const { model, field_name } = this.remote_field
    if (typeof model === 'string') {
      throw new ValueError(
        `Cannot create form field for ${repr(this.name)} yet, because its related model ${repr(model)} has not been loaded yet`,
      )
    }
    return super.formfield({
      form_class: forms.ModelChoiceField,
      queryset: model._default_manager.using(using),
      to_field_name: field_name,
      blank: this.blank,
      ...given,
    })
  }
}

export class OneToOneField extends ForeignKey {
  override many_to_one: boolean | null = false
  override one_to_one: boolean | null = true

  override get parameters(): readonly string[] {
    return [
      'to',
      'on_delete',
      'to_field',
      ...super.parameters.slice(2).filter((name) => name !== 'to_field'),
    ]
  }

  protected override take(options: Options): void {
    super.take(options)
    ;(this as { is_unique: boolean }).is_unique = true
  }

  protected override get isOneToOne(): boolean {
    return true
  }

  override save_form_data(instance: any, data: any): void {
    if (data instanceof this.remote_field.model) instance[this.name] = data
    else instance[this.attname] = data
  }

  /** The link to a parent model is no question of the form's. */
  override formfield(options: Options = {}): any {
    return this.remote_field.parent_link ? null : super.formfield(options)
  }
}

for (const lookup of RELATED_LOOKUPS) ForeignKey.register_lookup(lookup)
// texts' lookups stop here: a key does not know `icontains`
ForeignKey.lookup_root = ForeignKey

export class ManyToManyField extends RelatedField {
  declare db_table: string | null
  override many_to_many: boolean | null = true
  override many_to_one: boolean | null = false
  override one_to_many: boolean | null = false
  override one_to_one: boolean | null = false

  override get parameters(): readonly string[] {
    return [
      'to',
      'related_name',
      'related_query_name',
      'limit_choices_to',
      'symmetrical',
      'through',
      'through_fields',
      'db_constraint',
      'db_table',
      'swappable',
      ...FIELD_PARAMETERS,
    ]
  }

  protected override take(options: Options): void {
    const { to, through = null, db_table = null } = options
    checkTarget(this, to, 'ManyToManyField')
    if (through !== null && db_table !== null)
      throw new ValueError('Cannot specify a db_table if an intermediary model is used.')
    this.remote_field = new ManyToManyRel(this, to, {
      ...options,
      symmetrical: options['symmetrical'] ?? to === 'self',
    })
    ;(this as { is_relation: boolean }).is_relation = true
    this.db_table = db_table
  }

  override get_attname_column(): [string, string | null] {
    return [this.get_attname(), null]
  }

  /** The model of the table between. */
  get through(): any {
    return this.remote_field.through
  }

  override contribute_to_class(cls: any, name: string): void {
    const rel = this.remote_field
    const self = rel.model === 'self' || rel.model === class_name(cls)
    if (rel.symmetrical && self) rel.related_name = `${name}_rel_+`
    else if (rel.hidden) {
      rel.related_name = `_${cls._meta.app_label}_${class_name(cls).toLowerCase()}_${name}_+`
    }
    super.contribute_to_class(cls, name)
    if (cls._meta.abstract) return
    if (rel.through === null) rel.through = this.makeThrough(cls)
    else {
      apps.lazy_model_operation(
        (_model: any, through: any) => (rel.through = through),
        cls,
        resolveRelation(cls, rel.through),
      )
    }
    defineManyToMany(cls, rel, false)
  }

  override contribute_to_related_class(cls: any, related: any): void {
    if (!related.hidden) defineManyToMany(cls, related, true)
  }

  /** The model of the automatic table: two keys, unique together. */
  private makeThrough(cls: any): any {
    const to_model = resolveRelation(cls, this.remote_field.model)
    const name = `${cls._meta.object_name}_${this.name}`
    let to =
      typeof to_model === 'string'
        ? to_model.split('.').at(-1)!.toLowerCase()
        : class_name(to_model).toLowerCase()
    let from = cls._meta.model_name
    if (to === from) {
      to = `to_${to}`
      from = `from_${from}`
    }
    const key = (model: any) =>
      new ForeignKey(model, late.CASCADE, {
        related_name: `${name}+`,
        db_constraint: this.remote_field.db_constraint,
      })
    const through = class extends late.Model {}
    Object.assign(through, {
      __name__: name,
      [from]: key(cls),
      [to]: key(to_model),
      Meta: {
        db_table: this.db_table ?? `${cls._meta.db_table}_${this.name}`,
        auto_created: cls,
        app_label: cls._meta.app_label,
        unique_together: [from, to],
        verbose_name: `${from}-${to} relationship`,
        verbose_name_plural: `${from}-${to} relationships`,
      },
    })
    apps.register_model(through, cls._meta.app_label, cls._meta.module)
    return through
  }

  /** The key of the table between that points to this field's own model. */
  get m2m_source(): any {
    return this.throughKey(this.model, 0)
  }

  /** The key of the table between that points to the related model. */
  get m2m_target(): any {
    return this.throughKey(this.remote_field.model, 1)
  }

  private throughKey(model: any, side: 0 | 1): any {
    const { through, through_fields } = this.remote_field
    const keys = through._meta.fields.filter(
      (field: any) =>
        field.is_relation &&
        field.remote_field.model === model &&
        (through_fields === null || field.name === through_fields[side]),
    )
    // a relation to the same model has two keys: the first leads from here
    return this.remote_field.model === this.model && through_fields === null ? keys[side] : keys[0]
  }

  m2m_db_table(): string {
    return this.remote_field.through._meta.db_table
  }
  m2m_field_name(): string {
    return this.m2m_source.name
  }
  m2m_reverse_field_name(): string {
    return this.m2m_target.name
  }
  m2m_column_name(): string {
    return this.m2m_source.column
  }
  m2m_reverse_name(): string {
    return this.m2m_target.column
  }

  get_path_info(filtered_relation: FilteredRelation | null = null): PathInfo[] {
    return [
      ...this.m2m_source.reverse_path_infos,
      ...this.m2m_target.get_path_info(filtered_relation),
    ]
  }
  get_reverse_path_info(filtered_relation: FilteredRelation | null = null): PathInfo[] {
    return [
      ...this.m2m_target.reverse_path_infos,
      ...this.m2m_source.get_path_info(filtered_relation),
    ]
  }
  get path_infos(): PathInfo[] {
    return this.get_path_info()
  }
  get reverse_path_infos(): PathInfo[] {
    return this.get_reverse_path_info()
  }

  get target_field(): any {
    const targets = this.path_infos.at(-1)!.target_fields
    if (targets.length > 1)
      throw new FieldError(
        'The relation has multiple target fields, but only single target field was asked for',
      )
    return targets[0]
  }

  override value_from_object(obj: any): unknown {
    return obj.pk === null ? [] : [...obj[this.name].all()]
  }

  override save_form_data(instance: any, data: unknown): void {
    instance[this.name].set(data)
  }

  override db_check(): string | null {
    return null
  }

  override formfield(options: Options = {}): any {
    const { using = null, ...given } = options
    const field = {
      form_class: forms.ModelMultipleChoiceField,
      queryset: this.remote_field.model._default_manager.using(using),
      ...given,
    }
    if (!('initial' in field)) return super.formfield(field)
    const objects = typeof field.initial === 'function' ? (field.initial as any)() : field.initial
    const initial = objects === null ? null : [...iterate(objects)].map((item: any) => item.pk)
    return super.formfield({ ...field, initial })
  }
}

for (const lookup of RELATED_LOOKUPS) ManyToManyField.register_lookup(lookup)
ManyToManyField.lookup_root = ManyToManyField
