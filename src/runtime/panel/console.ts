/**
 * Runs what a person wrote in the console, statement by statement, on the live database. A result is read up to a cap,
 * so that a SELECT without an end has one; whatever else does not end is for the watchdog.
 */
import {
  CONSOLE_ROWS,
  type Cell,
  type RunResult,
  type StatementResult,
} from '../../protocol/database-answers.ts'
import type { SqlJsDatabase } from '../database.ts'
import { cellOf } from './cells.ts'
import { refusedBy } from './rows.ts'

/** Statements told of; the others run all the same. */
const MAX_STATEMENTS = 1_000
/** Values of one run that are sent to the page. */
const MAX_CELLS = 100_000

/** @param now  microseconds */
export function runScript(database: SqlJsDatabase, sql: string, now: () => number): RunResult {
  const statements: StatementResult[] = []
  let cellsLeft = MAX_CELLS
  const isRolledBack = database.script(sql, (one) => {
    const begin = now()
    const rows: Cell[][] = []
    let isCut = false
    let refused: StatementResult['refused'] = null
    let isDone = false
    try {
      for (;;) {
        const row = one.next()
        isDone = row === null
        if (row === null) break
        isCut = rows.length === CONSOLE_ROWS || cellsLeft < row.length
        if (isCut) break
        cellsLeft -= row.length
        rows.push(row.map(cellOf))
      }
    } catch (error) {
      refused = refusedBy(error)
    }
    const text = one.sql.trim()
    const isChange = /^(?:--.*\n|\/\*[\s\S]*?\*\/|\s)*(?:INSERT|UPDATE|DELETE|REPLACE)\b/i.test(
      text,
    )
    if (statements.length === MAX_STATEMENTS) return
    statements.push({
      sql: text,
      columns: [...one.columns],
      rows,
      isCut,
      changed: refused === null && isDone && isChange ? one.changed() : null,
      durationUs: now() - begin,
      refused,
    })
  })
  return { statements, isRolledBack }
}
