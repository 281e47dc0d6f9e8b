/** What a person types for a cell, and the type it is kept as. */
import * as v from 'valibot'
import type { Cell, Column } from '../../../protocol/database-answers.ts'
import { inputSchema, type Input } from '../../../protocol/database-questions.ts'

export const KINDS = ['text', 'integer', 'real', 'null'] as const
export type Kind = (typeof KINDS)[number]

export const KIND_NAMES: Readonly<Record<Kind, string>> = {
  text: 'Text',
  integer: 'Integer',
  real: 'Real',
  null: 'NULL',
}

/** The type that stands there; of NULL, the one that the column is declared for. */
export function kindFor(cell: Cell | null, column: Column): Kind {
  if (cell !== null && cell.type !== 'null' && cell.type !== 'blob') return cell.type
  // SQLite's own rules of affinity (sqlite.org/datatype3, 3.1)
  if (/INT|BOOL/i.test(column.type)) return 'integer'
  return /REAL|FLOA|DOUB|DECIMAL|NUMERIC/i.test(column.type) ? 'real' : 'text'
}

/** @returns the value, or why the text is none of that type */
export function inputOf(kind: Kind, text: string): Input | { readonly problem: string } {
  const input =
    kind === 'null' ? { type: kind } : { type: kind, text: kind === 'text' ? text : text.trim() }
  const result = v.safeParse(inputSchema, input)
  if (result.success) return result.output
  if (kind === 'text') return { problem: 'This text is too long.' }
  const wanted = kind === 'integer' ? 'a whole number' : 'a number'
  return { problem: `“${text}” is not ${wanted}. Choose Text to keep it as text.` }
}
