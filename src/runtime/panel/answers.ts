/** The database panel's questions, answered on the live database. Between requests, so no transaction is open. */
import { assertUnreachable } from '../../base/assert.ts'
import type { DatabaseQuestion } from '../../protocol/database-questions.ts'
import type { SqlJsDatabase } from '../database.ts'
import { runScript } from './console.ts'
import { checkFile } from './file.ts'
import type { Files } from './models.ts'
import { insert, remove, rowsOf, update, wholeCell } from './rows.ts'
import { schemaOf } from './schema.ts'

export interface PanelPorts {
  readonly database: SqlJsDatabase
  readonly files: Files
  /** Opens a second database beside the live one. */
  open(bytes: Uint8Array): SqlJsDatabase
  /** Microseconds. */
  monotonic(): number
}

/** @throws what the database says of a table that is gone meanwhile */
export function answerAboutDatabase(question: DatabaseQuestion, ports: PanelPorts): unknown {
  const { database, files } = ports
  switch (question.ask) {
    case 'schema':
      return schemaOf(database, files)
    case 'rows':
      return rowsOf(database, question)
    case 'cell':
      return wholeCell(database, question)
    case 'update':
      return update(database, question)
    case 'insert':
      return insert(database, question)
    case 'delete':
      return remove(database, question)
    case 'run':
      return runScript(database, question.sql, () => ports.monotonic())
    case 'check':
      return checkFile(
        new Uint8Array(question.bytes),
        database,
        (bytes) => ports.open(bytes),
        files,
      )
    default:
      return assertUnreachable(question)
  }
}
