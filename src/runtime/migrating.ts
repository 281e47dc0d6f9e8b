/**
 * What starting a project does otherwise once an app has migrations. The part that can apply them is loaded only for
 * such a project, and enters itself here.
 */
import type { AppConfig } from '../framework/apps/index.ts'

export interface Migrating {
  /** Brings the database to the newest migrations; tables that are there already count as made. */
  migrate(): void
}

export const migrating: { part: Migrating | null } = { part: null }

/** Apps with a `migrations` folder: their tables follow the migrations, not the models. */
export function migratedApps(
  files: Readonly<Record<string, unknown>>,
  configs: readonly AppConfig[],
): AppConfig[] {
  return configs.filter(({ name }) => {
    const folder = `${name.replaceAll('.', '/')}/migrations/`
    return Object.keys(files).some((path) => path.startsWith(folder) && /\.[jt]s$/.test(path))
  })
}

const NOT_THERE = /^no such (?:column|table): |^table .+ has no column named /

/** A model that is ahead of its migrations shows as a column or table that is not there. */
export function hintForMigrated(labels: readonly string[]): (message: string) => string | null {
  return (message) => {
    if (!NOT_THERE.test(message)) return null
    const label = labels.find((one) => message.includes(`${one}_`)) ?? labels[0]
    return `The tables of ${label} change only by migrations, and one is waiting: open Migrations to write and apply it, as makemigrations and migrate do.`
  }
}
