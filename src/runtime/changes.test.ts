import initSqlJs from 'sql.js'
import { expect, test } from 'vitest'
import { parseChanges } from '../protocol/database-answers.ts'
import { changesBetween } from './changes.ts'
import { SqlJsDatabase } from './database.ts'
import { Keeper } from './keeper.ts'

const SQL = await initSqlJs()
const open = (bytes: Uint8Array | null) => SqlJsDatabase.open(SQL, bytes)

/** Runs `sql` on a small database. @returns what is told of it; null: nothing was written */
function changesBy(...sql: string[]) {
  const database = open(null)
  database.execute('CREATE TABLE post (id integer PRIMARY KEY, title text UNIQUE, likes integer)')
  database.execute("INSERT INTO post VALUES (1, 'a', 0), (2, 'b', 5), (3, 'c', 9)")
  const keeper = new Keeper(database)
  for (const one of sql) database.execute(one)
  const pending = keeper.save(true)
  return pending === null ? null : parseChanges(changesBetween(pending, open))
}

test('rows are told before and after', () => {
  const changes = changesBy(
    "INSERT INTO post VALUES (4, 'd', 0)",
    'UPDATE post SET likes = 6 WHERE id = 2',
    'DELETE FROM post WHERE id = 3',
  )

  expect(changes).toMatchObject([
    { table: 'post', inserted: 1, updated: 1, deleted: 1, structure: 'same', isCounted: false },
  ])
  const texts = changes![0]!.rows.map(({ row, before, after }) => [
    row,
    before?.map(({ text }) => text) ?? null,
    after?.map(({ text }) => text) ?? null,
  ])
  expect(texts).toEqual([
    ['2', ['2', 'b', '5'], ['2', 'b', '6']],
    ['3', ['3', 'c', '9'], null],
    ['4', null, ['4', 'd', '0']],
  ])
})

test('reading is no change, and what was rolled back is none either', () => {
  expect(changesBy('SELECT * FROM post')).toBeNull()
  expect(changesBy('BEGIN', 'DELETE FROM post WHERE id = 1', 'ROLLBACK')).toEqual([])
  expect(changesBy('UPDATE post SET likes = 5 WHERE id = 2')).toEqual([])
})

test('a script that only reads is no change, one that makes a table is', () => {
  const database = open(null)
  const keeper = new Keeper(database)
  const run = (sql: string) => database.script(sql, (one) => one.next())

  run('SELECT 1; PRAGMA foreign_keys')
  expect(keeper.save(true)).toBeNull()

  run('CREATE TABLE tag (name text)')
  expect(keeper.save(true)).not.toBeNull()
})

test('a transaction that nobody ended is rolled back', () => {
  expect(changesBy('BEGIN', 'DELETE FROM post WHERE id = 1')).toEqual([])
})

test('DELETE without WHERE, of which SQLite tells no rows, is told row by row', () => {
  expect(changesBy('DELETE FROM post')).toMatchObject([
    { deleted: 3, isCounted: false, rows: [{}, {}, {}] },
  ])
})

test('a row that REPLACE pushes out is told', () => {
  expect(changesBy("INSERT OR REPLACE INTO post VALUES (7, 'a', 1)")).toMatchObject([
    { inserted: 1, deleted: 1 },
  ])
})

test('tables that are made, changed or dropped are told', () => {
  expect(
    changesBy('CREATE TABLE tag (name text)', 'ALTER TABLE post ADD COLUMN body text'),
  ).toMatchObject([
    { table: 'post', structure: 'altered' },
    { table: 'tag', structure: 'created' },
  ])
  expect(changesBy('DROP TABLE post')).toMatchObject([{ structure: 'dropped', deleted: 3 }])
})

test('of very many rows fifty are shown and all are counted', () => {
  const rows = (count: number) =>
    `WITH RECURSIVE n(i) AS (SELECT 10 UNION ALL SELECT i + 1 FROM n LIMIT ${count}) INSERT INTO post SELECT i, i, 0 FROM n`

  const [some] = changesBy(rows(300))!
  expect(some).toMatchObject({ inserted: 300, isCounted: false })
  expect(some!.rows).toHaveLength(50)
  expect(changesBy(rows(20_000))).toMatchObject([{ inserted: 20_000, isCounted: true, rows: [] }])
})
