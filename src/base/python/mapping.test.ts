import { expect, test } from 'vitest'
import * as mapping from './mapping.ts'

test('only own keys are in a dict', () => {
  expect(mapping.has({ a: 1 }, 'a')).toBe(true)
  expect(mapping.has({}, 'toString')).toBe(false)
  expect(mapping.get({}, 'constructor', 'fallback')).toBe('fallback')
})

test('Maps, plain objects and objects with __getitem__ are read alike', () => {
  const custom = {
    keys: () => ['a'],
    __getitem__: () => 5,
    __contains__: (key: unknown) => key === 'a',
  }

  class Custom {
    keys = custom.keys
    __getitem__ = custom.__getitem__
    __contains__ = custom.__contains__
  }
  expect(mapping.entries(new Map([[1, 2]]))).toEqual([[1, 2]])
  expect(mapping.entries(new Custom())).toEqual([['a', 5]])
  expect(mapping.size({ a: 1, b: 2 })).toBe(2)
  expect(mapping.isMapping([])).toBe(false)
})

test('a dict whose keys are not all strings keeps its entries behind a symbol', () => {
  const dict = { [mapping.dictEntries]: new Map<unknown, unknown>([[1, 'one']]) }

  expect(mapping.get(dict, 1)).toBe('one')
  expect(mapping.keys(dict)).toEqual([1])
})
