/**
 * A page of rows as a grid: arrow keys move, Enter edits, the head sorts. One cell is in the order of the Tab key, so
 * that a table of many columns is one stop.
 */
import { ArrowDown, ArrowUp } from 'lucide-react'
import { useRef, useState, type KeyboardEvent } from 'react'
import type { Rows, Table } from '../../../protocol/database-answers.ts'
import { CellEditor } from './CellEditor.tsx'
import { CellText } from './CellText.tsx'
import styles from './Database.module.css'
import rowStyles from './Rows.module.css'
import type { Order } from './panel-state.ts'

interface GridProps {
  readonly table: Table
  readonly tables: readonly Table[]
  readonly page: Rows
  readonly offset: number
  readonly order: Order | null
  readonly onSort: (column: string) => void
  readonly onPage: (by: -1 | 1) => void
  /** The focus went into this row. */
  readonly onRow: (row: string | null) => void
}

/** `row` -1 is the head. */
interface Place {
  readonly row: number
  readonly column: number
}

export function Grid({ table, tables, page, offset, order, onSort, onPage, onRow }: GridProps) {
  const grid = useRef<HTMLDivElement>(null)
  const [place, setPlace] = useState<Place>({ row: 0, column: 0 })
  const [editing, setEditing] = useState<Place | null>(null)
  /** A second press on the cell that has the focus edits it, as a double click does. */
  const hadFocus = useRef(false)
  const { columns, rows } = page
  const lastColumn = columns.length - 1
  const here = {
    row: Math.min(place.row, rows.length - 1),
    column: Math.min(place.column, lastColumn),
  }

  function go(row: number, column: number) {
    const next = {
      row: Math.max(-1, Math.min(row, rows.length - 1)),
      column: Math.max(0, Math.min(column, lastColumn)),
    }
    setPlace(next)
    focusAt(grid.current, next)
  }

  function onKeyDown(event: KeyboardEvent) {
    if (editing !== null) return
    const { row, column } = here
    const mod = event.ctrlKey || event.metaKey
    const moves: Readonly<Record<string, () => void>> = {
      ArrowRight: () => go(row, column + 1),
      ArrowLeft: () => go(row, column - 1),
      ArrowDown: () => go(row + 1, column),
      ArrowUp: () => go(row - 1, column),
      Home: () => go(mod ? 0 : row, 0),
      End: () => go(mod ? rows.length - 1 : row, lastColumn),
      PageDown: () => onPage(1),
      PageUp: () => onPage(-1),
      ...(row >= 0 ? { Enter: () => edit(here), F2: () => edit(here) } : {}),
    }
    const move = moves[event.key]
    if (move === undefined) return
    event.preventDefault()
    move()
  }

  function edit(at: Place) {
    if (canEdit(table, columns[at.column])) setEditing(at)
  }

  const isAt = (row: number, column: number) => here.row === row && here.column === column
  return (
    <div className={styles.scroll}>
      <div
        ref={grid}
        role="grid"
        aria-label={`Rows of ${table.name}`}
        aria-rowcount={page.total + 1}
        aria-colcount={columns.length}
        aria-readonly={!table.isEditable}
        className={rowStyles.grid}
        onKeyDown={onKeyDown}
      >
        <div role="rowgroup" className={rowStyles.rowgroup}>
          <div role="row" className={rowStyles.row} aria-rowindex={1}>
            {columns.map((name, column) => (
              <div
                key={name}
                role="columnheader"
                className={rowStyles.headCell}
                aria-sort={
                  order?.column !== name ? 'none' : order.isDescending ? 'descending' : 'ascending'
                }
              >
                <button
                  type="button"
                  className={rowStyles.sort}
                  tabIndex={isAt(-1, column) ? 0 : -1}
                  data-at={`-1/${column}`}
                  onFocus={() => setPlace({ row: -1, column })}
                  onClick={() => onSort(name)}
                >
                  {name}
                  <SortMark order={order} column={name} />
                </button>
              </div>
            ))}
          </div>
        </div>
        <div role="rowgroup" className={rowStyles.rowgroup}>
          {rows.map(({ row: rowid, cells }, row) => (
            <div
              role="row"
              className={rowStyles.row}
              key={rowid ?? row}
              aria-rowindex={offset + row + 2}
              data-current={(here.row === row && rowid !== null) || undefined}
            >
              {cells.map((cell, column) => (
                <div
                  key={columns[column]}
                  role="gridcell"
                  className={rowStyles.cell}
                  tabIndex={isAt(row, column) ? 0 : -1}
                  data-at={`${row}/${column}`}
                  data-type={cell.type}
                  onFocus={(event) => {
                    if (event.target !== event.currentTarget) return
                    setPlace({ row, column })
                    onRow(rowid)
                  }}
                  onPointerDown={(event) => {
                    hadFocus.current = document.activeElement === event.currentTarget
                  }}
                  onClick={() => {
                    if (hadFocus.current) edit({ row, column })
                  }}
                  onDoubleClick={() => edit({ row, column })}
                >
                  <CellText cell={cell} />
                  {editing?.row === row && editing.column === column && rowid !== null ? (
                    <CellEditor
                      table={table}
                      tables={tables}
                      row={rowid}
                      column={columns[column] ?? ''}
                      cell={cell}
                      onClose={() => {
                        setEditing(null)
                        focusAt(grid.current, { row, column })
                      }}
                    />
                  ) : null}
                </div>
              ))}
            </div>
          ))}
        </div>
      </div>
    </div>
  )
}

function SortMark({ order, column }: { readonly order: Order | null; readonly column: string }) {
  if (order?.column !== column) return null
  const Icon = order.isDescending ? ArrowDown : ArrowUp
  return <Icon size={12} aria-hidden="true" />
}

function focusAt(grid: HTMLElement | null, { row, column }: Place): void {
  grid?.querySelector<HTMLElement>(`[data-at="${row}/${column}"]`)?.focus()
}

function canEdit(table: Table, name: string | undefined): boolean {
  const column = table.columns.find((one) => one.name === name)
  return table.isEditable && column !== undefined && !column.isGenerated
}
