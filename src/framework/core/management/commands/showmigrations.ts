/**
 * `showmigrations`: all migrations, applied ones with an X.
 *
 * Django: django/core/management/commands/showmigrations.py
 */
import { LookupError } from '../../../../base/python/exceptions.ts'
import { apps } from '../../../apps/registry.ts'
import { connection } from '../../../db/connection.ts'
import type { Node } from '../../../db/migrations/graph.ts'
import { MigrationLoader } from '../../../db/migrations/loader.ts'
import { BaseCommand, SystemExit, type CommandOptions } from '../base.ts'

export class Showmigrations extends BaseCommand {
  override readonly positionals = ['app_label*']
  override readonly options = { format: 'list', plan: false, list: false }

  override handle({ app_label, format, plan, verbosity }: CommandOptions): void {
    const loader = new MigrationLoader(connection)
    const names = app_label as readonly string[]
    this.validate(names)
    if (format === 'plan' || plan === true) this.showPlan(loader, names)
    else this.showList(loader, names, Number(verbosity))
  }

  private validate(app_names: readonly string[]): void {
    let isBad = false
    for (const name of app_names) {
      try {
        apps.get_app_config(name)
      } catch (error) {
        if (!(error instanceof LookupError)) throw error
        this.stderr.write(error.message)
        isBad = true
      }
    }
    if (isBad) throw new SystemExit(2)
  }

  private showList(loader: MigrationLoader, app_names: readonly string[], verbosity: number): void {
    const labels = app_names.length > 0 ? app_names : [...loader.migrated_apps].sort()
    for (const label of labels) {
      this.stdout.write(label)
      const nodes = inOrder(loader, [label]).filter(
        ({ migration }) => migration.app_label === label,
      )
      if (nodes.length === 0) this.stdout.write(' (no migrations)')
      for (const { key, migration } of nodes) {
        const row = loader.applied_migrations.get(key)
        if (row === undefined) this.stdout.write(` [ ] ${migration.name}`)
        else {
          const when =
            verbosity >= 2 ? ` (applied at ${row.applied.strftime('%Y-%m-%d %H:%M:%S')})` : ''
          this.stdout.write(` [X] ${migration.name}${when}`)
        }
      }
    }
  }

  private showPlan(loader: MigrationLoader, app_names: readonly string[]): void {
    const nodes = inOrder(loader, app_names.length > 0 ? app_names : [...loader.migrated_apps])
    for (const { key } of nodes)
      this.stdout.write(`[${loader.applied_migrations.has(key) ? 'X' : ' '}]  ${key}`)
    if (nodes.length === 0) this.stdout.write('(no migrations)')
  }
}

/** Migrations of these apps, and what they need, in the order in which they are applied. */
function inOrder({ graph }: MigrationLoader, app_names: readonly string[]): Node[] {
  const leaves = graph
    .leaf_nodes()
    .filter(({ migration }) => app_names.includes(migration.app_label))
  return [...new Set(leaves.flatMap(({ key }) => graph.forwards_plan(key)))]
}
