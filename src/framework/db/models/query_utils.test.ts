import { expect, test } from 'vitest'
import { TypeError } from '../../../base/python/exceptions.ts'
import { repr } from '../../../base/python/protocols.ts'
import { Q } from './query_utils.ts'

test('conditions are sorted by name, and a negated Q says so', () => {
  expect(repr(new Q({ title: 'x', author: 1 }).not())).toBe(
    "<Q: (NOT (AND: ('author', 1), ('title', 'x')))>",
  )
})

test('two Qs join without a level that is not needed', () => {
  const q = new Q({ a: 1 }).or(new Q({ b: 2 })).or(new Q({ c: 3 }))

  expect(repr(q)).toBe("<Q: (OR: ('a', 1), ('b', 2), ('c', 3))>")
})

test('joining an empty Q changes nothing', () => {
  expect(repr(new Q().and(new Q({ a: 1 })))).toBe("<Q: (AND: ('a', 1))>")
})

test('a Q joins only conditions', () => {
  expect(() => new Q({ a: 1 }).and(3)).toThrow(TypeError)
})
