/** The rows of one table, a page at a time: sorted by a column, edited in place, added and deleted. */
import { ChevronLeft, ChevronRight, Plus, Trash2 } from 'lucide-react'
import { useEffect, useState } from 'react'
import { plural } from '../../../insight/format.ts'
import { parseRows, parseWritten, type Table } from '../../../protocol/database-answers.ts'
import { Button, IconButton } from '../../kit/Button.tsx'
import { askDatabase, useAnswer } from './ask.ts'
import type { ViewProps } from './Database.tsx'
import styles from './Database.module.css'
import rowStyles from './Rows.module.css'
import { explain } from './explain.ts'
import { Grid } from './Grid.tsx'
import { lastOffset, usePanel } from './panel-state.ts'
import { RowForm } from './RowForm.tsx'

const PAGE = 50

export function RowsView({ schema }: ViewProps) {
  const chosen = usePanel((panel) => panel.table)
  const openTable = usePanel((panel) => panel.openTable)
  const { tables } = schema
  // the largest of the project's own tables teaches most
  const first = [...tables].filter(isOwn).sort((a, b) => b.rows - a.rows)[0] ?? tables[0]
  const table = tables.find(({ name }) => name === chosen) ?? first
  if (table === undefined) {
    return (
      <p className={styles.empty}>
        This database has no tables. A class in models.ts that extends models.Model makes one.
      </p>
    )
  }
  return (
    <OfTable
      key={table.name}
      table={table}
      tables={tables}
      select={
        <label className={styles.select}>
          <span className={styles.hidden}>Table</span>
          <select value={table.name} onChange={(event) => openTable(event.currentTarget.value)}>
            {tables.map(({ name, rows }) => (
              <option key={name} value={name}>
                {name} ({rows})
              </option>
            ))}
          </select>
        </label>
      }
    />
  )
}

const isOwn = (table: Table): boolean => table.model?.where != null

interface OfTableProps {
  readonly table: Table
  readonly tables: readonly Table[]
  readonly select: React.ReactNode
}

function OfTable({ table, tables, select }: OfTableProps) {
  const { offset, order, set } = usePanel()
  const [isAdding, setAdding] = useState(false)
  /** The row in which the focus was last. */
  const [current, setCurrent] = useState<string | null>(null)
  const asked = useAnswer({ ask: 'rows', table: table.name, offset, limit: PAGE, order }, parseRows)
  const page = asked?.kind === 'answer' ? asked.value : null
  const total = page?.total ?? table.rows
  useEffect(() => {
    if (page !== null && offset > lastOffset(page.total, PAGE))
      set({ offset: lastOffset(page.total, PAGE) })
  }, [page, offset, set])

  async function remove(row: string) {
    const told = await askDatabase({ ask: 'delete', table: table.name, row }, parseWritten)
    if (told.kind !== 'answer') return
    const { refused } = told.value
    if (refused === null) return setCurrent(null)
    const { message, meaning } = explain(refused, table, tables, null, true)
    set({ notice: { text: `${message}. ${meaning ?? ''}`, isProblem: true } })
  }

  const to = Math.min(offset + PAGE, total)
  const isThere = page?.rows.some(({ row }) => row === current) ?? false
  return (
    <div className={styles.view}>
      <div className={rowStyles.bar}>
        {select}
        {table.isEditable ? (
          <>
            <Button onPress={() => setAdding(!isAdding)}>
              <Plus size={14} aria-hidden="true" />
              Add row
            </Button>
            <IconButton
              label={isThere ? `Delete row ${current}` : 'Delete row: choose one first'}
              icon={<Trash2 size={16} />}
              isDisabled={!isThere}
              onPress={() => {
                if (current !== null) void remove(current)
              }}
            />
          </>
        ) : (
          <span className={styles.muted}>
            {table.kind === 'view' ? 'A view: read only' : 'Without rowid: change it by SQL'}
          </span>
        )}
        <span className={rowStyles.pager}>
          <span className={rowStyles.count}>
            {total === 0 ? plural(0, 'row') : `${offset + 1}–${to} of ${total}`}
          </span>
          <IconButton
            label="Previous rows"
            icon={<ChevronLeft size={16} />}
            isDisabled={offset === 0}
            onPress={() => set({ offset: Math.max(0, offset - PAGE) })}
          />
          <IconButton
            label="Next rows"
            icon={<ChevronRight size={16} />}
            isDisabled={to >= total}
            onPress={() => set({ offset: offset + PAGE })}
          />
        </span>
      </div>
      {isAdding ? <RowForm table={table} tables={tables} onClose={() => setAdding(false)} /> : null}
      {page === null ? null : page.total === 0 ? (
        <p className={styles.empty}>No rows yet. {teach(table)}</p>
      ) : (
        <Grid
          table={table}
          tables={tables}
          page={page}
          offset={offset}
          order={order}
          onSort={(column) =>
            set({
              offset: 0,
              order: { column, isDescending: order?.column === column && !order.isDescending },
            })
          }
          onPage={(by) => {
            const next = offset + by * PAGE
            if (next >= 0 && next < total) set({ offset: next })
          }}
          onRow={setCurrent}
        />
      )}
      {table.isEditable && total > 0 ? (
        <p className={rowStyles.help}>Enter or a second click edits a cell.</p>
      ) : null}
    </div>
  )
}

function teach(table: Table): string {
  if (table.kind === 'view') return 'A view shows what its SELECT finds.'
  const model = table.model?.label.split('.')[1]
  return model === undefined
    ? 'INSERT INTO in the SQL tab adds one.'
    : `${model}.objects.create({ … }) in a view adds one, or Add row here.`
}
