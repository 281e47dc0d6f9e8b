/**
 * `sqlmigrate blog 0002`: the SQL of a migration.
 *
 * Django: django/core/management/commands/sqlmigrate.py
 */
import { KeyError, LookupError } from '../../../../base/python/exceptions.ts'
import { apps } from '../../../apps/registry.ts'
import { connection } from '../../../db/connection.ts'
import { AmbiguityError } from '../../../db/migrations/exceptions.ts'
import { MigrationLoader } from '../../../db/migrations/loader.ts'
import type { Migration } from '../../../db/migrations/migration.ts'
import { BaseCommand, CommandError, type CommandOptions } from '../base.ts'

export class Sqlmigrate extends BaseCommand {
  override readonly positionals = ['app_label', 'migration_name']
  override readonly options = { backwards: false }

  override handle({ app_label, migration_name, backwards }: CommandOptions): string {
    const loader = new MigrationLoader(connection)
    const label = String(app_label)
    configured(label)
    if (!loader.migrated_apps.has(label))
      throw new CommandError(`App '${label}' does not have migrations`)
    const missing = (name: string) =>
      `Cannot find a migration matching '${name}' from app '${label}'. Is it in INSTALLED_APPS?`
    const migration = findMigration(loader, label, String(migration_name), missing)
    this.output_transaction = migration.atomic
    const statements = loader.collect_sql([[migration, backwards === true]])
    if (statements.length === 0) this.stderr.write('No operations found.')
    return statements.join('\n')
  }
}

/** @throws {CommandError} */
export function configured(app_label: string): void {
  try {
    apps.get_app_config(app_label)
  } catch (error) {
    throw error instanceof LookupError ? new CommandError(error.message) : error
  }
}

/** @throws {CommandError} no migration begins so, or several do */
export function findMigration(
  loader: MigrationLoader,
  app_label: string,
  name: string,
  missing: (name: string) => string,
): Migration {
  try {
    return loader.get_migration_by_prefix(app_label, name)
  } catch (error) {
    if (error instanceof AmbiguityError) {
      throw new CommandError(
        `More than one migration matches '${name}' in app '${app_label}'. Please be more specific.`,
      )
    }
    throw error instanceof KeyError ? new CommandError(missing(name)) : error
  }
}
