/**
 * One step of a migration: how it changes the state, how it changes the database, and how it is undone. Names and
 * arguments are Django's; `new migrations.AddField('post', 'subtitle', field)` and one object with names are the same.
 *
 * Django: django/db/migrations/operations/base.py, ref/migration-operations
 * Left out: hints and database routers.
 */
import { class_name } from '../../../../base/python/class_name.ts'
import { TypeError } from '../../../../base/python/exceptions.ts'
import { repr } from '../../../../base/python/protocols.ts'
import { bindArguments } from '../../models/arguments.ts'
import type { ModelClass } from '../../models/declared.ts'
import type { MigrationEditor } from '../../backends/sqlite3/alterations.ts'
import type { ProjectState } from '../state.ts'
import type { Kwargs } from '../deconstruct.ts'

/** How `makemigrations` marks a line. */
export const OperationCategory = {
  ADDITION: '+',
  REMOVAL: '-',
  ALTERATION: '~',
  PYTHON: 'p',
  SQL: 's',
  MIXED: '?',
} as const
type Category = (typeof OperationCategory)[keyof typeof OperationCategory]

/** True: may be moved across the other; false: may not; a list: both together are these. */
export type Reduced = boolean | Operation[]

export abstract class Operation {
  reversible = true
  /** False where SQL cannot say it: Python code. */
  reduces_to_sql = true
  atomic = false
  elidable = false
  category: Category | null = null
  protected readonly given: Kwargs

  /** @param parameters  Django's names in Django's order */
  constructor(args: readonly unknown[], parameters: readonly string[], required: number) {
    const callable = `${class_name(new.target)}.__init__()`
    this.given = bindArguments(args, parameters, callable)
    const missing = parameters.slice(0, required).filter((name) => !(name in this.given))
    if (missing.length > 0) throw missingArguments(callable, missing)
  }

  /** The arguments that make such an operation again, without those at their default. */
  abstract deconstruct(): Kwargs
  abstract state_forwards(app_label: string, state: ProjectState): void
  abstract database_forwards(
    app_label: string,
    schema_editor: MigrationEditor,
    from_state: ProjectState,
    to_state: ProjectState,
  ): void
  abstract database_backwards(
    app_label: string,
    schema_editor: MigrationEditor,
    from_state: ProjectState,
    to_state: ProjectState,
  ): void

  /** "Add field subtitle to post" */
  abstract describe(): string

  /** "+ Add field subtitle to post" */
  formatted_description(): string {
    return `${this.category ?? OperationCategory.MIXED} ${this.describe()}`
  }

  /** Part of the migration's name: `post_subtitle`; null: says nothing. */
  get migration_name_fragment(): string | null {
    return null
  }

  /** In doubt yes: what refers to a model cannot be moved across an operation on it. */
  references_model(_name: string, _app_label: string): boolean {
    return true
  }

  references_field(model_name: string, _name: string, app_label: string): boolean {
    return this.references_model(model_name, app_label)
  }

  allow_migrate_model(_alias: string, model: ModelClass): boolean {
    return model._meta.can_migrate() as boolean
  }

  /** Runs where that model, as of `state`, has a table. */
  protected onTable(
    app_label: string,
    model_name: string,
    schema_editor: MigrationEditor,
    state: ProjectState,
    run: (model: ModelClass) => void,
  ): void {
    const model: ModelClass = state.apps.get_model(app_label, model_name)
    if (this.allow_migrate_model(schema_editor.connection.alias, model)) run(model)
  }

  reduce(operation: Operation, _app_label: string): Reduced {
    if (this.elidable) return [operation]
    return operation.elidable ? [this] : false
  }

  __repr__(): string {
    const args = Object.entries(this.deconstruct()).map(([name, value]) => `${name}=${repr(value)}`)
    return `<${class_name(this.constructor)}  ${args.join(', ')}>`
  }
}

function missingArguments(callable: string, names: readonly string[]): Error {
  const quoted = names.map((name) => `'${name}'`)
  const list =
    quoted.length < 3
      ? quoted.join(' and ')
      : `${quoted.slice(0, -1).join(', ')}, and ${quoted.at(-1)}`
  return new TypeError(
    `${callable} missing ${names.length} required positional argument${names.length > 1 ? 's' : ''}: ${list}`,
  )
}
