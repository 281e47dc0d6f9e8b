/**
 * Operations on one field.
 *
 * Django: django/db/migrations/operations/fields.py, ref/migration-operations#addfield
 */
import type { MigrationEditor } from '../../backends/sqlite3/alterations.ts'
import type { AnyField } from '../../models/declared.ts'
import type { Kwargs } from '../deconstruct.ts'
import type { ProjectState } from '../state.ts'
import { field_references } from '../utils.ts'
import { Operation, OperationCategory, type Reduced } from './base.ts'

type NamedFields = readonly string[]

export abstract class FieldOperation extends Operation {
  readonly model_name: string
  readonly name: string
  readonly field: AnyField = null

  constructor(args: readonly unknown[], parameters: NamedFields, required: number, named = 'name') {
    super(args, parameters, required)
    this.model_name = this.given['model_name'] as string
    this.name = this.given[named] as string
    this.field = this.given['field'] ?? null
  }

  get model_name_lower(): string {
    return this.model_name.toLowerCase()
  }
  get name_lower(): string {
    return this.name.toLowerCase()
  }

  isSameModel(operation: FieldOperation): boolean {
    return this.model_name_lower === operation.model_name_lower
  }
  isSameField(operation: FieldOperation): boolean {
    return this.isSameModel(operation) && this.name_lower === operation.name_lower
  }

  override references_model(name: string, app_label: string): boolean {
    if (name.toLowerCase() === this.model_name_lower) return true
    return this.refers(app_label, name)
  }

  override references_field(model_name: string, name: string, app_label: string): boolean {
    if (model_name.toLowerCase() === this.model_name_lower && name === this.name) return true
    return this.refers(app_label, model_name, name)
  }

  private refers(app_label: string, model: string, name: string | null = null): boolean {
    if (this.field === null) return false
    const own = [app_label, this.model_name_lower] as const
    return field_references(own, this.field, [app_label, model.toLowerCase()], name)
  }

  override reduce(operation: Operation, app_label: string): Reduced {
    return (
      super.reduce(operation, app_label) ||
      !operation.references_field(this.model_name, this.name, app_label)
    )
  }
}

const FIELD = ['model_name', 'name', 'field', 'preserve_default']

/** What AddField and AlterField share: a field, and whether its default is for good. */
abstract class FieldChange extends FieldOperation {
  readonly preserve_default: boolean

  constructor(args: readonly unknown[]) {
    super(args, FIELD, 3)
    this.preserve_default = (this.given['preserve_default'] ?? true) as boolean
  }

  override deconstruct(): Kwargs {
    const { model_name, name, field, preserve_default } = this
    return { model_name, name, field, ...(preserve_default ? {} : { preserve_default }) }
  }

  /** Lends `field` the one-off default while `run` is at work. */
  protected withDefault(field: AnyField, run: () => void): void {
    if (this.preserve_default) return run()
    field.default = this.field.default
    try {
      run()
    } finally {
      field.default = undefined
    }
  }
}

export class AddField extends FieldChange {
  override category = OperationCategory.ADDITION

  constructor(...args: unknown[]) {
    super(args)
  }

  override state_forwards(app_label: string, state: ProjectState): void {
    state.add_field(app_label, this.model_name_lower, this.name, this.field, this.preserve_default)
  }

  override database_forwards(
    app_label: string,
    schema_editor: MigrationEditor,
    from_state: ProjectState,
    to_state: ProjectState,
  ): void {
    this.onTable(app_label, this.model_name, schema_editor, to_state, (to_model) => {
      const from_model = from_state.apps.get_model(app_label, this.model_name)
      const field = to_model._meta.get_field(this.name)
      this.withDefault(field, () => schema_editor.add_field(from_model, field))
    })
  }

  override database_backwards(
    app_label: string,
    schema_editor: MigrationEditor,
    from_state: ProjectState,
  ): void {
    this.onTable(app_label, this.model_name, schema_editor, from_state, (from_model) => {
      schema_editor.remove_field(from_model, from_model._meta.get_field(this.name))
    })
  }

  override describe(): string {
    return `Add field ${this.name} to ${this.model_name}`
  }

  override get migration_name_fragment(): string {
    return `${this.model_name_lower}_${this.name_lower}`
  }

  override reduce(operation: Operation, app_label: string): Reduced {
    if (operation instanceof FieldOperation && this.isSameField(operation)) {
      const { model_name, field } = this
      if (operation instanceof AlterField)
        return [new AddField({ model_name, name: operation.name, field: operation.field })]
      if (operation instanceof RemoveField) return []
      if (operation instanceof RenameField)
        return [new AddField({ model_name, name: operation.new_name, field })]
    }
    return super.reduce(operation, app_label)
  }
}

export class RemoveField extends FieldOperation {
  override category = OperationCategory.REMOVAL

  constructor(...args: unknown[]) {
    super(args, ['model_name', 'name'], 2)
  }

  override deconstruct(): Kwargs {
    return { model_name: this.model_name, name: this.name }
  }

  override state_forwards(app_label: string, state: ProjectState): void {
    state.remove_field(app_label, this.model_name_lower, this.name)
  }

  override database_forwards(
    app_label: string,
    schema_editor: MigrationEditor,
    from_state: ProjectState,
  ): void {
    this.onTable(app_label, this.model_name, schema_editor, from_state, (from_model) => {
      schema_editor.remove_field(from_model, from_model._meta.get_field(this.name))
    })
  }

  override database_backwards(
    app_label: string,
    schema_editor: MigrationEditor,
    from_state: ProjectState,
    to_state: ProjectState,
  ): void {
    this.onTable(app_label, this.model_name, schema_editor, to_state, (to_model) => {
      const from_model = from_state.apps.get_model(app_label, this.model_name)
      schema_editor.add_field(from_model, to_model._meta.get_field(this.name))
    })
  }

  override describe(): string {
    return `Remove field ${this.name} from ${this.model_name}`
  }

  override get migration_name_fragment(): string {
    return `remove_${this.model_name_lower}_${this.name_lower}`
  }

  override reduce(operation: Operation, app_label: string): Reduced {
    // the model goes, and its fields with it
    if (isDeletion(operation) && operation.name_lower === this.model_name_lower) return [operation]
    return super.reduce(operation, app_label)
  }
}

/** DeleteModel stands in a module that imports this one. */
function isDeletion(operation: Operation): operation is Operation & { name_lower: string } {
  return (operation as { deletesModel?: boolean }).deletesModel === true
}

export class AlterField extends FieldChange {
  override category = OperationCategory.ALTERATION

  constructor(...args: unknown[]) {
    super(args)
  }

  override state_forwards(app_label: string, state: ProjectState): void {
    const { model_name_lower, name, field, preserve_default } = this
    state.alter_field(app_label, model_name_lower, name, field, preserve_default)
  }

  override database_forwards(
    app_label: string,
    schema_editor: MigrationEditor,
    from_state: ProjectState,
    to_state: ProjectState,
  ): void {
    this.onTable(app_label, this.model_name, schema_editor, to_state, (to_model) => {
      const from_model = from_state.apps.get_model(app_label, this.model_name)
      const from_field = from_model._meta.get_field(this.name)
      const to_field = to_model._meta.get_field(this.name)
      this.withDefault(to_field, () => schema_editor.alter_field(from_model, from_field, to_field))
    })
  }

  override database_backwards(
    app_label: string,
    schema_editor: MigrationEditor,
    from_state: ProjectState,
    to_state: ProjectState,
  ): void {
    this.database_forwards(app_label, schema_editor, from_state, to_state)
  }

  override describe(): string {
    return `Alter field ${this.name} on ${this.model_name}`
  }

  override get migration_name_fragment(): string {
    return `alter_${this.model_name_lower}_${this.name_lower}`
  }

  override reduce(operation: Operation, app_label: string): Reduced {
    const isSame = operation instanceof FieldOperation && this.isSameField(operation)
    if (isSame && (operation instanceof AlterField || operation instanceof RemoveField))
      return [operation]
    if (isSame && operation instanceof RenameField && this.field.db_column === null) {
      const { model_name, field } = this
      return [operation, new AlterField({ model_name, name: operation.new_name, field })]
    }
    return super.reduce(operation, app_label)
  }
}

export class RenameField extends FieldOperation {
  override category = OperationCategory.ALTERATION
  readonly old_name: string
  readonly new_name: string

  constructor(...args: unknown[]) {
    super(args, ['model_name', 'old_name', 'new_name'], 3, 'old_name')
    this.old_name = this.given['old_name'] as string
    this.new_name = this.given['new_name'] as string
  }

  override deconstruct(): Kwargs {
    const { model_name, old_name, new_name } = this
    return { model_name, old_name, new_name }
  }

  override state_forwards(app_label: string, state: ProjectState): void {
    state.rename_field(app_label, this.model_name_lower, this.old_name, this.new_name)
  }

  override database_forwards(
    app_label: string,
    schema_editor: MigrationEditor,
    from_state: ProjectState,
    to_state: ProjectState,
  ): void {
    this.rename(app_label, schema_editor, [from_state, to_state], [this.old_name, this.new_name])
  }

  override database_backwards(
    app_label: string,
    schema_editor: MigrationEditor,
    from_state: ProjectState,
    to_state: ProjectState,
  ): void {
    this.rename(app_label, schema_editor, [from_state, to_state], [this.new_name, this.old_name])
  }

  private rename(
    app_label: string,
    schema_editor: MigrationEditor,
    [from_state, to_state]: readonly [ProjectState, ProjectState],
    [old_name, new_name]: readonly [string, string],
  ): void {
    this.onTable(app_label, this.model_name, schema_editor, to_state, (to_model) => {
      const from_model = from_state.apps.get_model(app_label, this.model_name)
      const from_field = from_model._meta.get_field(old_name)
      schema_editor.alter_field(from_model, from_field, to_model._meta.get_field(new_name))
    })
  }

  override describe(): string {
    return `Rename field ${this.old_name} on ${this.model_name} to ${this.new_name}`
  }

  override get migration_name_fragment(): string {
    return `rename_${this.old_name}_${this.model_name}_${this.new_name}`.toLowerCase()
  }

  override references_field(model_name: string, name: string, app_label: string): boolean {
    const names = [this.old_name.toLowerCase(), this.new_name.toLowerCase()]
    return this.references_model(model_name, app_label) && names.includes(name.toLowerCase())
  }

  override reduce(operation: Operation, app_label: string): Reduced {
    const { model_name, old_name } = this
    if (
      operation instanceof RenameField &&
      this.isSameModel(operation) &&
      this.new_name.toLowerCase() === operation.old_name.toLowerCase()
    )
      return [new RenameField({ model_name, old_name, new_name: operation.new_name })]
    if (this.elidable) return [operation]
    if (operation.elidable) return [this]
    // both the old and the new name must not be meant
    return !(
      operation.references_field(model_name, old_name, app_label) ||
      operation.references_field(model_name, this.new_name, app_label)
    )
  }
}
