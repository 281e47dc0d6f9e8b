import { expect, test } from 'vitest'
import { COLUMNS, excerpt, MAX_ROWS, placeAt } from './excerpt.ts'

const file = (count: number, indent = '') =>
  Array.from({ length: count }, (_, index) => `${indent}line ${index + 1}`).join('\n')

test('a long file shows twelve lines, the current one among them', () => {
  for (const line of [1, 2, 30, 59, 60]) {
    const { from, to } = excerpt(file(60), line)
    expect(to - from + 1).toBe(MAX_ROWS)
    expect(line).toBeGreaterThanOrEqual(from)
    expect(line).toBeLessThanOrEqual(to)
  }
})

test('lines that wrap take the room of several', () => {
  const wide = Array.from({ length: 20 }, () => 'x'.repeat(COLUMNS + 1)).join('\n')
  const { from, to } = excerpt(wide, 10)
  expect(to - from + 1).toBe(MAX_ROWS / 2)
})

test('a short file is shown whole, a line beyond its end is its last', () => {
  expect(excerpt(file(3), 99)).toEqual({ from: 1, to: 3, dedent: 0 })
})

test('what all lines start with blank is taken off; empty lines do not count', () => {
  expect(excerpt(`${file(2, '    ')}\n\n${file(2, '      ')}`, 2).dedent).toBe(4)
  expect(excerpt('', null)).toEqual({ from: 1, to: 1, dedent: 0 })
})

test('a step without a line shows the one before it, or the first to come', () => {
  const [views, gone] = [
    { file: 'views.ts', line: 4 },
    { file: 'django.ts', line: 1 },
  ]
  const stops = [null, views, gone, null].map((where) => ({ where }))
  const files = { 'views.ts': '' }
  expect([0, 1, 2, 3].map((step) => placeAt(stops, step, files))).toEqual([
    views,
    views,
    views,
    views,
  ])
  expect(placeAt([{ where: null }], 0, files)).toBeNull()
})
