/** What a database's refusal means for this row, from the schema: the message itself names at most a column. */
import type { Refused, Table } from '../../../protocol/database-answers.ts'

export interface Explained {
  /** In the database's words, with the class that Django raises. */
  readonly message: string
  /** What it means here; null: the message says it all. */
  readonly meaning: string | null
  /** The column it is about; null: the row. */
  readonly column: string | null
}

/**
 * @param column  the one that was written; null: a whole row was
 * @param isDelete  the row was to go
 */
export function explain(
  { className, message }: Refused,
  table: Table,
  tables: readonly Table[],
  column: string | null,
  isDelete = false,
): Explained {
  const [, kind, named] = /^(\w+(?: \w+)?) constraint failed(?:: (.+))?$/.exec(message) ?? []
  const columns = named?.split(', ').map((one) => one.slice(one.lastIndexOf('.') + 1)) ?? []
  const first = columns[0] ?? column
  const explained = (meaning: string | null): Explained => ({
    message: `${className}: ${message}`,
    meaning,
    column: kind === 'CHECK' || kind === 'FOREIGN KEY' ? column : first,
  })
  switch (kind) {
    case 'NOT NULL':
      return explained(`${first ?? 'The column'} must have a value: it cannot be NULL.`)
    case 'UNIQUE':
      return explained(
        columns.length > 1
          ? `Another row has the same ${columns.join(' and ')} together.`
          : `Another row has this ${first ?? 'value'} already.`,
      )
    case 'CHECK':
      return explained(
        'The table’s own rule says no: it stands in the CREATE statement, after CHECK.',
      )
    case 'FOREIGN KEY':
      return explained(isDelete ? pointedAt(table, tables) : pointsNowhere(table, column))
    default:
      return explained(null)
  }
}

function pointsNowhere(table: Table, column: string | null): string {
  const keys = table.foreignKeys.filter(
    ({ columns }) => column === null || columns.includes(column),
  )
  const targets = keys.map(
    (key) =>
      `${key.columns.join(', ')} must be the ${key.references.join(', ') || 'key'} of a row of ${key.table}`,
  )
  return targets.length === 0
    ? 'A row of another table refers to this one.'
    : `There is no such row: ${targets.join('; ')}.`
}

function pointedAt(table: Table, tables: readonly Table[]): string {
  const from = tables.flatMap((other) =>
    other.foreignKeys
      .filter((key) => key.table === table.name)
      .map((key) => `${other.name}.${key.columns.join(', ')}`),
  )
  return `Other rows refer to this one, and would point nowhere: look at ${from.join(', ')}. Django deletes or empties them itself (on_delete), SQL does not.`
}
