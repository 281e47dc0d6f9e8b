/**
 * The database that a project starts with. A new one has its tables from the models and its rows from the fixtures;
 * a snapshot keeps its rows, and its tables are brought to what the models say now. Apps with migrations are brought up
 * by these: a new database always, a snapshot only if somebody says so.
 */
import type { SourceRange } from '../base/source.ts'
import type { AppConfig } from '../framework/apps/index.ts'
import { createCacheTables } from '../framework/core/cache/index.ts'
import {
  emit_post_migrate_signal,
  emit_pre_migrate_signal,
} from '../framework/core/management/sql.ts'
import { create_all_tables } from '../framework/db/backends/sqlite3/schema.ts'
import { sync } from '../framework/db/backends/sqlite3/sync.ts'
import { openConnection } from '../framework/db/connection.ts'
import type { ProjectDatabase } from './database.ts'
import { loadFixtures } from './fixtures.ts'
import { hintForMigrated, migratedApps, migrating } from './migrating.ts'
import { setErrorHints } from './sqljs-driver.ts'

type Files = Readonly<Record<string, string>>

/** @throws {IntegrityError} rows of the snapshot do not fit an edited model; `where` is the field's line */
export function prepareDatabase(
  files: Files,
  configs: readonly AppConfig[],
  open: (bytes: Uint8Array | null) => ProjectDatabase,
  snapshot: Uint8Array | null,
  wantsMigrate: boolean,
): ProjectDatabase {
  const database = open(snapshot)
  const connection = openConnection(database)
  createCacheTables()
  const migrated = migratedApps(files, configs)
  setErrorHints(migrated.length > 0 ? hintForMigrated(migrated.map(({ label }) => label)) : null)
  const models = configs
    .filter((config) => !migrated.includes(config))
    .flatMap((config) => config.get_models() as object[])
  const migrate = () => {
    if (migrated.length > 0) migrating.part?.migrate()
  }
  emit_pre_migrate_signal()
  if (snapshot === null) {
    create_all_tables(connection, models)
    migrate()
    emit_post_migrate_signal()
    loadFixtures(files, configs)
    return database
  }
  try {
    sync(connection, models, tablesOf(migrated))
    if (wantsMigrate) migrate()
  } catch (error) {
    const where = placeOf(error, files)
    throw error instanceof Error && where !== null ? Object.assign(error, { where }) : error
  }
  emit_post_migrate_signal()
  return database
}

/** Tables of apps with migrations, also of models that the code does not have any more. */
function tablesOf(migrated: readonly AppConfig[]): (table: string) => boolean {
  if (migrated.length === 0) return (table) => table === 'django_migrations'
  const named = new Set(
    migrated.flatMap((config) => config.get_models().map(({ _meta }) => String(_meta.db_table))),
  )
  return (table) =>
    table === 'django_migrations' ||
    named.has(table) ||
    migrated.some(({ label }) => table.startsWith(`${label}_`))
}

interface AboutField {
  readonly model?: { readonly _meta: { readonly module: string; readonly object_name: string } }
  readonly field_name?: string | null
}

/** The line of the field that an error of `sync` is about, else of its model. */
function placeOf(error: unknown, files: Files): SourceRange | null {
  const { model, field_name } = error as AboutField
  if (model === undefined) return null
  const { module, object_name } = model._meta
  const path = module.replaceAll('.', '/')
  const file = [`${path}.ts`, `${path}/index.ts`].find((name) => name in files)
  if (file === undefined) return null
  const lines = (files[file] ?? '').split('\n')
  const begin = lines.findIndex((line) => new RegExp(`\\bclass ${object_name}\\b`).test(line))
  if (begin === -1) return null
  const isField = new RegExp(`\\bstatic (?:override )?${field_name ?? ''}\\b`)
  const offset = lines.slice(begin).findIndex((line) => isField.test(line))
  return { file, line: begin + Math.max(offset, 0) + 1 }
}
