/** Values of the database as the panel gets them: as text with SQLite's type, the beginning of long ones. */
import { CELL_BYTES, CELL_TEXT, type Cell } from '../../protocol/database-answers.ts'
import type { DriverValue } from '../../framework/db/backends/base.ts'

/** @param value  read with exact integers: a BigInt is an INTEGER, a number a REAL */
export function cellOf(value: DriverValue): Cell {
  if (value === null) return { type: 'null', text: '', length: 0 }
  if (typeof value === 'bigint') return whole('integer', String(value))
  if (typeof value === 'number') return whole('real', realText(value))
  if (typeof value === 'string')
    return { type: 'text', text: value.slice(0, CELL_TEXT), length: value.length }
  const shown = Array.from(value.subarray(0, CELL_BYTES), (byte) =>
    byte.toString(16).padStart(2, '0'),
  )
  return { type: 'blob', text: shown.join(''), length: value.length }
}

const whole = (type: Cell['type'], text: string): Cell => ({ type, text, length: text.length })

/** As SQLite's own shell prints it: 3.0, not 3. */
function realText(value: number): string {
  if (value === Infinity) return 'Inf'
  if (value === -Infinity) return '-Inf'
  return Number.isInteger(value) && Math.abs(value) < 1e15 ? value.toFixed(1) : String(value)
}

/** A name in SQL. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`
