/**
 * ForeignKey and OneToOneField: one column that holds the key of the other row. What the column is (its type, how its
 * values are prepared) is decided by the field it points to.
 *
 * Django: ForeignKey, OneToOneField in django/db/models/fields/related.py, topics/db/examples/many_to_one
 * Left out: keys of several columns.
 */
import { class_name } from '../../../../base/python/class_name.ts'
import { TypeError, ValueError } from '../../../../base/python/exceptions.ts'
import { repr } from '../../../../base/python/protocols.ts'
import { FieldError, ValidationError } from '../../../core/exceptions.ts'
import { splitKwargs, type Options } from '../arguments.ts'
import { late } from '../late.ts'
import { Q, Condition, type FilteredRelation, type PathInfo } from '../query_utils.ts'
import { FIELD_PARAMETERS } from './field.ts'
import { forms } from './form_classes.ts'
import { RelatedField, checkTarget } from './related_field.ts'
import { RELATED_LOOKUPS } from './related_lookups.ts'
import { defineForward, defineReverseMany, defineReverseOne } from './related_descriptors.ts'
import { ManyToOneRel, OneToOneRel } from './reverse_related.ts'
import type { AnyField, Instance, ModelClass } from '../declared.ts'

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

  override contribute_to_class(cls: ModelClass, name: string): void {
    super.contribute_to_class(cls, name)
    if (!cls._meta.abstract) defineForward(cls, this)
  }

  override contribute_to_related_class(cls: ModelClass, related: AnyField): void {
    if (cls._meta.is_composite_pk && (related.field_name ?? 'pk') === 'pk') {
      throw new FieldError(
        `Field defines a relation involving model '${cls._meta.object_name}' which has a CompositePrimaryKey and such relations are not supported.`,
      )
    }
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

  get_local_related_value(instance: Instance): unknown {
    return valueOf(instance, this)
  }
  get_foreign_related_value(instance: Instance): unknown {
    return valueOf(instance, this.target_field)
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
  get_reverse_related_filter(instance: Instance): Q {
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

  override validate(value: unknown, instance: Instance): void {
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
  override rel_db_type(connection: any): string | null {
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

/** A child's own key stands for the keys of its parents, which a fixture may not have set. */
function valueOf(instance: Instance, field: AnyField): unknown {
  const { parents } = instance._meta
  if (field.primary_key && parents.size > 0) {
    const link = instance._meta.get_ancestor_link(field.model)
    if (!link || link.primary_key || link.model._meta.abstract) return instance.pk
  }
  return instance[field.attname]
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

  override save_form_data(instance: Instance, data: any): void {
    if (data instanceof this.remote_field.model) instance[this.name] = data
    else instance[this.attname] = data
  }

  /** A link to the parent is the child's key unless it has another. */
  promoteToKey(): void {
    const [positional, kwargs] = splitKwargs(this.constructor_args)
    Object.assign(this, {
      primary_key: true,
      constructor_args: [...positional, { ...kwargs, primary_key: true }],
    })
  }

  /** The link to a parent model is no question of the form's. */
  override formfield(options: Options = {}): any {
    return this.remote_field.parent_link ? null : super.formfield(options)
  }
}

late.OneToOneField = OneToOneField
for (const lookup of RELATED_LOOKUPS) ForeignKey.register_lookup(lookup)
// texts' lookups stop here: a key does not know `icontains`
ForeignKey.lookup_root = ForeignKey
