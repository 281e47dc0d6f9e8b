/**
 * One migration: what it depends on and its operations in order. A file holds one, as
 * `export class Migration extends migrations.Migration`.
 *
 * Django: django/db/migrations/migration.py, topics/migrations
 */
import { Tuple } from '../../../base/python/tuple.ts'
import type { MigrationEditor } from '../backends/sqlite3/alterations.ts'
import { IrreversibleError } from './exceptions.ts'
import type { Operation } from './operations/base.ts'
import type { ProjectState } from './state.ts'
import { get_migration_name_timestamp } from './utils.ts'

/** App label and name, or `__first__` and `__latest__`. */
export type Dependency = readonly string[]

export class Migration {
  static operations: readonly Operation[] = []
  static dependencies: readonly Dependency[] = []
  static run_before: readonly Dependency[] = []
  static replaces: readonly Dependency[] = []
  static initial: boolean | null = null
  static atomic = true

  operations: readonly Operation[]
  dependencies: Dependency[]
  readonly run_before: readonly Dependency[]
  readonly replaces: readonly Dependency[]
  initial: boolean | null
  readonly atomic: boolean

  constructor(
    public name: string,
    readonly app_label: string,
  ) {
    const cls = this.constructor as typeof Migration
    this.operations = [...cls.operations]
    this.dependencies = [...cls.dependencies]
    this.run_before = [...cls.run_before]
    this.replaces = [...cls.replaces]
    this.initial = cls.initial
    this.atomic = cls.atomic
  }

  /** The state after it; `state` itself stays as it is unless `preserve` is false. */
  mutate_state(state: ProjectState, preserve = true): ProjectState {
    const next = preserve ? state.clone() : state
    for (const operation of this.operations) operation.state_forwards(this.app_label, next)
    return next
  }

  /** Changes the database, and `state` to what it is then. */
  apply(state: ProjectState, schema_editor: MigrationEditor, collect_sql = false): ProjectState {
    for (const operation of this.operations) {
      if (collect_sql && !this.announce(operation, schema_editor)) continue
      const before = schema_editor.collected_sql.length
      const from_state = state.clone()
      operation.state_forwards(this.app_label, state)
      operation.database_forwards(this.app_label, schema_editor, from_state, state)
      if (collect_sql) sayIfNothing(schema_editor, before)
    }
    return state
  }

  /**
   * Undoes it, the last operation first. @param state  as it was before this migration
   * @throws {IrreversibleError} before anything is done
   */
  unapply(state: ProjectState, schema_editor: MigrationEditor, collect_sql = false): ProjectState {
    const steps: { operation: Operation; before: ProjectState; after: ProjectState }[] = []
    let after = state
    for (const operation of this.operations) {
      if (!operation.reversible) {
        throw new IrreversibleError(
          `Operation ${operation.__repr__()} in ${this.__str__()} is not reversible`,
        )
      }
      after = after.clone()
      const before = after.clone()
      operation.state_forwards(this.app_label, after)
      steps.unshift({ operation, before, after })
    }
    for (const { operation, before, after } of steps) {
      if (collect_sql && !this.announce(operation, schema_editor)) continue
      const length = schema_editor.collected_sql.length
      operation.database_backwards(this.app_label, schema_editor, after, before)
      if (collect_sql) sayIfNothing(schema_editor, length)
    }
    return state
  }

  /** @returns false where no SQL follows */
  private announce(operation: Operation, { collected_sql }: MigrationEditor): boolean {
    collected_sql.push('--', `-- ${operation.describe()}`, '--')
    if (!operation.reduces_to_sql) collected_sql.push('-- THIS OPERATION CANNOT BE WRITTEN AS SQL')
    return operation.reduces_to_sql
  }

  suggest_name(): string {
    if (this.initial === true) return 'initial'
    const fragments = this.operations
      .map(({ migration_name_fragment }) => migration_name_fragment)
      .filter((fragment) => fragment !== null && fragment !== '')
      .map((fragment) => fragment!.replace(/[^\p{L}\p{N}_]+/gu, '_'))
    const [first] = fragments
    if (first === undefined || fragments.length !== this.operations.length)
      return `auto_${get_migration_name_timestamp()}`
    let name = first
    for (const fragment of fragments.slice(1)) {
      const longer = `${name}_${fragment}`
      if (longer.length > 52) return `${name}_and_more`
      name = longer
    }
    return name
  }

  __str__(): string {
    return `${this.app_label}.${this.name}`
  }

  __repr__(): string {
    return `<Migration ${this.app_label}.${this.name}>`
  }
}

function sayIfNothing({ collected_sql }: MigrationEditor, before: number): void {
  if (collected_sql.length === before) collected_sql.push('-- (no-op)')
}

/** Remembers which setting named the model, for the writer. */
export class SwappableTuple extends Tuple<string> {
  setting = ''
}

/** A dependency on the app of a model that a setting names: `migrations.swappable_dependency(settings.AUTH_USER_MODEL)`. */
export function swappable_dependency(value: string): SwappableTuple {
  const dependency = new SwappableTuple(value.split('.', 1).join(), '__first__')
  dependency.setting = value
  return dependency
}
