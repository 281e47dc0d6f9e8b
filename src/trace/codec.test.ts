import { expect, test } from 'vitest'
import { parseTrace } from './codec.ts'
import type { Trace } from './model.ts'

const TRACE: Trace = {
  version: 1,
  id: 'one',
  startedAt: 0,
  link: { kind: 'navigation', from: null },
  entries: [
    {
      type: 'span',
      id: 0,
      parent: null,
      kind: 'db.query',
      where: { file: 'blog/views.ts', line: 3 },
      order: 0,
      startUs: 0,
      endUs: 5,
      endOrder: 2,
      detail: { sql: 'SELECT 1', params: ['1'], rows: 1 },
    },
    {
      type: 'event',
      id: 1,
      parent: 0,
      kind: 'print',
      where: null,
      order: 1,
      atUs: 2,
      detail: { text: 'hi' },
    },
  ],
  dropped: 0,
  stopped: null,
}

const withEntry = (change: object) => ({ ...TRACE, entries: [{ ...TRACE.entries[0], ...change }] })

test('a trace of ours comes through unchanged', () => {
  expect(parseTrace(structuredClone(TRACE))).toEqual(TRACE)
})

test('a kind that we do not know is refused', () => {
  expect(parseTrace(withEntry({ kind: 'shell.exec' }))).toBeNull()
})

test('the kind of an event is no kind of a span', () => {
  expect(parseTrace(withEntry({ kind: 'print', detail: { text: 'hi' } }))).toBeNull()
})

test('a detail of another shape is refused', () => {
  expect(parseTrace(withEntry({ detail: { sql: { toString: 1 }, params: [] } }))).toBeNull()
  expect(parseTrace(withEntry({ detail: { sql: 'SELECT 1' } }))).toBeNull()
})

test('fields that we do not know are dropped', () => {
  const parsed = parseTrace(withEntry({ detail: { sql: 'SELECT 1', params: [], html: '<b>' } }))

  expect(parsed?.entries[0]?.detail).toEqual({ sql: 'SELECT 1', params: [] })
})

test('a parent must stand before its child, and ids are unique', () => {
  expect(parseTrace(withEntry({ parent: 0 }))).toBeNull()
  expect(parseTrace(withEntry({ parent: 7 }))).toBeNull()
  expect(parseTrace({ ...TRACE, entries: [TRACE.entries[0], TRACE.entries[0]] })).toBeNull()
})

test('another version, no entries and numbers that are none are refused', () => {
  expect(parseTrace({ ...TRACE, version: 2 })).toBeNull()
  expect(parseTrace({ ...TRACE, entries: [] })).toBeNull()
  expect(parseTrace(withEntry({ order: Number.NaN }))).toBeNull()
  expect(parseTrace('a trace')).toBeNull()
})
