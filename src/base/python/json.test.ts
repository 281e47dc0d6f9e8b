import { encode } from './bytes.ts'
import { expect, test } from 'vitest'
import { Float } from './float.ts'
import { dumps, loads } from './json.ts'

test("JSON has Python's spacing, floats and escapes", () => {
  expect(dumps({ a: [1, new Float(2), null, true], é: '😀' })).toBe(
    '{"a": [1, 2.0, null, true], "\\u00e9": "\\ud83d\\ude00"}',
  )
  expect(dumps([1, { b: 2 }], { separators: [',', ':'] })).toBe('[1,{"b":2}]')
  expect(dumps({ b: 1, a: [] }, { indent: 2, sort_keys: true, ensure_ascii: false })).toBe(
    '{\n  "a": [],\n  "b": 1\n}',
  )
})

test('what JSON has no form for is refused, or turned into something by `default`', () => {
  class Post {}

  expect(() => dumps(new Post())).toThrow('Object of type Post is not JSON serializable')
  expect(dumps([new Post()], { default: () => 'post' })).toBe('["post"]')
  const circle: unknown[] = []
  circle.push(circle)
  expect(() => dumps(circle)).toThrow('Circular reference detected')
})

test('reading gives plain values', () => {
  expect(loads('{"a": [1.5]}')).toEqual({ a: [1.5] })
  expect(loads(encode('"é"'))).toBe('é')
  expect(() => loads(Uint8Array.of(0xff))).toThrow("'utf-8' codec can't decode byte 0xff")
})
