/**
 * `flush`: takes all rows out of the tables and counts from 1 again.
 *
 * Django: django/core/management/commands/flush.py
 */
import { apps } from '../../../apps/registry.ts'
import { tablesOf } from '../../../db/backends/sqlite3/introspection.ts'
import { connection } from '../../../db/connection.ts'
import type { ModelClass } from '../../../db/models/declared.ts'
import { BaseCommand, CommandError, type CommandOptions } from '../base.ts'

export class Flush extends BaseCommand {
  override handle({ interactive }: CommandOptions): void {
    if (interactive === true) {
      const error = new CommandError('Flush cancelled.')
      const hint =
        'Nobody can be asked here. Pass { interactive: false } to flush without a question.'
      error.teaching = { id: 'management.interactive', hint }
      throw error
    }
    const there = tablesOf(connection)
    const tables: string[] = apps
      .get_models({ include_auto_created: true })
      .filter(({ _meta }: ModelClass) => _meta.can_migrate())
      .map(({ _meta }: ModelClass) => _meta.db_table)
    connection.disable_constraint_checking()
    try {
      const cursor = connection.cursor()
      for (const table of new Set(tables)) {
        if (!there.includes(table)) continue
        cursor.execute(`DELETE FROM "${table}"`)
        cursor.execute('UPDATE "sqlite_sequence" SET "seq" = 0 WHERE "name" = %s', [table])
      }
    } finally {
      connection.enable_constraint_checking()
    }
  }
}
