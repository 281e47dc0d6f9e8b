import initSqlJs from 'sql.js'
import { expect, test } from 'vitest'
import {
  parseFileReport,
  parseRows,
  parseRun,
  parseSchema,
  parseWritten,
} from '../../protocol/database-answers.ts'
import type { DatabaseQuestion } from '../../protocol/database-questions.ts'
import { SqlJsDatabase } from '../database.ts'
import { answerAboutDatabase } from './answers.ts'

const SQL = await initSqlJs()
const open = (bytes: Uint8Array | null) => SqlJsDatabase.open(SQL, bytes)

function shop() {
  const database = open(null)
  database.script(
    `CREATE TABLE maker (id integer PRIMARY KEY, name varchar(50) NOT NULL UNIQUE);
     CREATE TABLE tool (id integer PRIMARY KEY, name text, price real, maker_id integer NOT NULL
       REFERENCES maker (id) DEFERRABLE INITIALLY DEFERRED, CHECK (price >= 0));
     CREATE INDEX tool_name ON tool (name);
     CREATE VIEW cheap AS SELECT * FROM tool WHERE price < 5;
     INSERT INTO maker VALUES (1, 'Ada'), (2, 'Grace');
     INSERT INTO tool VALUES (1, 'saw', 3.0, 1), (2, NULL, 12.5, 2), (3, 'axe', 4, 1)`,
    (one) => one.next(),
  )
  let clock = 0
  const ask = (question: DatabaseQuestion) =>
    answerAboutDatabase(question, {
      database,
      files: {},
      open,
      monotonic: () => (clock += 7),
    })
  return { database, ask }
}

const run = (ask: (question: DatabaseQuestion) => unknown, sql: string) =>
  parseRun(ask({ ask: 'run', sql }))!

test('the schema tells columns, keys, indexes and how many rows there are', () => {
  const { ask } = shop()

  const { tables } = parseSchema(ask({ ask: 'schema' }))!

  expect(tables.map(({ name, kind, rows }) => [name, kind, rows])).toEqual([
    ['cheap', 'view', 2],
    ['maker', 'table', 2],
    ['tool', 'table', 3],
  ])
  const tool = tables[2]!
  expect(tool.columns[3]).toMatchObject({ name: 'maker_id', type: 'INTEGER', isRequired: true })
  expect(tool.foreignKeys).toEqual([
    { columns: ['maker_id'], table: 'maker', references: ['id'], onDelete: 'NO ACTION' },
  ])
  expect(tool.indexes).toMatchObject([{ name: 'tool_name', isUnique: false, columns: ['name'] }])
  expect(tables[0]!.isEditable).toBe(false)
})

test('a page of rows is sorted, and tells the type of every value', () => {
  const { ask } = shop()
  const question = { ask: 'rows', table: 'tool', offset: 1, limit: 2 } as const

  const { rows, total, columns } = parseRows(
    ask({ ...question, order: { column: 'price', isDescending: true } }),
  )!

  expect(columns).toEqual(['id', 'name', 'price', 'maker_id'])
  expect(total).toBe(3)
  expect(rows.map(({ row }) => row)).toEqual(['3', '1'])
  expect(rows[1]!.cells.map(({ type, text }) => [type, text])).toEqual([
    ['integer', '1'],
    ['text', 'saw'],
    ['real', '3.0'],
    ['integer', '1'],
  ])
})

test('a long value is cut and tells its length, and can be asked for whole', () => {
  const { ask, database } = shop()
  database.execute('UPDATE tool SET name = ? WHERE id = 1', ['x'.repeat(3000)])

  const page = parseRows(ask({ ask: 'rows', table: 'tool', offset: 0, limit: 1, order: null }))!

  expect(page.rows[0]!.cells[1]).toMatchObject({ length: 3000, text: 'x'.repeat(500) })
  expect(ask({ ask: 'cell', table: 'tool', row: '1', column: 'name' })).toEqual({
    text: 'x'.repeat(3000),
  })
})

test('an edit keeps the type that was chosen, whatever the text looks like', () => {
  const { ask, database } = shop()
  const edit = (value: Extract<DatabaseQuestion, { ask: 'update' }>['value']) =>
    parseWritten(ask({ ask: 'update', table: 'tool', row: '1', column: 'name', value }))!

  edit({ type: 'text', text: "007'; DROP TABLE tool; --" })
  expect(database.execute('SELECT name FROM tool WHERE id = 1').rows).toEqual([
    ["007'; DROP TABLE tool; --"],
  ])

  edit({ type: 'null' })
  expect(database.execute('SELECT typeof(name) FROM tool WHERE id = 1').rows).toEqual([['null']])
})

test('integers of 64 bits keep every digit', () => {
  const { ask, database } = shop()
  const value = { type: 'integer', text: '9007199254740993' } as const

  ask({ ask: 'insert', table: 'maker', values: { id: value, name: { type: 'text', text: 'E' } } })

  expect(database.exact('SELECT id FROM maker WHERE name = ?', ['E']).rows).toEqual([
    [9007199254740993n],
  ])
})

test('what the database refuses is told in its own words, and nothing is changed', () => {
  const { ask, database } = shop()

  const twice = parseWritten(
    ask({
      ask: 'update',
      table: 'maker',
      row: '1',
      column: 'name',
      value: { type: 'text', text: 'Grace' },
    }),
  )
  const used = parseWritten(ask({ ask: 'delete', table: 'maker', row: '1' }))

  expect(twice?.refused).toEqual({
    className: 'IntegrityError',
    message: 'UNIQUE constraint failed: maker.name',
  })
  expect(used?.refused?.message).toBe('FOREIGN KEY constraint failed')
  expect(database.execute('SELECT name FROM maker ORDER BY id').rows).toEqual([['Ada'], ['Grace']])
})

test('a row that is added gets its defaults, and its id is told', () => {
  const { ask } = shop()

  const added = parseWritten(
    ask({ ask: 'insert', table: 'maker', values: { name: { type: 'text', text: 'Edith' } } }),
  )

  expect(added).toEqual({ refused: null, rows: 1, row: '3' })
})

test('the console runs statement by statement and ends at the one that is wrong', () => {
  const { ask, database } = shop()

  const { statements } = run(
    ask,
    'UPDATE tool SET price = 1; SELECT id FROM tool -- all\n; SELEC 1; DELETE FROM tool',
  )

  expect(statements).toMatchObject([
    { sql: 'UPDATE tool SET price = 1;', changed: 3, refused: null },
    { columns: ['id'], changed: null, isCut: false, durationUs: 7 },
    { sql: 'SELEC 1; DELETE FROM tool', refused: { message: 'near "SELEC": syntax error' } },
  ])
  expect(statements[1]!.rows).toHaveLength(3)
  expect(database.execute('SELECT count(*) FROM tool').rows).toEqual([[3]])
})

test('a result without an end is cut, and says so', () => {
  const { ask } = shop()

  const { statements } = run(
    ask,
    'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n',
  )

  expect(statements[0]).toMatchObject({ isCut: true })
  expect(statements[0]!.rows).toHaveLength(500)
})

test('a transaction that is left open is rolled back, and a PRAGMA does not outlive the run', () => {
  const { ask, database } = shop()

  expect(run(ask, 'PRAGMA foreign_keys = off; BEGIN; DELETE FROM tool').isRolledBack).toBe(true)

  expect(database.execute('SELECT count(*) FROM tool').rows).toEqual([[3]])
  expect(database.execute('PRAGMA foreign_keys').rows).toEqual([[1]])
})

test('a file is checked before it takes the place of the database', () => {
  const { ask, database } = shop()
  const check = (bytes: Uint8Array) =>
    parseFileReport(ask({ ask: 'check', bytes: bytes.slice().buffer }))!
  const whole = database.export()

  expect(check(whole)).toMatchObject({ problem: null, tables: 2, rows: 5 })
  expect(check(new TextEncoder().encode('id,name\n1,Ada\n')).problem).toMatch(/no SQLite database/)
  expect(check(new Uint8Array()).problem).toBe('The file is empty.')
  expect(check(whole.slice(0, 4096)).problem).toMatch(/cut off/)
  const scrambled = whole.slice()
  scrambled.fill(0xaa, 4096, 8192)
  expect(check(scrambled).problem).toMatch(/SQLite says/)
})
