/**
 * The migrations there are: every module of an app's `migrations` folder holds one. Apps without the folder are
 * unmigrated: their tables follow the models.
 *
 * Django: django/db/migrations/loader.py
 * Left out: squashed migrations, MIGRATION_MODULES.
 */
import { KeyError, ModuleNotFoundError, ValueError } from '../../../base/python/exceptions.ts'
import { repr } from '../../../base/python/protocols.ts'
import { Tuple } from '../../../base/python/tuple.ts'
import { apps } from '../../apps/registry.ts'
import { import_module, type Namespace } from '../../utils/module_loading.ts'
import { MigrationEditor } from '../backends/sqlite3/alterations.ts'
import type { Instance } from '../models/declared.ts'
import {
  AmbiguityError,
  BadMigrationError,
  InconsistentMigrationHistory,
  NodeNotFoundError,
} from './exceptions.ts'
import { MigrationGraph, nodeKey, type Node } from './graph.ts'
import { Migration } from './migration.ts'
import { MigrationRecorder } from './recorder.ts'
import type { ProjectState } from './state.ts'

export class MigrationLoader {
  readonly graph = new MigrationGraph()
  readonly disk_migrations = new Map<string, Migration>()
  readonly migrated_apps = new Set<string>()
  readonly unmigrated_apps = new Set<string>()
  applied_migrations: Map<string, Instance>

  /** @param connection  null: nothing counts as applied */
  constructor(readonly connection: Instance | null) {
    for (const config of apps.get_app_configs()) this.load(config.label, config.name)
    for (const migration of this.disk_migrations.values()) this.graph.add_node(migration)
    for (const migration of this.disk_migrations.values()) this.connect(migration)
    this.graph.ensure_not_cyclic()
    this.applied_migrations = connection === null ? new Map() : appliedIn(connection)
  }

  /** Reads again what is applied. */
  refresh(): void {
    if (this.connection !== null) this.applied_migrations = appliedIn(this.connection)
  }

  private load(label: string, app_name: string): void {
    const folder = migrationsIn(app_name)
    if (folder === null) {
      this.unmigrated_apps.add(label)
      return
    }
    this.migrated_apps.add(label)
    const names = Object.keys(folder).filter((name) => !/^[_~]/.test(name) && name !== 'index')
    for (const name of names.sort()) {
      const module = folder[name] as Namespace
      if (!Object.hasOwn(module, 'Migration'))
        throw new BadMigrationError(`Migration ${name} in app ${label} has no Migration class`)
      const cls = module['Migration'] as typeof Migration
      if (typeof cls !== 'function' || !(cls.prototype instanceof Migration)) {
        throw new BadMigrationError(
          `Migration ${name} in app ${label} has no Migration class: it must extend migrations.Migration`,
        )
      }
      this.disk_migrations.set(nodeKey(label, name), new cls(name, label))
    }
  }

  /** Ties a migration of the graph to those that it names. */
  connect(migration: Migration): void {
    const own = [migration.app_label, migration.name]
    for (const dependency of migration.dependencies) {
      const parent = this.check_key(dependency, migration.app_label)
      if (parent !== null) this.graph.add_dependency(migration, own, parent)
    }
    for (const dependency of migration.run_before) {
      const child = this.check_key(dependency, migration.app_label)
      if (child !== null) this.graph.add_dependency(migration, child, own)
    }
  }

  /** `__first__` and `__latest__` made whole; null where nothing has to be applied for it. */
  private check_key([app = '', name = '']: readonly string[], current_app: string) {
    // of a migration that is not written yet; the file will name the app
    if (app === '__setting__') return null
    if (name !== '__first__' && name !== '__latest__') return [app, name]
    // within an app it would be a circle
    if (app === current_app) return null
    if (this.unmigrated_apps.has(app)) return null
    if (this.migrated_apps.has(app)) {
      const names = this.namesIn(app)
      const found = name === '__first__' ? names[0] : names.at(-1)
      if (found !== undefined) return [app, found]
    }
    throw new ValueError(`Dependency on unknown app: ${app}`)
  }

  private namesIn(app: string): string[] {
    return [...this.disk_migrations.values()]
      .filter(({ app_label }) => app_label === app)
      .map(({ name }) => name)
  }

  /** @throws {AmbiguityError} several begin so @throws {KeyError} none does */
  get_migration_by_prefix(app_label: string, name_prefix: string): Migration {
    const found = this.namesIn(app_label).filter((name) => name.startsWith(name_prefix))
    const exact = found.includes(name_prefix) ? name_prefix : null
    if (found.length > 1 && exact === null) {
      throw new AmbiguityError(
        `There is more than one migration for '${app_label}' with the prefix '${name_prefix}'`,
      )
    }
    const name = exact ?? found[0]
    if (name === undefined)
      throw new KeyError(
        `There is no migration for '${app_label}' with the prefix '${name_prefix}'`,
      )
    return this.disk_migrations.get(nodeKey(app_label, name))!
  }

  /** @throws {InconsistentMigrationHistory} */
  check_consistent_history(): void {
    for (const key of this.applied_migrations.keys()) {
      for (const parent of this.graph.nodes.get(key)?.parents ?? []) {
        if (this.applied_migrations.has(parent.key)) continue
        throw new InconsistentMigrationHistory(
          `Migration ${key} is applied before its dependency ${parent.key} on database 'default'.`,
        )
      }
    }
  }

  /** Apps with more than one last migration. */
  detect_conflicts(): Map<string, string[]> {
    const leaves = new Map<string, string[]>()
    for (const { migration } of this.graph.leaf_nodes())
      leaves.set(migration.app_label, [...(leaves.get(migration.app_label) ?? []), migration.name])
    return new Map([...leaves].filter(([, names]) => names.length > 1))
  }

  /** The models after these migrations, or after all. */
  project_state(nodes?: readonly Node[], at_end = true): ProjectState {
    return this.graph.make_state(nodes, { at_end, real_apps: this.unmigrated_apps })
  }

  /** The SQL of a plan, line by line, with comments: what `sqlmigrate` prints. */
  collect_sql(plan: readonly (readonly [Migration, boolean])[]): string[] {
    const statements: string[] = []
    let state: ProjectState | null = null
    for (const [migration, backwards] of plan) {
      const { atomic } = migration
      const editor = new MigrationEditor(this.connection, { collect_sql: true, atomic })
      const node = this.graph.nodes.get(nodeKey(migration.app_label, migration.name))
      state ??= this.project_state(node === undefined ? undefined : [node], false)
      const before = state
      editor.run(() => {
        if (backwards) migration.unapply(before, editor, true)
        else state = migration.apply(before, editor, true)
      })
      statements.push(...editor.collected_sql)
    }
    return statements
  }
}

function appliedIn(connection: Instance): Map<string, Instance> {
  return new MigrationRecorder(connection).applied_migrations()
}

/** The modules of an app's folder; null where there is none. */
export function migrationsIn(app_name: string): Namespace | null {
  try {
    return import_module(`${app_name}.migrations`)
  } catch (error) {
    const isMissing =
      error instanceof ModuleNotFoundError && error.message.includes(`'${app_name}.migrations'`)
    if (isMissing) return null
    throw error
  }
}

/** For messages: `('blog', '0001_initial')`. */
export function keyText(app_label: string, name: string): string {
  return repr(new Tuple(app_label, name))
}

export { NodeNotFoundError }
