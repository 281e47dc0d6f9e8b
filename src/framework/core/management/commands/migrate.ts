/**
 * `migrate`: brings the database to the newest migrations, or to a named one, backwards too.
 *
 * Django: django/core/management/commands/migrate.py
 * Left out: `--prune`; apps without migrations are always in step here.
 */
import { repr } from '../../../../base/python/protocols.ts'
import { apps } from '../../../apps/registry.ts'
import { connection } from '../../../db/connection.ts'
import { MigrationAutodetector } from '../../../db/migrations/autodetector.ts'
import {
  MigrationExecutor,
  type ProgressAction,
  type Step,
  type Target,
} from '../../../db/migrations/executor.ts'
import type { Migration } from '../../../db/migrations/migration.ts'
import type { Operation } from '../../../db/migrations/operations/base.ts'
import { RunPython, RunSQL } from '../../../db/migrations/operations/special.ts'
import { ProjectState } from '../../../db/migrations/state.ts'
import { BaseCommand, CommandError, SystemExit, type CommandOptions } from '../base.ts'
import { emit_post_migrate_signal, emit_pre_migrate_signal } from '../sql.ts'
import { configured, findMigration } from './sqlmigrate.ts'

export class Migrate extends BaseCommand {
  override readonly positionals = ['app_label', 'migration_name']
  override readonly options = {
    fake: false,
    fake_initial: false,
    plan: false,
    check_unapplied: false,
    run_syncdb: false,
  }
  private verbosity = 1

  override handle(options: CommandOptions): void {
    this.verbosity = Number(options['verbosity'])
    const executor = new MigrationExecutor(connection, (...step) => this.report(...step))
    const { loader } = executor
    loader.check_consistent_history()
    const conflicts = [...loader.detect_conflicts()]
    if (conflicts.length > 0) {
      const names = conflicts.map(([app, migrations]) => `${migrations.join(', ')} in ${app}`)
      throw new CommandError(
        `Conflicting migrations detected; multiple leaf nodes in the migration graph: (${names.join('; ')}).\nTo fix them run 'python manage.py makemigrations --merge'`,
      )
    }
    const { app_label, migration_name } = options as {
      app_label: string | null
      migration_name: unknown
    }
    if (app_label !== null) {
      configured(app_label)
      if (!loader.migrated_apps.has(app_label))
        throw new CommandError(`App '${app_label}' does not have migrations.`)
    }
    const targets = targetsOf(executor, app_label, migration_name)
    const plan = executor.migration_plan(targets)
    if (options['plan'] === true) this.showPlan(plan)
    if (options['check_unapplied'] === true && plan.length > 0) throw new SystemExit(1)
    if (options['plan'] === true || options['check_unapplied'] === true) return
    this.announce(targets, app_label !== null && migration_name !== null)
    if (plan.length === 0) this.nothingToDo(executor)
    emit_pre_migrate_signal(plan)
    executor.migrate(targets, {
      plan,
      fake: options['fake'] === true,
      fake_initial: options['fake_initial'] === true,
    })
    emit_post_migrate_signal(plan)
  }

  private say(text: string, ending = '\n'): void {
    if (this.verbosity >= 1) this.stdout.write(text, { ending })
  }

  private announce(targets: readonly Target[], isSpecific: boolean): void {
    this.say('Operations to perform:')
    const [first] = targets
    if (!isSpecific || first === undefined) {
      const labels = [...new Set(targets.map(([app]) => app))].sort().join(', ')
      this.say(`  Apply all migrations: ${labels || '(none)'}`)
    } else if (first[1] === null) this.say(`  Unapply all migrations: ${first[0]}`)
    else this.say(`  Target specific migration: ${first[1]}, from ${first[0]}`)
    this.say('Running migrations:')
  }

  private nothingToDo({ loader }: MigrationExecutor): void {
    this.say('  No migrations to apply.')
    const detector = new MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps))
    const changed = [...detector.changes(loader.graph).keys()].sort()
    if (changed.length === 0) return
    this.say(
      `  Your models in app(s): ${changed.map(repr).join(', ')} have changes that are not yet reflected in a migration, and so won't be applied.`,
    )
    this.say(
      "  Run 'manage.py makemigrations' to make new migrations, and then re-run 'manage.py migrate' to apply them.",
    )
  }

  private report(action: ProgressAction, migration?: Migration, fake = false): void {
    const name = migration?.__str__() ?? ''
    if (action === 'apply_start') this.say(`  Applying ${name}...`, '')
    else if (action === 'unapply_start') this.say(`  Unapplying ${name}...`, '')
    else if (action === 'render_start') this.say('  Rendering model states...', '')
    else if (action === 'render_success') this.say(' DONE')
    else this.say(fake ? ' FAKED' : ' OK')
  }

  private showPlan(plan: readonly Step[]): void {
    this.stdout.write('Planned operations:')
    if (plan.length === 0) this.stdout.write('  No planned migration operations.')
    for (const [migration, backwards] of plan) {
      this.stdout.write(migration.__str__())
      for (const operation of migration.operations)
        this.stdout.write(`    ${describe(operation, backwards)}`)
    }
  }
}

/** What an operation does, with the beginning of its SQL or code's name. */
function describe(operation: Operation, backwards: boolean): string {
  const prefix = backwards ? 'Undo ' : ''
  let action: string | null = null
  if (operation instanceof RunPython) {
    const code = backwards ? operation.reverse_code : operation.code
    action = code === null ? 'IRREVERSIBLE' : ''
  } else if (operation instanceof RunSQL) {
    const sql = backwards ? operation.reverse_sql : operation.sql
    action = sql === null ? 'IRREVERSIBLE' : typeof sql === 'string' ? sql : repr(sql)
  }
  const text = action === null || action === '' ? '' : ` -> ${action.replaceAll('\n', '')}`
  const whole = prefix + operation.describe() + text
  return whole.length > 60 && text !== '' ? `${whole.slice(0, 57)}...` : whole
}

function targetsOf(executor: MigrationExecutor, app_label: string | null, name: unknown): Target[] {
  if (app_label === null) return executor.leaves
  if (name === null) return executor.leaves.filter(([app]) => app === app_label)
  if (name === 'zero') return [[app_label, null]]
  const missing = (prefix: string) =>
    `Cannot find a migration matching '${prefix}' from app '${app_label}'.`
  const migration = findMigration(executor.loader, app_label, String(name), missing)
  return [[app_label, migration.name]]
}
