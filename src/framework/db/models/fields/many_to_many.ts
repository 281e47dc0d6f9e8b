/**
 * ManyToManyField: no column, but a table between with two keys. Without `through` that table's model is made here.
 *
 * Django: ManyToManyField in django/db/models/fields/related.py, topics/db/examples/many_to_many
 * Left out: swappable models beyond AUTH_USER_MODEL.
 */
import { class_name } from '../../../../base/python/class_name.ts'
import { ValueError } from '../../../../base/python/exceptions.ts'
import { iterate } from '../../../../base/python/protocols.ts'
import { FieldError } from '../../../core/exceptions.ts'
import type { Options } from '../arguments.ts'
import { late } from '../late.ts'
import type { FilteredRelation, PathInfo } from '../query_utils.ts'
import { FIELD_PARAMETERS } from './field.ts'
import { forms } from './form_classes.ts'
import { ForeignKey } from './foreign_key.ts'
import { RelatedField, checkTarget, resolveRelation } from './related_field.ts'
import { RELATED_LOOKUPS } from './related_lookups.ts'
import { defineManyToMany } from './related_descriptors.ts'
import { ManyToManyRel } from './reverse_related.ts'

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
      cls._meta.apps.lazy_model_operation(
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
        apps: cls._meta.apps,
        app_label: cls._meta.app_label,
        unique_together: [from, to],
        verbose_name: `${from}-${to} relationship`,
        verbose_name_plural: `${from}-${to} relationships`,
      },
    })
    cls._meta.apps.register_model(through, cls._meta.app_label, cls._meta.module)
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
