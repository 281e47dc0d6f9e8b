/** A value of the database as text: NULL and BLOBs told apart from what only looks like them. */
import { plural } from '../../../insight/format.ts'
import { CELL_BYTES, type Cell } from '../../../protocol/database-answers.ts'
import styles from './Database.module.css'

export function CellText({ cell }: { readonly cell: Cell }) {
  const { type, text, length } = cell
  if (type === 'null') return <span className={styles.null}>NULL</span>
  if (type === 'blob') {
    return (
      <span className={styles.null} title={`x'${text}'${length > CELL_BYTES ? ' …' : ''}`}>
        BLOB, {plural(length, 'byte')}
      </span>
    )
  }
  if (type === 'text' && length === 0) return <span className={styles.null}>empty text</span>
  const isCut = text.length < length
  return (
    <span className={styles.text} title={isCut ? `${length} characters` : undefined}>
      {text}
      {isCut ? ' …' : ''}
    </span>
  )
}
