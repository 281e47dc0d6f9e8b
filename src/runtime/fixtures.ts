/**
 * Rows that a new database starts with: every `<app>/fixtures/*.json` of the project, app by app in the order of
 * INSTALLED_APPS. A fixture that cannot be loaded is a problem of the project, with its file named.
 */
import type { AppConfig } from '../framework/apps/index.ts'
import { loaddata } from '../framework/core/serializers/index.ts'

/** @throws {DeserializationError} and what the database refuses */
export function loadFixtures(
  files: Readonly<Record<string, string>>,
  configs: readonly AppConfig[],
): void {
  for (const config of configs) {
    const folder = `${config.name.replaceAll('.', '/')}/fixtures/`
    const fixtures = Object.keys(files).filter(
      (path) => path.startsWith(folder) && path.endsWith('.json'),
    )
    for (const file of fixtures.sort()) {
      try {
        loaddata(files[file]!)
      } catch (error) {
        throw error instanceof Error ? Object.assign(error, { where: { file, line: 1 } }) : error
      }
    }
  }
}
