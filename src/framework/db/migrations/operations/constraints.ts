/**
 * Operations on constraints.
 *
 * Django: AddConstraint and its neighbours in django/db/migrations/operations/models.py
 */
import type { MigrationEditor } from '../../backends/sqlite3/alterations.ts'
import type { BaseConstraint } from '../../models/constraints.ts'
import type { Kwargs } from '../deconstruct.ts'
import type { ProjectState } from '../state.ts'
import { OperationCategory, type Operation, type Reduced } from './base.ts'
import { IndexOperation, ruleOf } from './indexes.ts'

export class AddConstraint extends IndexOperation {
  override category = OperationCategory.ADDITION
  override readonly option_name = 'constraints'
  readonly constraint: BaseConstraint

  constructor(...args: unknown[]) {
    super(args, ['model_name', 'constraint'], 2)
    this.constraint = this.given['constraint'] as BaseConstraint
  }

  override deconstruct(): Kwargs {
    return { model_name: this.model_name, constraint: this.constraint }
  }

  override state_forwards(app_label: string, state: ProjectState): void {
    this.change(app_label, state, (rules) => [...rules, this.constraint])
  }

  override database_forwards(
    app_label: string,
    editor: MigrationEditor,
    _from: ProjectState,
    to: ProjectState,
  ): void {
    this.onTable(app_label, this.model_name, editor, to, (model) =>
      editor.add_constraint(model, this.constraint),
    )
  }

  override database_backwards(
    app_label: string,
    editor: MigrationEditor,
    _from: ProjectState,
    to: ProjectState,
  ): void {
    this.onTable(app_label, this.model_name, editor, to, (model) =>
      editor.remove_constraint(model, this.constraint),
    )
  }

  override describe(): string {
    return `Create constraint ${this.constraint.name} on model ${this.model_name}`
  }

  override get migration_name_fragment(): string {
    return `${this.model_name_lower}_${this.constraint.name.toLowerCase()}`
  }

  override reduce(operation: Operation, app_label: string): Reduced {
    if (
      operation instanceof RemoveConstraint &&
      this.isSameModel(operation) &&
      operation.name === this.constraint.name
    )
      return []
    return super.reduce(operation, app_label)
  }
}

export class RemoveConstraint extends IndexOperation {
  override category = OperationCategory.REMOVAL
  override readonly option_name = 'constraints'
  readonly name: string

  constructor(...args: unknown[]) {
    super(args, ['model_name', 'name'], 2)
    this.name = this.given['name'] as string
  }

  override deconstruct(): Kwargs {
    return { model_name: this.model_name, name: this.name }
  }

  override state_forwards(app_label: string, state: ProjectState): void {
    this.change(app_label, state, (rules) => rules.filter(({ name }) => name !== this.name))
  }

  override database_forwards(
    app_label: string,
    editor: MigrationEditor,
    from: ProjectState,
    to: ProjectState,
  ): void {
    this.onTable(app_label, this.model_name, editor, to, (model) =>
      editor.remove_constraint(model, ruleOf<BaseConstraint>(from, app_label, this, this.name)),
    )
  }

  override database_backwards(
    app_label: string,
    editor: MigrationEditor,
    _from: ProjectState,
    to: ProjectState,
  ): void {
    this.onTable(app_label, this.model_name, editor, to, (model) =>
      editor.add_constraint(model, ruleOf<BaseConstraint>(to, app_label, this, this.name)),
    )
  }

  override describe(): string {
    return `Remove constraint ${this.name} from model ${this.model_name}`
  }

  override get migration_name_fragment(): string {
    return `remove_${this.model_name_lower}_${this.name.toLowerCase()}`
  }
}

/** Only what the code says of it changes: its message, its code. */
export class AlterConstraint extends IndexOperation {
  override category = OperationCategory.ALTERATION
  override readonly option_name = 'constraints'
  readonly name: string
  readonly constraint: BaseConstraint

  constructor(...args: unknown[]) {
    super(args, ['model_name', 'name', 'constraint'], 3)
    this.name = this.given['name'] as string
    this.constraint = this.given['constraint'] as BaseConstraint
  }

  override deconstruct(): Kwargs {
    return { model_name: this.model_name, name: this.name, constraint: this.constraint }
  }

  override state_forwards(app_label: string, state: ProjectState): void {
    this.change(app_label, state, (rules) =>
      rules.map((rule) => (rule.name === this.name ? this.constraint : rule)),
    )
  }

  override database_forwards(): void {}
  override database_backwards(): void {}

  override describe(): string {
    return `Alter constraint ${this.name} on ${this.model_name}`
  }

  override get migration_name_fragment(): string {
    return `alter_${this.model_name_lower}_${this.name.toLowerCase()}`
  }
}
