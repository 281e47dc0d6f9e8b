/**
 * Operations on a model's `Meta`: table name, unique_together, and what the database does not know of.
 *
 * Django: AlterModelTable and its neighbours in django/db/migrations/operations/models.py
 * Left out: order_with_respect_to, comments of tables (SQLite has none).
 */
import type { MigrationEditor } from '../../backends/sqlite3/alterations.ts'
import type { AnyField } from '../../models/declared.ts'
import type { Kwargs } from '../deconstruct.ts'
import type { NamedManager, StateOptions } from '../model_state.ts'
import type { ProjectState } from '../state.ts'
import { keyOf } from '../utils.ts'
import { ModelOptionOperation } from './model_operation.ts'

export class AlterModelTable extends ModelOptionOperation {
  readonly table: string | null

  constructor(...args: unknown[]) {
    super(args, ['name', 'table'], 2)
    this.table = this.given['table'] as string | null
  }

  override deconstruct(): Kwargs {
    return { name: this.name, table: this.table }
  }

  override state_forwards(app_label: string, state: ProjectState): void {
    const db_table = this.table ?? undefined
    state.alter_model_options(app_label, this.name_lower, { db_table })
  }

  override database_forwards(
    app_label: string,
    schema_editor: MigrationEditor,
    from_state: ProjectState,
    to_state: ProjectState,
  ): void {
    const new_model = to_state.apps.get_model(app_label, this.name)
    if (!this.allow_migrate_model(schema_editor.connection.alias, new_model)) return
    const old_model = from_state.apps.get_model(app_label, this.name)
    schema_editor.alter_db_table(new_model, old_model._meta.db_table, new_model._meta.db_table)
    const old_fields: AnyField[] = old_model._meta.local_many_to_many
    new_model._meta.local_many_to_many.forEach((field: AnyField, i: number) => {
      const { through } = field.remote_field
      if (!through._meta.auto_created) return
      const old_table = old_fields[i].remote_field.through._meta.db_table
      schema_editor.alter_db_table(through, old_table, through._meta.db_table)
    })
  }

  override describe(): string {
    return `Rename table for ${this.name} to ${this.table ?? '(default)'}`
  }

  override get migration_name_fragment(): string {
    return `alter_${this.name_lower}_table`
  }
}

export class AlterUniqueTogether extends ModelOptionOperation {
  readonly unique_together: string[][]

  constructor(...args: unknown[]) {
    super(args, ['name', 'unique_together'], 2)
    this.unique_together = togetherOf(this.given['unique_together'])
  }

  override deconstruct(): Kwargs {
    return { name: this.name, unique_together: this.unique_together }
  }

  override state_forwards(app_label: string, state: ProjectState): void {
    state.alter_model_options(app_label, this.name_lower, { unique_together: this.unique_together })
  }

  override database_forwards(
    app_label: string,
    schema_editor: MigrationEditor,
    from_state: ProjectState,
    to_state: ProjectState,
  ): void {
    const new_model = to_state.apps.get_model(app_label, this.name)
    if (!this.allow_migrate_model(schema_editor.connection.alias, new_model)) return
    const of = (state: ProjectState) =>
      togetherOf(state.models.get(keyOf(app_label, this.name))?.options['unique_together'])
    schema_editor.alter_unique_together(new_model, of(from_state), of(to_state))
  }

  override references_field(model_name: string, name: string, app_label: string): boolean {
    const { unique_together } = this
    const isNamed = unique_together.length === 0 || unique_together.flat().includes(name)
    return this.references_model(model_name, app_label) && isNamed
  }

  override describe(): string {
    return `Alter unique_together for ${this.name} (${this.unique_together.length} constraint(s))`
  }

  override get migration_name_fragment(): string {
    return `alter_${this.name_lower}_unique_together`
  }
}

/** One list of names, several, or none. */
export function togetherOf(value: unknown): string[][] {
  const list = value instanceof Set ? [...(value as Set<unknown>)] : ((value ?? []) as unknown[])
  if (list.length === 0) return []
  return typeof list[0] === 'string' ? [list as string[]] : (list as string[][])
}

export class AlterModelOptions extends ModelOptionOperation {
  static readonly ALTER_OPTION_KEYS: readonly string[] = [
    'base_manager_name',
    'default_manager_name',
    'default_related_name',
    'get_latest_by',
    'managed',
    'ordering',
    'permissions',
    'default_permissions',
    'select_on_save',
    'verbose_name',
    'verbose_name_plural',
  ]
  readonly options: StateOptions

  constructor(...args: unknown[]) {
    // an options object of its own stands in second place, so names are never guessed from it
    const [first, second] = args
    super(args.length === 2 ? [{ name: first, options: second }] : args, ['name', 'options'], 2)
    this.options = this.given['options'] as StateOptions
  }

  override deconstruct(): Kwargs {
    return { name: this.name, options: this.options }
  }

  override state_forwards(app_label: string, state: ProjectState): void {
    const keys = AlterModelOptions.ALTER_OPTION_KEYS
    state.alter_model_options(app_label, this.name_lower, this.options, keys)
  }

  override describe(): string {
    return `Change Meta options on ${this.name}`
  }

  override get migration_name_fragment(): string {
    return `alter_${this.name_lower}_options`
  }
}

export class AlterModelManagers extends ModelOptionOperation {
  readonly managers: readonly NamedManager[]

  constructor(...args: unknown[]) {
    super(args, ['name', 'managers'], 2)
    this.managers = this.given['managers'] as readonly NamedManager[]
  }

  override deconstruct(): Kwargs {
    return { name: this.name, managers: this.managers }
  }

  override state_forwards(app_label: string, state: ProjectState): void {
    state.alter_model_managers(app_label, this.name_lower, this.managers)
  }

  override describe(): string {
    return `Change managers on ${this.name}`
  }

  override get migration_name_fragment(): string {
    return `alter_${this.name_lower}_managers`
  }
}
