/**
 * The database that a project starts with. A new one has its tables from the models and its rows from the fixtures;
 * a snapshot keeps its rows, and its tables are brought to what the models say now.
 */
import type { AppConfig } from '../framework/apps/index.ts'
import { create_all_tables, sync } from '../framework/db/backends/sqlite3/schema.ts'
import { openConnection } from '../framework/db/connection.ts'
import type { ProjectDatabase } from './database.ts'
import { loadFixtures } from './fixtures.ts'

export function prepareDatabase(
  files: Readonly<Record<string, string>>,
  configs: readonly AppConfig[],
  open: (bytes: Uint8Array | null) => ProjectDatabase,
  snapshot: Uint8Array | null,
): ProjectDatabase {
  const database = open(snapshot)
  const connection = openConnection(database)
  const models = configs.flatMap((config) => config.get_models() as object[])
  if (snapshot === null) {
    create_all_tables(connection, models)
    loadFixtures(files, configs)
  } else sync(connection, models)
  return database
}
