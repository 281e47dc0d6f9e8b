/**
 * Whether a file can take the place of the database. It is opened beside the live one, checked by SQLite itself, and
 * compared with the tables that the models have now; nothing of it is kept.
 */
import type { FileReport } from '../../protocol/database-answers.ts'
import type { SqlJsDatabase } from '../database.ts'
import { modelOfTable, type Files } from './models.ts'
import { columnsOf, countOf } from './schema.ts'

/** Every file begins with these 16 bytes, the last one is 0 (sqlite.org/fileformat). */
const MAGIC = 'SQLite format 3'
const HEADER_BYTES = 100
const MAX_DIFFERENCES = 50

export function checkFile(
  bytes: Uint8Array,
  live: SqlJsDatabase,
  open: (bytes: Uint8Array) => SqlJsDatabase,
  files: Files,
): FileReport {
  const problem = headerProblem(bytes)
  if (problem !== null) return refuse(problem)
  let other: SqlJsDatabase | null = null
  try {
    other = open(bytes)
    const verdicts = other.exact('PRAGMA quick_check(3)').rows.map(([verdict]) => String(verdict))
    if (verdicts[0] !== 'ok') return refuse(`SQLite says: ${verdicts.join(' · ')}`)
    const tables = namesOf(other)
    return {
      problem: null,
      tables: tables.length,
      rows: tables.reduce((sum, table) => sum + countOf(other!, table), 0),
      differences: differences(live, other, files).slice(0, MAX_DIFFERENCES),
    }
  } catch (error) {
    return refuse(`SQLite says: ${error instanceof Error ? error.message : String(error)}`)
  } finally {
    other?.close()
  }
}

const refuse = (problem: string): FileReport => ({ problem, tables: 0, rows: 0, differences: [] })

function headerProblem(bytes: Uint8Array): string | null {
  if (bytes.length === 0) return 'The file is empty.'
  const magic = String.fromCharCode(...bytes.subarray(0, MAGIC.length))
  if (magic !== MAGIC || bytes[MAGIC.length] !== 0)
    return `It is no SQLite database: such a file begins with “${MAGIC}”.`
  if (bytes.length < HEADER_BYTES) return 'It ends before its header does.'
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  // 1 stands for 65,536
  const pageBytes = view.getUint16(16) === 1 ? 65_536 : view.getUint16(16)
  const pages = view.getUint32(28)
  if (pages > 0 && bytes.length < pages * pageBytes)
    return `It is cut off: its header tells of ${pages} pages of ${pageBytes} bytes, and there are ${bytes.length} bytes.`
  return null
}

function namesOf(database: SqlJsDatabase): string[] {
  return database
    .exact(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name",
    )
    .rows.map(([name]) => String(name))
}

/** One sentence for each table that is not as the models want it. */
function differences(live: SqlJsDatabase, other: SqlJsDatabase, files: Files): string[] {
  const modelOf = modelOfTable(files)
  const [wanted, found] = [namesOf(live), namesOf(other)]
  const told: string[] = []
  for (const table of wanted) {
    const model = modelOf(table)
    if (model === null) continue
    if (!found.includes(table)) {
      told.push(`${table}, the table of ${model.label}, is not in the file.`)
      continue
    }
    const names = (database: SqlJsDatabase) => columnsOf(database, table).map(({ name }) => name)
    const [mine, theirs] = [names(live), names(other)]
    const missing = mine.filter((name) => !theirs.includes(name))
    const extra = theirs.filter((name) => !mine.includes(name))
    if (missing.length > 0)
      told.push(`${table} lacks ${missing.join(', ')}, which ${model.label} has.`)
    if (extra.length > 0)
      told.push(`${table} has ${extra.join(', ')}, of which ${model.label} knows nothing.`)
  }
  for (const table of found) {
    if (!wanted.includes(table)) told.push(`${table} is of no model of this project.`)
  }
  return told
}
