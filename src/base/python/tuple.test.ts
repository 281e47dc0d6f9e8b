import { expect, test } from 'vitest'
import { repr } from './protocols.ts'
import { Tuple, tuple } from './tuple.ts'

test('a tuple prints in parentheses, one item with a comma', () => {
  expect(repr(new Tuple(1))).toBe('(1,)')
  expect(repr(tuple(['a', null]))).toBe("('a', None)")
  expect(repr(new Tuple())).toBe('()')
})

test('a slice stays a tuple, a mapped one becomes a list', () => {
  const row = new Tuple(1, 2, 3)

  expect(repr(row.slice(1))).toBe('(2, 3)')
  expect(repr(row.map((n) => n * 2))).toBe('[2, 4, 6]')
})
