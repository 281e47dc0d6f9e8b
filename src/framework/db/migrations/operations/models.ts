/**
 * Operations on whole models.
 *
 * Django: django/db/migrations/operations/models.py, ref/migration-operations#createmodel
 */
import { ValueError } from '../../../../base/python/exceptions.ts'
import type { MigrationEditor } from '../../backends/sqlite3/alterations.ts'
import type { AnyField, ModelClass } from '../../models/declared.ts'
import { late } from '../../models/late.ts'
import type { Kwargs } from '../deconstruct.ts'
import { ModelState, type Base, type NamedManager, type StateOptions } from '../model_state.ts'
import type { ProjectState } from '../state.ts'
import { field_references, resolve_relation } from '../utils.ts'
import { OperationCategory, type Operation, type Reduced } from './base.ts'
import { reduceCreation } from './create_model.ts'
import { ModelOperation } from './model_operation.ts'

type NamedField = readonly [string, AnyField]

export class CreateModel extends ModelOperation {
  override category = OperationCategory.ADDITION
  readonly fields: readonly NamedField[]
  readonly options: StateOptions
  readonly bases: readonly Base[]
  readonly managers: readonly NamedManager[]

  constructor(...args: unknown[]) {
    super(args, ['name', 'fields', 'options', 'bases', 'managers'], 2)
    this.fields = this.given['fields'] as readonly NamedField[]
    this.options = (this.given['options'] ?? {}) as StateOptions
    this.bases = (this.given['bases'] ?? [late.Model]) as readonly Base[]
    this.managers = (this.given['managers'] ?? []) as readonly NamedManager[]
    refuseDuplicates(
      'fields',
      this.fields.map(([name]) => name),
    )
    refuseDuplicates(
      'managers',
      this.managers.map(([name]) => name),
    )
  }

  override deconstruct(): Kwargs {
    const { name, fields, options, bases, managers } = this
    return {
      name,
      fields,
      ...(Object.keys(options).length > 0 && { options }),
      ...((bases.length !== 1 || bases[0] !== late.Model) && { bases }),
      ...(managers.length > 0 && { managers }),
    }
  }

  /** The same with some parts changed. */
  with(changes: Kwargs): CreateModel {
    const { name, fields, options, bases, managers } = this
    return new CreateModel({ name, fields, options, bases, managers, ...changes })
  }

  override state_forwards(app_label: string, state: ProjectState): void {
    const { name, fields, options, bases, managers } = this
    state.add_model(new ModelState(app_label, name, fields, options, bases, managers))
  }

  override database_forwards(
    app_label: string,
    schema_editor: MigrationEditor,
    _from_state: ProjectState,
    to_state: ProjectState,
  ): void {
    this.onTable(app_label, this.name, schema_editor, to_state, (model) =>
      schema_editor.create_model(model),
    )
  }

  override database_backwards(
    app_label: string,
    schema_editor: MigrationEditor,
    from_state: ProjectState,
  ): void {
    this.onTable(app_label, this.name, schema_editor, from_state, (model) =>
      schema_editor.delete_model(model),
    )
  }

  override describe(): string {
    return `Create ${this.options['proxy'] === true ? 'proxy ' : ''}model ${this.name}`
  }

  override get migration_name_fragment(): string {
    return this.name_lower
  }

  override references_model(name: string, app_label: string): boolean {
    if (name.toLowerCase() === this.name_lower) return true
    const reference = [app_label, name.toLowerCase()] as const
    const isBase = this.bases.some((base) => {
      if (base === late.Model || (typeof base !== 'string' && base._meta === undefined))
        return false
      const [app, model] = resolve_relation(base, app_label)
      return app === reference[0] && model === reference[1]
    })
    if (isBase) return true
    const own = [app_label, this.name_lower] as const
    return this.fields.some(([, field]) => field_references(own, field, reference))
  }

  override reduce(operation: Operation, app_label: string): Reduced {
    return reduceCreation(this, operation) ?? super.reduce(operation, app_label)
  }
}

function refuseDuplicates(what: string, names: readonly string[]): void {
  const twice = names.find((name, i) => names.indexOf(name) !== i)
  if (twice !== undefined)
    throw new ValueError(`Found duplicate value ${twice} in CreateModel ${what} argument.`)
}

export class DeleteModel extends ModelOperation {
  override category = OperationCategory.REMOVAL
  readonly deletesModel = true

  constructor(...args: unknown[]) {
    super(args, ['name'], 1)
  }

  override deconstruct(): Kwargs {
    return { name: this.name }
  }

  override state_forwards(app_label: string, state: ProjectState): void {
    state.remove_model(app_label, this.name_lower)
  }

  override database_forwards(
    app_label: string,
    schema_editor: MigrationEditor,
    from_state: ProjectState,
  ): void {
    this.onTable(app_label, this.name, schema_editor, from_state, (model) =>
      schema_editor.delete_model(model),
    )
  }

  override database_backwards(
    app_label: string,
    schema_editor: MigrationEditor,
    _from_state: ProjectState,
    to_state: ProjectState,
  ): void {
    this.onTable(app_label, this.name, schema_editor, to_state, (model) =>
      schema_editor.create_model(model),
    )
  }

  override references_model(): boolean {
    // the deleted model, or one that pointed to it
    return true
  }

  override describe(): string {
    return `Delete model ${this.name}`
  }

  override get migration_name_fragment(): string {
    return `delete_${this.name_lower}`
  }
}

export class RenameModel extends ModelOperation {
  override category = OperationCategory.ALTERATION
  readonly old_name: string
  readonly new_name: string

  constructor(...args: unknown[]) {
    super(args, ['old_name', 'new_name'], 2, 'old_name')
    this.old_name = this.given['old_name'] as string
    this.new_name = this.given['new_name'] as string
  }

  override deconstruct(): Kwargs {
    return { old_name: this.old_name, new_name: this.new_name }
  }

  override state_forwards(app_label: string, state: ProjectState): void {
    state.rename_model(app_label, this.old_name, this.new_name)
  }

  override database_forwards(
    app_label: string,
    schema_editor: MigrationEditor,
    from_state: ProjectState,
    to_state: ProjectState,
  ): void {
    const names = [this.old_name, this.new_name] as const
    this.rename(app_label, schema_editor, from_state, to_state, names)
  }

  override database_backwards(
    app_label: string,
    schema_editor: MigrationEditor,
    from_state: ProjectState,
    to_state: ProjectState,
  ): void {
    const names = [this.new_name, this.old_name] as const
    this.rename(app_label, schema_editor, from_state, to_state, names)
  }

  private rename(
    app_label: string,
    schema_editor: MigrationEditor,
    from_state: ProjectState,
    to_state: ProjectState,
    [old_name, new_name]: readonly [string, string],
  ): void {
    const new_model = to_state.apps.get_model(app_label, new_name)
    if (!this.allow_migrate_model(schema_editor.connection.alias, new_model)) return
    const old_model = from_state.apps.get_model(app_label, old_name)
    schema_editor.alter_db_table(new_model, old_model._meta.db_table, new_model._meta.db_table)
    // the fields that point here
    for (const rel of old_model._meta.related_objects) {
      const { related_model } = rel
      const model: ModelClass =
        related_model === old_model
          ? new_model
          : to_state.apps.get_model(related_model._meta.app_label, related_model._meta.model_name)
      schema_editor.alter_field(model, rel.field, model._meta.get_field(rel.field.name))
    }
    // the tables between are named after the model
    const new_fields: AnyField[] = new_model._meta.local_many_to_many
    old_model._meta.local_many_to_many.forEach((old_field: AnyField, i: number) => {
      const new_field = new_fields[i]
      const isOwn = new_field.remote_field.through._meta.auto_created
      if (new_field.model === new_field.related_model || !isOwn) return
      schema_editor.alterManyToMany(old_field, new_field)
    })
  }

  override references_model(name: string): boolean {
    const names = [this.old_name.toLowerCase(), this.new_name.toLowerCase()]
    return names.includes(name.toLowerCase())
  }

  override describe(): string {
    return `Rename model ${this.old_name} to ${this.new_name}`
  }

  override get migration_name_fragment(): string {
    return `rename_${this.old_name}_${this.new_name}`.toLowerCase()
  }

  override reduce(operation: Operation, app_label: string): Reduced {
    if (
      operation instanceof RenameModel &&
      operation.old_name.toLowerCase() === this.new_name.toLowerCase()
    )
      return [new RenameModel(this.old_name, operation.new_name)]
    if (this.elidable) return [operation]
    if (operation.elidable) return [this]
    return !operation.references_model(this.new_name, app_label)
  }
}
