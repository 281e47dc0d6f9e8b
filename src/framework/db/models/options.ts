/**
 * `Post._meta`: names, fields and relations of a model. Relations that point here are collected from all registered
 * models, so what it answers may grow while models are still being registered.
 *
 * Django: django/db/models/options.py, ref/models/options, ref/models/meta
 * Left out: composite primary keys, tablespaces, permissions beyond their names.
 */
import { class_name } from '../../../base/python/class_name.ts'
import { ValueError } from '../../../base/python/exceptions.ts'
import { apps, type Apps } from '../../apps/registry.ts'
import { FieldDoesNotExist, ImproperlyConfigured } from '../../core/exceptions.ts'
import { settings } from '../../conf/index.ts'
import * as autoFields from './fields/numbers.ts'
import { isModelClass } from './late.ts'
import type { PathInfo } from './query_utils.ts'
import type { AnyField, AnyOptions, Instance, ModelClass } from './declared.ts'

const NAMES = [
  'verbose_name',
  'verbose_name_plural',
  'db_table',
  'db_table_comment',
  'ordering',
  'unique_together',
  'permissions',
  'get_latest_by',
  'order_with_respect_to',
  'app_label',
  'db_tablespace',
  'abstract',
  'managed',
  'proxy',
  'swappable',
  'auto_created',
  'apps',
  'default_permissions',
  'select_on_save',
  'default_related_name',
  'required_db_features',
  'required_db_vendor',
  'base_manager_name',
  'default_manager_name',
  'indexes',
  'constraints',
]

export class Options {
  readonly local_fields: any[] = []
  readonly local_many_to_many: any[] = []
  readonly private_fields: any[] = []
  readonly local_managers: any[] = []
  /** Parent class → the key that leads to it; null for a proxied one. */
  readonly parents = new Map<any, any>()

  model: ModelClass = null
  object_name = ''
  model_name = ''
  module = ''
  app_label = ''
  verbose_name = ''
  verbose_name_plural = ''
  db_table = ''
  ordering: any[] = []
  unique_together: string[][] = []
  indexes: any[] = []
  constraints: any[] = []
  permissions: any[] = []
  default_permissions: string[] = ['add', 'change', 'delete', 'view']
  get_latest_by: any = null
  abstract = false
  managed = true
  proxy = false
  proxy_for_model: any = null
  concrete_model: any = null
  swappable: string | null = null
  auto_created: any = false
  default_related_name: string | null = null
  base_manager_name: string | null = null
  default_manager_name: string | null = null
  select_on_save = false
  /** The name of a key, and the key itself once the model is prepared. */
  order_with_respect_to: AnyField = null
  pk: any = null
  auto_field: any = null
  /** The registry this model belongs to; a migration's models have one of their own. */
  apps: Apps = apps
  /** Attributes that relations have put on this class. */
  private readonly accessors: string[] = []
  private cache = new Map<string, any>()
  private cacheVersion = -1

  constructor(readonly declaredMeta: Readonly<Record<string, unknown>>) {}

  /** What the class itself says; undefined becomes null. */
  declared(name: string): any {
    return this.declaredMeta[name] ?? null
  }

  static get names(): readonly string[] {
    return NAMES
  }

  contribute_to_class(cls: ModelClass, app_label: string | null, module: string): void {
    this.model = cls
    this.module = module
    this.object_name = class_name(cls)
    this.model_name = this.object_name.toLowerCase()
    this.app_label = app_label ?? ''
    for (const name of NAMES) {
      const value = this.declaredMeta[name]
      if (value !== undefined && name !== 'app_label') (this as any)[name] = value
    }
    this.unique_together = normalizeTogether(this.unique_together)
    this.verbose_name ||= this.object_name
      .replace(/(((?<=[a-z])[A-Z])|([A-Z](?![A-Z]|$)))/g, ' $1')
      .toLowerCase()
      .trim()
    this.verbose_name_plural ||= `${this.verbose_name}s`
    if (!this.abstract) {
      const names = { app_label: this.app_label.toLowerCase(), class: this.model_name }
      const named = (item: any) => (typeof item.named === 'function' ? item.named(names) : item)
      this.constraints = this.constraints.map(named)
      this.indexes = this.indexes.map(named)
    }
    this.db_table ||= `${this.app_label}_${this.model_name}`
  }

  /** Runs when all fields are there: a key is added where there is none. */
  prepare(model: ModelClass): void {
    this.prepareKey(model)
    for (const index of this.indexes) if (!index.name) index.set_name_with_model(model)
  }

  private prepareKey(model: ModelClass): void {
    if (this.pk !== null) return
    const [parent, link] = [...this.parents.entries()][0] ?? []
    if (parent !== undefined && link) {
      link.promoteToKey()
      this.setup_pk(link)
      return
    }
    const auto = new (this.autoFieldClass())({
      verbose_name: 'ID',
      primary_key: true,
      auto_created: true,
    })
    auto.contribute_to_class(model, 'id')
  }

  private autoFieldClass(): any {
    const path =
      apps.app_configs.get(this.app_label)?.default_auto_field ?? settings.DEFAULT_AUTO_FIELD
    const cls = (autoFields as any)[String(path).split('.').at(-1)!]
    if (cls === undefined) {
      throw new ImproperlyConfigured(
        `DEFAULT_AUTO_FIELD refers to the module '${path}' that could not be imported.`,
      )
    }
    return cls
  }

  add_field(field: AnyField): void {
    this.cacheVersion = -1
    if (field.private_only === true) {
      this.private_fields.push(field)
      return
    }
    const list = field.many_to_many ? this.local_many_to_many : this.local_fields
    const place = list.findIndex((other) => other.creation_counter > field.creation_counter)
    if (place === -1) list.push(field)
    else list.splice(place, 0, field)
    if (!field.many_to_many) this.setup_pk(field)
  }

  setup_pk(field: AnyField): void {
    if (this.pk === null && field.primary_key) {
      this.pk = field
      if (
        field.constructor.prototype instanceof autoFields.AutoField ||
        field.constructor === autoFields.AutoField
      )
        this.auto_field = field
    }
  }

  setup_proxy(target: any): void {
    this.pk = target._meta.pk
    this.proxy_for_model = target
    this.concrete_model = target._meta.concrete_model
    this.db_table = target._meta.db_table
    this.local_fields.length = 0
  }

  add_manager(manager: any): void {
    this.local_managers.push(manager)
  }

  rememberAccessor(name: string): void {
    this.accessors.push(name)
  }

  /** Takes this model's relations off the models that they point to. */
  detach(): void {
    for (const field of [...this.local_fields, ...this.local_many_to_many]) {
      const other = field.remote_field?.model
      const name = field.remote_field?.accessor_name
      if (other?._meta && name && other !== this.model) delete other.prototype[name]
    }
  }

  get label(): string {
    return `${this.app_label}.${this.object_name}`
  }
  get label_lower(): string {
    return `${this.app_label}.${this.model_name}`
  }
  get app_config(): any {
    return apps.app_configs.get(this.app_label)
  }
  get swapped(): null {
    return null
  }
  /** The key's fields: one, or those of a composite key. */
  get pk_fields(): any[] {
    return this.pk.fields ?? [this.pk]
  }
  get is_composite_pk(): boolean {
    return this.pk?.fields !== undefined
  }
  get verbose_name_raw(): string {
    return this.verbose_name
  }

  get managers(): any[] {
    return this.cached('managers', () => {
      const found = new Map<string, any>()
      for (let cls = this.model; isModelClass(cls); cls = Object.getPrototypeOf(cls)) {
        for (const manager of cls._meta.local_managers)
          if (!found.has(manager.name))
            found.set(manager.name, cls === this.model ? manager : manager.bound(this.model))
      }
      return [...found.values()]
    })
  }

  get managers_map(): Map<string, any> {
    return new Map(this.managers.map((manager) => [manager.name, manager]))
  }

  get default_manager(): any {
    return this.cached('default_manager', () => {
      let name = this.default_manager_name
      if (name === null && this.local_managers.length === 0)
        name = this.parentModel?._meta.default_manager_name ?? null
      return name === null ? (this.managers[0] ?? null) : this.managerNamed(name)
    })
  }

  /** The manager that follows relations: never the learner's own unless `base_manager_name` says so. */
  get base_manager(): any {
    return this.cached('base_manager', () => {
      const inherited = this.parentModel?._meta.base_manager.name ?? '_base_manager'
      const name = this.base_manager_name ?? inherited
      return name === '_base_manager' ? this.model.plainManager() : this.managerNamed(name)
    })
  }

  private managerNamed(name: string): any {
    const found = this.managers_map.get(name)
    if (found === undefined)
      throw new ValueError(`${this.object_name} has no manager named '${name}'`)
    return found
  }

  /** The model that this one extends; null: none. */
  private get parentModel(): any {
    const above = Object.getPrototypeOf(this.model)
    return isModelClass(above) ? above : null
  }

  /** Fields with a column or a key, parents' first. */
  get fields(): any[] {
    return this.cached('fields', () => [...this.parentFields('fields'), ...this.local_fields])
  }

  get concrete_fields(): any[] {
    return this.cached('concrete_fields', () => this.fields.filter((field) => field.concrete))
  }

  get local_concrete_fields(): any[] {
    return this.cached('local_concrete_fields', () =>
      this.local_fields.filter((field) => field.concrete),
    )
  }

  get many_to_many(): any[] {
    return this.cached('many_to_many', () => [
      ...this.parentFields('many_to_many'),
      ...this.local_many_to_many,
    ])
  }

  get db_returning_fields(): any[] {
    return this.cached('db_returning_fields', () =>
      this.local_fields.filter(
        (field: AnyField) =>
          field instanceof autoFields.AutoField || field.generated || field.has_db_default(),
      ),
    )
  }

  /** Other models' relations that point here, without hidden ones. */
  get related_objects(): any[] {
    return this.cached('related_objects', () =>
      this.allRelated.filter((rel) => !rel.hidden || rel.field.many_to_many),
    )
  }

  /** The same, hidden ones (tables between, `related_name='+'`) included. */
  get related_objects_with_hidden(): any[] {
    return this.allRelated
  }

  /** A key to a parent is no relation of the parent's other children. */
  private get allRelated(): any[] {
    return this.cached('all_related', () => [
      ...[...this.parents.keys()].flatMap((parent) =>
        parent._meta.related_objects_with_hidden.filter((rel: AnyField) => !rel.parent_link),
      ),
      ...this.ownRelated,
    ])
  }

  /** Without those of parents; a proxy has none of its own. */
  private get ownRelated(): any[] {
    if (this.proxy) return []
    return this.cached('own_related', () =>
      this.apps
        .get_models({ include_auto_created: true })
        .flatMap((model) => [
          ...model._meta.local_fields,
          ...model._meta.local_many_to_many,
          ...model._meta.private_fields,
        ])
        .filter(
          (field: AnyField) =>
            field.is_relation &&
            field.remote_field !== null &&
            typeof field.remote_field.model === 'function' &&
            field.remote_field.model._meta.concrete_model === this.concrete_model,
        )
        .map((field: AnyField) => field.remote_field),
    )
  }

  private parentFields(kind: 'fields' | 'many_to_many'): any[] {
    const seen = new Set<any>()
    return [...this.parents.keys()].flatMap((parent) =>
      parent._meta[kind].filter((field: AnyField) => !seen.has(field) && seen.add(field)),
    )
  }

  /** Of each parent what points to it and what it has, then the same of this model; last, what has no column. */
  get_fields(options: { include_parents?: boolean; include_hidden?: boolean } = {}): any[] {
    return [...new Set([...this.fieldsOf(options), ...this.private_fields])]
  }

  private fieldsOf({ include_parents = true, include_hidden = false } = {}): any[] {
    const inherited = include_parents
      ? [...this.parents.keys()].flatMap((parent) =>
          parent._meta
            .fieldsOf({ include_hidden })
            .filter((field: AnyField) => field.concrete || !field.parent_link),
        )
      : []
    return [
      ...inherited,
      ...this.ownRelated.filter((rel) => include_hidden || !rel.hidden),
      ...this.local_fields,
      ...this.local_many_to_many,
    ]
  }

  private get fieldsMap(): Map<string, any> {
    return this.cached('fields_map', () => {
      const map = new Map<string, any>()
      for (const rel of this.allRelated) if (!map.has(rel.name)) map.set(rel.name, rel)
      for (const field of [...this.fields, ...this.many_to_many, ...this.private_fields]) {
        map.set(field.name, field)
        if (field.attname !== field.name) map.set(field.attname, field)
      }
      return map
    })
  }

  /** By name, attname or reverse name. @throws {FieldDoesNotExist} */
  get_field(field_name: string): any {
    const field = this.fieldNamed(field_name)
    if (field === undefined)
      throw new FieldDoesNotExist(`${this.object_name} has no field named '${field_name}'`)
    return field
  }

  /** The same, or undefined. */
  fieldNamed(field_name: string): any {
    return this.fieldsMap.get(field_name)
  }

  get_parent_list(): any[] {
    return this.all_parents
  }

  get all_parents(): any[] {
    return this.cached('all_parents', () => {
      const direct = [...this.parents.keys()]
      return [...new Set([...direct, ...direct.flatMap((parent) => parent._meta.all_parents)])]
    })
  }

  /** Classes between this model and `model`, nearest first. */
  get_base_chain(model: ModelClass): any[] {
    if (this.parents.size === 0) return []
    if (this.parents.has(model)) return [model]
    for (const parent of this.parents.keys()) {
      const chain = parent._meta.get_base_chain(model)
      if (chain.length > 0) return [parent, ...chain]
    }
    return []
  }

  get_ancestor_link(ancestor: Instance): any {
    if (this.parents.has(ancestor)) return this.parents.get(ancestor)
    for (const [parent, link] of this.parents) {
      const above = parent._meta.get_ancestor_link(ancestor)
      if (above) return link ?? above
    }
    return null
  }

  get_path_to_parent(parent: ModelClass): PathInfo[] {
    if (this.model === parent) return []
    const path: PathInfo[] = []
    let opts: AnyOptions = this
    for (const ancestor of this.get_base_chain(parent)) {
      const link = opts.get_ancestor_link(ancestor)
      if (link) {
        path.push(...link.path_infos)
        opts = ancestor._meta
      }
    }
    return path
  }

  get total_unique_constraints(): any[] {
    return this.constraints.filter(
      (item) => item.is_unique && item.condition === null && item.fields.length > 0,
    )
  }

  can_migrate(): boolean {
    return !this.proxy && this.managed && !this.abstract
  }

  private cached<T>(key: string, compute: () => T): T {
    if (this.cacheVersion !== this.apps.version) {
      this.cache = new Map()
      this.cacheVersion = this.apps.version
    }
    if (this.cache.has(key)) return this.cache.get(key)
    // computing may make more models known, and so begin a new cache
    const value = compute()
    this.cache.set(key, value)
    return value
  }

  __repr__(): string {
    return `<Options for ${this.object_name}>`
  }
}

function normalizeTogether(value: any): string[][] {
  if (value.length === 0) return []
  return typeof value[0] === 'string' ? [[...value]] : value.map((names: string[]) => [...names])
}
