import { expect, test } from 'vitest'
import { contains, eq, repr } from './protocols.ts'
import { Range } from './range.ts'

test('a range counts without holding its numbers', () => {
  const range = new Range(1, 10_000_000, 3)

  expect(range.length).toBe(3_333_333)
  expect(range.__getitem__(-1)).toBe(9_999_997)
  expect(contains(range, 4)).toBe(true)
  expect(contains(range, 5)).toBe(false)
  expect(repr(range.slice(0, 2))).toBe('range(1, 7, 3)')
  expect([...range.slice(0, 2)]).toEqual([1, 4])
})

test('ranges are equal when their numbers are', () => {
  expect(eq(new Range(0, 3, 2), new Range(0, 4, 2))).toBe(true)
  expect(() => new Range(3).__getitem__(3)).toThrow('range object index out of range')
})
