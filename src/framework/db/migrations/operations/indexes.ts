/**
 * Operations on indexes, and what those on constraints share with them.
 *
 * Django: AddIndex and its neighbours in django/db/migrations/operations/models.py
 * Left out: RenameIndex of an unnamed index.
 */
import { ValueError } from '../../../../base/python/exceptions.ts'
import { str } from '../../../../base/python/protocols.ts'
import type { MigrationEditor } from '../../backends/sqlite3/alterations.ts'
import type { BaseConstraint } from '../../models/constraints.ts'
import type { Index } from '../../models/indexes.ts'
import type { Kwargs } from '../deconstruct.ts'
import type { ProjectState } from '../state.ts'
import { keyOf } from '../utils.ts'
import { Operation, OperationCategory, type Reduced } from './base.ts'

type Rule = Index | BaseConstraint
type OptionName = 'indexes' | 'constraints'

/** @throws {ValueError} no rule of that name */
export function ruleOf<T extends Rule>(
  state: ProjectState,
  app_label: string,
  operation: IndexOperation,
  name: string,
): T {
  const model = state.models.get(keyOf(app_label, operation.model_name))
  const rules = (model?.options[operation.option_name] ?? []) as T[]
  const found = rules.find((rule) => rule.name === name)
  const kind = operation.option_name === 'indexes' ? 'index' : 'constraint'
  if (found === undefined)
    throw new ValueError(`No ${kind} named ${name} on model ${model?.name ?? operation.model_name}`)
  return found
}

export abstract class IndexOperation extends Operation {
  readonly option_name: OptionName = 'indexes'
  readonly model_name: string

  constructor(args: readonly unknown[], parameters: readonly string[], required: number) {
    super(args, parameters, required)
    this.model_name = this.given['model_name'] as string
  }

  get model_name_lower(): string {
    return this.model_name.toLowerCase()
  }

  protected isSameModel(operation: IndexOperation): boolean {
    return this.model_name_lower === operation.model_name_lower
  }

  protected change(app_label: string, state: ProjectState, to: (rules: readonly Rule[]) => Rule[]) {
    state.change_list(app_label, this.model_name_lower, this.option_name, to)
  }
}

export class AddIndex extends IndexOperation {
  override category = OperationCategory.ADDITION
  readonly index: Index

  constructor(...args: unknown[]) {
    super(args, ['model_name', 'index'], 2)
    this.index = this.given['index'] as Index
    if (this.index.name === '') {
      const fields = this.index.fields.map((name) => `'${name}'`).join(', ')
      throw new ValueError(
        `Indexes passed to AddIndex operations require a name argument. <Index: fields=[${fields}]> doesn't have one.`,
      )
    }
  }

  override deconstruct(): Kwargs {
    return { model_name: this.model_name, index: this.index }
  }

  override state_forwards(app_label: string, state: ProjectState): void {
    this.change(app_label, state, (rules) => [...rules, this.index])
  }

  override database_forwards(
    app_label: string,
    schema_editor: MigrationEditor,
    _from: ProjectState,
    to: ProjectState,
  ): void {
    this.onTable(app_label, this.model_name, schema_editor, to, (model) =>
      schema_editor.add_index(model, this.index),
    )
  }

  override database_backwards(
    app_label: string,
    editor: MigrationEditor,
    from: ProjectState,
  ): void {
    this.onTable(app_label, this.model_name, editor, from, (model) =>
      editor.remove_index(model, this.index),
    )
  }

  override describe(): string {
    const { name, fields, expressions, contains_expressions } = this.index
    return contains_expressions
      ? `Create index ${name} on ${expressions.map(str).join(', ')} on model ${this.model_name}`
      : `Create index ${name} on field(s) ${fields.join(', ')} of model ${this.model_name}`
  }

  override get migration_name_fragment(): string {
    return `${this.model_name_lower}_${this.index.name.toLowerCase()}`
  }

  override reduce(operation: Operation, app_label: string): Reduced {
    if (operation instanceof RemoveIndex && operation.name === this.index.name) return []
    if (operation instanceof RenameIndex && operation.old_name === this.index.name) {
      const index = renamed(this.index, operation.new_name)
      return [new AddIndex({ model_name: this.model_name, index })]
    }
    return super.reduce(operation, app_label)
  }
}

function renamed(index: Index, name: string): Index {
  return Object.assign(index.named({}), { name })
}

export class RemoveIndex extends IndexOperation {
  override category = OperationCategory.REMOVAL
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

  override database_forwards(app_label: string, editor: MigrationEditor, from: ProjectState): void {
    this.onTable(app_label, this.model_name, editor, from, (model) =>
      editor.remove_index(model, ruleOf<Index>(from, app_label, this, this.name)),
    )
  }

  override database_backwards(
    app_label: string,
    editor: MigrationEditor,
    _from: ProjectState,
    to: ProjectState,
  ): void {
    this.onTable(app_label, this.model_name, editor, to, (model) =>
      editor.add_index(model, ruleOf<Index>(to, app_label, this, this.name)),
    )
  }

  override describe(): string {
    return `Remove index ${this.name} from ${this.model_name}`
  }

  override get migration_name_fragment(): string {
    return `remove_${this.model_name_lower}_${this.name.toLowerCase()}`
  }
}

export class RenameIndex extends IndexOperation {
  override category = OperationCategory.ALTERATION
  readonly new_name: string
  readonly old_name: string

  constructor(...args: unknown[]) {
    super(args, ['model_name', 'new_name', 'old_name'], 2)
    this.new_name = this.given['new_name'] as string
    this.old_name = (this.given['old_name'] ?? '') as string
    if (this.old_name === '') {
      throw new ValueError(
        'RenameIndex requires one of old_name and old_fields arguments to be set.',
      )
    }
  }

  override deconstruct(): Kwargs {
    const { model_name, new_name, old_name } = this
    return { model_name, new_name, old_name }
  }

  override state_forwards(app_label: string, state: ProjectState): void {
    this.change(app_label, state, (rules) =>
      rules.map((rule) =>
        rule.name === this.old_name ? renamed(rule as Index, this.new_name) : rule,
      ),
    )
  }

  override database_forwards(
    app_label: string,
    editor: MigrationEditor,
    from: ProjectState,
    to: ProjectState,
  ): void {
    this.rename(app_label, editor, [from, this.old_name], [to, this.new_name])
  }

  override database_backwards(
    app_label: string,
    editor: MigrationEditor,
    from: ProjectState,
    to: ProjectState,
  ): void {
    this.rename(app_label, editor, [from, this.new_name], [to, this.old_name])
  }

  private rename(
    app_label: string,
    editor: MigrationEditor,
    [from, old_name]: readonly [ProjectState, string],
    [to, new_name]: readonly [ProjectState, string],
  ): void {
    this.onTable(app_label, this.model_name, editor, to, (model) => {
      const old_index = ruleOf<Index>(from, app_label, this, old_name)
      editor.rename_index(model, old_index, ruleOf<Index>(to, app_label, this, new_name))
    })
  }

  override describe(): string {
    return `Rename index ${this.old_name} on ${this.model_name} to ${this.new_name}`
  }

  override get migration_name_fragment(): string {
    return `rename_${this.old_name}_${this.new_name}`.toLowerCase()
  }
}
