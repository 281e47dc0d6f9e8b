/**
 * Model: one row as an object. Columns are plain properties; relations are accessors on the class. Fields that were not
 * loaded fetch themselves on first sight.
 *
 * Django: django/db/models/base.py, ref/models/instances
 */
import { class_name } from '../../../base/python/class_name.ts'
import {
  AttributeError,
  IndexError,
  TypeError,
  ValueError,
} from '../../../base/python/exceptions.ts'
import { eq, hash, repr, str } from '../../../base/python/protocols.ts'
import { Tuple } from '../../../base/python/tuple.ts'
import { inSpan } from '../../../trace/tracer.ts'
import { apps } from '../../apps/registry.ts'
import { splitKwargs, type Options as Kwargs } from './arguments.ts'
import { Collector } from './deletion.ts'
import { isEmptyValue } from './fields/field.ts'
import { late } from './late.ts'
import { Manager } from './manager.ts'
import { LoadedRow, loadRow, setFields } from './model_init.ts'
import { prepareModel } from './model_class.ts'
import type { Options } from './options.ts'
import { Condition, Q } from './query_utils.ts'
import { saveBase } from './saving.ts'
import * as validation from './validation.ts'

/** What the ORM knows about an instance beside its values. */
export class ModelState {
  db: string | null = null
  /** Not in the database yet, as far as we know. */
  adding = true
  /** Related objects that are here already, by the relation's name. */
  readonly fields_cache = new Map<string, any>()
}

export class Model {
  declare _state: ModelState
  declare _prefetched_objects_cache?: Map<string, any>;
  /** Fields, annotations and whatever a learner adds. */
  [attribute: string]: any

  /** Values by position in the order of the fields, or by name: `new Post({ title: 'Hi' })`. */
  constructor(...args: any[]) {
    Object.defineProperty(this, '_state', {
      value: new ModelState(),
      writable: true,
      configurable: true,
    })
    const [first] = args
    if (first instanceof LoadedRow) loadRow(this, first)
    else setFields(this, ...splitKwargs(args))
  }

  /** `Post._meta`; asking registers a model that nobody has registered yet. */
  static get _meta(): Options {
    return prepareModel(this, null)
  }

  get _meta(): Options {
    return (this.constructor as typeof Model)._meta
  }

  static get objects(): any {
    const meta = prepareModel(this, null)
    if (meta.abstract) {
      throw new AttributeError(`Manager isn't available; ${class_name(this)} is abstract`)
    }
    const found = meta.managers_map.get('objects')
    if (found === undefined)
      throw new AttributeError(`type object '${class_name(this)}' has no attribute 'objects'`)
    return found
  }

  get objects(): never {
    throw new AttributeError(`Manager isn't accessible via ${this._meta.object_name} instances`)
  }

  static get _default_manager(): any {
    return this._meta.default_manager
  }

  static get _base_manager(): any {
    return this._meta.base_manager
  }

  /** A manager without a learner's filters. */
  static plainManager(): any {
    const manager = new Manager()
    manager.name = '_base_manager'
    manager.model = this
    return manager
  }

  static from_db(db: string, field_names: string[], values: any[]): any {
    const instance = new this(new LoadedRow(field_names, values))
    instance._state.adding = false
    instance._state.db = db
    return instance
  }

  get pk(): any {
    return this[this._meta.pk.attname]
  }

  set pk(value: unknown) {
    for (const link of this._meta.parents.values())
      if (link !== null && link !== this._meta.pk) this[link.target_field.attname] = value
    this[this._meta.pk.attname] = value
  }

  /** Of a composite key every part. @param meta  of a parent, to ask about its key */
  _is_pk_set(meta: Options = this._meta): boolean {
    const key: unknown = this[meta.pk.attname]
    return key !== null && !(key instanceof Tuple && key.includes(null))
  }

  /** Attnames of fields that will be fetched when somebody reads them. */
  get_deferred_fields(): Set<string> {
    const names = this._meta.concrete_fields.map((field) => field.attname as string)
    return new Set(
      names.filter((name) => Object.getOwnPropertyDescriptor(this, name)?.get !== undefined),
    )
  }

  refresh_from_db(...args: any[]): void {
    const [[using_, fields_], options] = splitKwargs(args)
    void using_
    const { fields: named = fields_ ?? null, from_queryset = null } = options
    let fields: string[] | null = named === null ? null : [...named]
    if (fields === null) this._prefetched_objects_cache = new Map()
    else {
      fields = fields.filter((name) => this._prefetched_objects_cache?.delete(name) !== true)
      if (fields.length === 0) return
      if (fields.some((name) => name.includes('__'))) {
        throw new ValueError(
          'Found "__" in fields argument. Relations and transforms are not allowed in fields.',
        )
      }
    }
    const deferred = this.get_deferred_fields()
    let rows = (from_queryset ?? (this.constructor as any)._base_manager).filter({ pk: this.pk })
    if (fields !== null) rows = rows.only(...fields)
    else if (deferred.size > 0) {
      const loaded = this._meta.concrete_fields
        .map((field) => field.attname)
        .filter((name) => !deferred.has(name))
      rows = rows.only(...loaded)
    }
    const fresh = rows.get()
    const missing = fresh.get_deferred_fields()
    for (const field of this._meta.concrete_fields) {
      if (missing.has(field.attname)) continue
      this[field.attname] = fresh[field.attname]
      if (field.is_relation) {
        if (field.is_cached(fresh))
          this._state.fields_cache.set(
            field.cache_name,
            fresh._state.fields_cache.get(field.cache_name),
          )
        else field.delete_cached_value(this)
      }
    }
    for (const field of this._meta.private_fields)
      if (field.fk_field !== undefined) field.delete_cached_value(this)
    for (const rel of this._meta.related_objects)
      if (fields === null || fields.includes(rel.name)) rel.delete_cached_value(this)
    this._state.db = fresh._state.db
  }

  serializable_value(field_name: string): unknown {
    const field = this._meta
      .get_fields()
      .find((item) => item.name === field_name || item.attname === field_name)
    return this[field?.attname ?? field_name]
  }

  /** UPDATE where the row may exist, INSERT where it does not. */
  save(...args: any[]): void {
    const [[insert_ = false, update_ = false, , fields_ = null], options] = splitKwargs(args)
    const { force_insert = insert_, force_update = update_, update_fields = fields_ } = options
    this._prepare_related_fields_for_save('save')
    if (force_insert && (force_update || update_fields !== null))
      throw new ValueError('Cannot force both insert and updating in model saving.')
    const deferred = this.get_deferred_fields()
    for (const field of this._meta.concrete_fields)
      if (field.generated) deferred.delete(field.attname)
    let fields: Set<string> | null = null
    if (update_fields !== null) {
      fields = new Set<string>(update_fields)
      if (fields.size === 0) return
      checkUpdateFields(this._meta, fields)
    } else if (!force_insert && deferred.size > 0) {
      // only what was loaded can have changed
      const loaded = this._meta.concrete_fields
        .filter((field) => !this._meta.pk_fields.includes(field) && !deferred.has(field.attname))
        .map((field) => field.attname as string)
      if (loaded.length > 0) fields = new Set(loaded)
    }
    this.save_base({ force_insert, force_update, update_fields: fields })
  }

  save_base(options: Kwargs = {}): void {
    inSpan(
      'orm.write',
      () => ({ model: this._meta.label, action: 'save', instance: describe(this) }),
      () => saveBase(this, options),
      'caller',
    )
  }

  /** Related objects must be saved first. */
  _prepare_related_fields_for_save(operation: string, fields: any[] | null = null): void {
    for (const field of this._meta.concrete_fields) {
      if (fields !== null && !fields.includes(field)) continue
      if (!field.is_relation || !field.is_cached(this)) continue
      const remembered = this._state.fields_cache.get(field.cache_name)
      const related = remembered?.object ?? null
      if (related === null) continue
      if (!related._is_pk_set()) {
        if (!field.remote_field.multiple) field.remote_field.delete_cached_value(related)
        throw new ValueError(
          `${operation}() prohibited to prevent data loss due to unsaved related object '${field.name}'.`,
        )
      }
      // it was saved after it was assigned: take its key now
      if (isEmptyValue(this[field.attname])) this[field.name] = related
      if (!eq(related[field.target_field.attname], this[field.attname]))
        field.delete_cached_value(this)
    }
    for (const field of this._meta.private_fields) {
      if (field.fk_field === undefined || !field.is_cached(this)) continue
      if (fields !== null && !fields.includes(field)) continue
      if (field.get_cached_value(this)?.pk === null)
        throw new ValueError(
          `${operation}() prohibited to prevent data loss due to unsaved related object '${field.name}'.`,
        )
    }
  }

  delete(options: Kwargs = {}): Tuple {
    if (!this._is_pk_set()) {
      throw new ValueError(
        `${this._meta.object_name} object can't be deleted because its ${this._meta.pk.attname} attribute is set to None.`,
      )
    }
    return inSpan(
      'orm.write',
      () => ({ model: this._meta.label, action: 'delete', instance: describe(this) }),
      () => {
        const collector = new Collector('default', this)
        collector.collect([this], { keep_parents: options['keep_parents'] ?? false })
        return collector.delete()
      },
      'caller',
    )
  }

  prepare_database_save(field: any): unknown {
    if (!this._is_pk_set()) {
      throw new ValueError(`Unsaved model instance ${repr(this)} cannot be used in an ORM query.`)
    }
    return this[field.remote_field.get_related_field().attname]
  }

  _get_FIELD_display(field: any): unknown {
    const value = this[field.attname]
    const found = field.flatchoices.find(([key]: [unknown]) => eq(key, value))
    return found === undefined ? value : found[1]
  }

  _get_next_or_previous_by_FIELD(field: any, is_next: boolean, filters: Kwargs): any {
    if (!this._is_pk_set())
      throw new ValueError('get_next/get_previous cannot be used on unsaved objects.')
    const op = is_next ? 'gt' : 'lt'
    const sign = is_next ? '' : '-'
    const value = this[field.attname]
    const same = Q.create([Condition.make(field.name, value), Condition.make(`pk__${op}`, this.pk)])
    const q = Q.create([same, Condition.make(`${field.name}__${op}`, value)], 'OR')
    const rows = (this.constructor as any)._default_manager
      .filter(filters)
      .filter(q)
      .order_by(`${sign}${field.name}`, `${sign}pk`)
    try {
      return rows.at(0)
    } catch (error) {
      if (!(error instanceof IndexError)) throw error
      throw new (this.constructor as any).DoesNotExist(
        `${this._meta.object_name} matching query does not exist.`,
      )
    }
  }

  clean(): void {}

  clean_fields(options: Kwargs = {}): void {
    validation.clean_fields(this, new Set(options['exclude'] ?? []))
  }

  validate_unique(options: Kwargs = {}): void {
    validation.validate_unique(this, new Set(options['exclude'] ?? []))
  }

  validate_constraints(options: Kwargs = {}): void {
    validation.validate_constraints(this, new Set(options['exclude'] ?? []))
  }

  full_clean(options: Kwargs = {}): void {
    const { exclude = [], validate_unique = true, validate_constraints = true } = options
    validation.full_clean(this, new Set(exclude ?? []), validate_unique, validate_constraints)
  }

  unique_error_message(model_class: any, unique_check: readonly string[]): any {
    return validation.uniqueError(model_class, unique_check, this)
  }

  __eq__(other: unknown): boolean {
    if (!(other instanceof Model)) return false
    if (this._meta.concrete_model !== other._meta.concrete_model) return false
    return this.pk === null ? this === other : eq(this.pk, other.pk)
  }

  __hash__(): unknown {
    if (!this._is_pk_set())
      throw new TypeError('Model instances without primary key value are unhashable')
    return hash(this.pk)
  }

  __str__(): string {
    return `${this._meta.object_name} object (${str(this.pk)})`
  }

  __repr__(): string {
    return `<${class_name(this.constructor)}: ${str(this)}>`
  }

  toString(): string {
    return this.__str__()
  }
}

/** An instance for the trace; its own `__str__` may ask the database, so it is not called. */
function describe(instance: Model): string {
  return `<${instance._meta.object_name}: ${repr(instance.pk)}>`
}

function checkUpdateFields(meta: Options, names: Set<string>): void {
  const known = new Set<string>()
  for (const field of meta.concrete_fields) {
    if (field.primary_key || meta.pk_fields.includes(field)) continue
    known.add(field.name)
    known.add(field.attname)
  }
  const unknown = [...names].filter((name) => !known.has(name))
  if (unknown.length > 0) {
    throw new ValueError(
      `The following fields do not exist in this model, are m2m fields, primary keys, or are non-concrete fields: ${unknown.join(', ')}`,
    )
  }
}

late.Model = Model
apps.prepareModel = prepareModel
