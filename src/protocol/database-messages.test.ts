import { expect, test } from 'vitest'
import { parseAppMessage, parseHostMessage, wrap } from './app-host.ts'
import { parseChanges, parseRows } from './database-answers.ts'
import { parseWorkerMessage } from './host-worker.ts'

/** As it arrives: nothing of it is typed. */
const fromApp = (message: object) => parseAppMessage(wrap(message as never))
const asked = (question: object) =>
  fromApp({ type: 'ask', id: 1, question: { about: 'database', question } })

test('a value that is written names its type, and is text of that type', () => {
  const update = (value: object) =>
    asked({ ask: 'update', table: 'blog_post', row: '24', column: 'title', value })

  expect(update({ type: 'text', text: "'; DROP TABLE blog_post; --" })).not.toBeNull()
  expect(update({ type: 'integer', text: '12' })).not.toBeNull()
  expect(update({ type: 'integer', text: '12; DROP TABLE blog_post' })).toBeNull()
  expect(update({ type: 'real', text: 'Infinity' })).toBeNull()
  expect(update({ type: 'blob', text: '00' })).toBeNull()
})

test('a row is named by the digits of its rowid, and a page has an end', () => {
  const rows = (limit: number) => asked({ ask: 'rows', table: 't', offset: 0, limit, order: null })

  expect(asked({ ask: 'delete', table: 't', row: '-9223372036854775808' })).not.toBeNull()
  expect(asked({ ask: 'delete', table: 't', row: '1 OR 1' })).toBeNull()
  expect(rows(200)).not.toBeNull()
  expect(rows(100_000)).toBeNull()
})

test('a file comes as bytes, and an action is one of those that there are', () => {
  expect(fromApp({ type: 'open-data', id: 1, bytes: new ArrayBuffer(16) })).not.toBeNull()
  expect(fromApp({ type: 'open-data', id: 1, bytes: 'SQLite format 3' })).toBeNull()
  expect(fromApp({ type: 'data', id: 1, action: 'download' })).not.toBeNull()
  expect(fromApp({ type: 'data', id: 1, action: 'upload' })).toBeNull()
})

test('an answer of the worker brings the database with it, or says that nothing was written', () => {
  const response = { status: 200, reason: 'OK', headers: [], body: null }
  const answered = (database: unknown) =>
    parseWorkerMessage({ type: 'response', id: 'r1', response, database })

  expect(answered(null)).not.toBeNull()
  expect(answered(new ArrayBuffer(4096))).not.toBeNull()
  expect(answered(undefined)).toBeNull()
})

test('what a playground says of its database is believed up to a size', () => {
  const cell = { type: 'text', text: 'a', length: 1 }
  const rows = (count: number) => ({
    columns: ['title'],
    rows: Array.from({ length: count }, () => ({ row: '1', cells: [cell] })),
    total: count,
  })
  const change = { table: 't', columns: ['c'], inserted: 1, updated: 0, deleted: 0 }

  expect(parseRows(rows(200))).not.toBeNull()
  expect(parseRows(rows(201))).toBeNull()
  expect(parseRows({ ...rows(1), total: -1 })).toBeNull()
  expect(parseChanges([{ ...change, structure: 'same', isCounted: true, rows: [] }])).toHaveLength(
    1,
  )
  expect(parseChanges([{ ...change, structure: 'burnt', isCounted: true, rows: [] }])).toBeNull()
  expect(parseHostMessage(wrap({ type: 'changes', id: 'x'.repeat(200), changes: [] }))).toBeNull()
})
