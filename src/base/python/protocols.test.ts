import { expect, test } from 'vitest'
import { TypeError } from './exceptions.ts'
import { Float } from './float.ts'
import { contains, eq, hash, iterate, len, lt, repr, str, truthy } from './protocols.ts'
import { mark_safe } from './safe_string.ts'
import { Tuple } from './tuple.ts'

test('values print as Python prints them', () => {
  expect(str(null)).toBe('None')
  expect(str(true)).toBe('True')
  expect(str([1, 'a', 2.5, new Float(3)])).toBe("[1, 'a', 2.5, 3.0]")
  expect(str({ a: new Tuple(1), b: new Set() })).toBe("{'a': (1,), 'b': set()}")
  expect(str(2n ** 70n)).toBe('1180591620717411303424')
})

test('a string is quoted with the quotes that it lacks, and what cannot be seen is escaped', () => {
  expect(repr("it's")).toBe('"it\'s"')
  expect(repr('both \' and "')).toBe("'both \\' and \"'")
  expect(repr('tab\t\u00a0\u200b')).toBe("'tab\\t\\xa0\\u200b'")
  expect(repr(mark_safe('<b>'))).toBe("'<b>'")
})

test("an object's own dunder methods decide", () => {
  const post = {
    __str__: () => 'A post',
    __bool__: () => false,
    __eq__: (other: unknown) => other === 7,
  }

  expect(str(post)).toBe('A post')
  expect(truthy(post)).toBe(false)
  expect(eq(post, 7)).toBe(true)
  expect(eq(7, post)).toBe(true)
})

test('empty things are false, nan and objects are true', () => {
  for (const empty of [
    null,
    undefined,
    0,
    0n,
    '',
    [],
    {},
    new Map(),
    new Float(0),
    mark_safe(''),
  ]) {
    expect(truthy(empty)).toBe(false)
  }
  for (const full of [NaN, 'x', [0], { a: 1 }, new Date(0)]) expect(truthy(full)).toBe(true)
})

test('numbers are equal across their kinds, a list never equals a tuple', () => {
  expect(eq(1, 1n)).toBe(true)
  expect(eq(true, new Float(1))).toBe(true)
  expect(eq(NaN, 1n)).toBe(false)
  expect(eq([1, { a: 2 }], [1, { a: 2n }])).toBe(true)
  expect(eq([1], new Tuple(1))).toBe(false)
  expect(eq('a', mark_safe('a'))).toBe(true)
})

test('strings are ordered by code point, lists item by item', () => {
  expect(lt('\uffff', '\u{10000}')).toBe(true)
  expect(lt([1, 2], [1, 2, 0])).toBe(true)
  expect(() => lt('a', 1)).toThrow("'<' not supported between instances of 'str' and 'int'")
})

test('a dict is a container of its keys, a string of its parts', () => {
  expect(contains({ a: 1 }, 'a')).toBe(true)
  expect(contains({}, 'constructor')).toBe(false)
  expect(contains('abc', 'bc')).toBe(true)
  expect(contains([new Float(2)], 2)).toBe(true)
  expect(() => contains(5, 1)).toThrow(TypeError)
})

test('length and iteration count code points', () => {
  expect(len('a😀')).toBe(2)
  expect([...iterate('a😀')]).toEqual(['a', '😀'])
  expect([...iterate({ x: 1, y: 2 })]).toEqual(['x', 'y'])
  expect(() => len(5)).toThrow("object of type 'int' has no len()")
  expect(() => iterate(null)).toThrow("'NoneType' object is not iterable")
})

test('equal values have one hash, lists have none', () => {
  expect(hash(1n)).toBe(hash(true))
  expect(hash(new Tuple<unknown>(1, 'a'))).toBe(hash(new Tuple<unknown>(new Float(1), 'a')))
  expect(hash(new Tuple('1'))).not.toBe(hash(new Tuple(1)))
  expect(() => hash([])).toThrow("unhashable type: 'list'")
})
