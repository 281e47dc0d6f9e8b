/**
 * Applies and undoes migrations, one after another, each in a transaction of its own.
 *
 * Django: django/db/migrations/executor.py
 */
import { tablesOf, columnsOf } from '../backends/sqlite3/introspection.ts'
import { MigrationEditor } from '../backends/sqlite3/alterations.ts'
import type { AnyField, Instance } from '../models/declared.ts'
import type { Node } from './graph.ts'
import { nodeKey } from './graph.ts'
import { MigrationLoader } from './loader.ts'
import type { Migration } from './migration.ts'
import { AddField } from './operations/fields.ts'
import { CreateModel } from './operations/models.ts'
import { MigrationRecorder } from './recorder.ts'
import type { ProjectState } from './state.ts'

/** `null` as a name: everything of this app is undone. */
export type Target = readonly [app_label: string, name: string | null]
/** A migration, and whether it is undone. */
export type Step = readonly [Migration, boolean]
export type ProgressAction =
  | 'apply_start'
  | 'apply_success'
  | 'unapply_start'
  | 'unapply_success'
  | 'render_start'
  | 'render_success'

interface MigrateOptions {
  readonly plan?: readonly Step[]
  /** Only writes down that it is applied. */
  readonly fake?: boolean
  /** An initial migration whose tables are there is only written down. */
  readonly fake_initial?: boolean
}

export class MigrationExecutor {
  readonly loader: MigrationLoader
  readonly recorder: MigrationRecorder

  constructor(
    readonly connection: Instance,
    readonly progress: (
      action: ProgressAction,
      migration?: Migration,
      fake?: boolean,
    ) => void = () => {},
  ) {
    this.loader = new MigrationLoader(connection)
    this.recorder = new MigrationRecorder(connection)
  }

  /** What has to be done to arrive at the targets. */
  migration_plan(targets: readonly Target[]): Step[] {
    const { graph } = this.loader
    const applied = new Set(this.loader.applied_migrations.keys())
    const plan: Step[] = []
    const undo = (nodes: readonly Node[]) => {
      for (const node of nodes)
        for (const step of graph.backwards_plan(node.key))
          if (applied.delete(step.key)) plan.push([step.migration, true])
    }
    for (const [app_label, name] of targets) {
      if (name === null) {
        undo(graph.root_nodes(app_label))
        continue
      }
      const key = nodeKey(app_label, name)
      if (applied.has(key)) {
        const later = [...graph.nodes.get(key)!.children]
        undo(
          later
            .filter(({ migration }) => migration.app_label === app_label)
            .sort((a, b) => (a.key < b.key ? -1 : 1)),
        )
        continue
      }
      for (const step of graph.forwards_plan(key)) {
        if (applied.has(step.key)) continue
        applied.add(step.key)
        plan.push([step.migration, false])
      }
    }
    return plan
  }

  /** Everything there is, to its newest. */
  get leaves(): Target[] {
    return this.loader.graph
      .leaf_nodes()
      .map(({ migration }) => [migration.app_label, migration.name] as const)
  }

  migrate(targets: readonly Target[], options: MigrateOptions = {}): void {
    const { plan = this.migration_plan(targets), fake = false, fake_initial = false } = options
    this.recorder.ensure_schema()
    if (plan.length === 0) return
    if (plan[0]![1]) return this.undoAll(plan, fake)
    let state = this.appliedState()
    for (const [migration] of plan) {
      // what comes before an operation is rendered before what comes after it: columns keep their order
      void state.apps
      state = this.apply(state, migration, fake, fake_initial)
    }
  }

  /** The models as the database has them. */
  private appliedState(without: ReadonlySet<Migration> = new Set()): ProjectState {
    const nodes = [...this.loader.graph.nodes.values()].filter(
      ({ key, migration }) => this.loader.applied_migrations.has(key) && !without.has(migration),
    )
    return this.loader.project_state(nodes)
  }

  private apply(
    state: ProjectState,
    migration: Migration,
    fake: boolean,
    fake_initial: boolean,
  ): ProjectState {
    this.progress('apply_start', migration, fake)
    const isFake = fake || (fake_initial && this.isThere(state, migration))
    if (isFake) migration.mutate_state(state, false)
    else {
      const editor = new MigrationEditor(this.connection, { atomic: migration.atomic })
      editor.run(() => migration.apply(state, editor))
    }
    this.recorder.record_applied(migration.app_label, migration.name)
    this.progress('apply_success', migration, isFake)
    return state
  }

  private undoAll(plan: readonly Step[], fake: boolean): void {
    const undone = new Set<Migration>()
    this.progress('render_start')
    const states = plan.map(([migration]) => {
      undone.add(migration)
      // everything else that is applied, so that models of other apps are there
      const state = this.appliedState(undone)
      void state.apps
      return state
    })
    this.progress('render_success')
    for (const [i, [migration]] of plan.entries()) {
      const state = states[i]!
      this.progress('unapply_start', migration, fake)
      if (!fake) {
        const editor = new MigrationEditor(this.connection, { atomic: migration.atomic })
        editor.run(() => migration.unapply(state, editor))
      }
      this.recorder.record_unapplied(migration.app_label, migration.name)
      this.progress('unapply_success', migration, fake)
    }
  }

  /** Whether all that an initial migration makes is in the database. */
  private isThere(state: ProjectState, migration: Migration): boolean {
    const { app_label, initial, dependencies } = migration
    if (initial === false) return false
    if (initial === null && dependencies.some(([app]) => app === app_label)) return false
    const after = migration.mutate_state(state)
    const tables = tablesOf(this.connection)
    let found = false
    for (const operation of migration.operations) {
      if (operation instanceof CreateModel) {
        const { _meta: meta } = after.apps.get_model(app_label, operation.name)
        if (!meta.can_migrate()) continue
        if (!tables.includes(meta.db_table)) return false
        found = true
      } else if (operation instanceof AddField) {
        const { _meta: meta } = after.apps.get_model(app_label, operation.model_name)
        if (!meta.can_migrate()) continue
        const field: AnyField = meta.get_field(operation.name)
        if (field.many_to_many === true) {
          if (!tables.includes(field.remote_field.through._meta.db_table)) return false
        } else {
          const columns = columnsOf(this.connection, meta.db_table).map(({ name }) => name)
          if (!columns.includes(field.column)) return false
        }
        found = true
      }
    }
    return found
  }
}
