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

test('numbers keep their kind: floats that are whole, integers beyond 2**53, NaN', () => {
  expect(dumps(loads('[1.0, 1, 1.5e3, 12345678901234567890, -0, NaN, -Infinity]'))).toBe(
    '[1.0, 1, 1500.0, 12345678901234567890, 0, NaN, -Infinity]',
  )
  expect(loads('{"a": {"b": [true, null, "\\u00e9\\n 1.5"]}}')).toEqual({
    a: { b: [true, null, 'é\n 1.5'] },
  })
  expect(loads(Uint8Array.of(0xef, 0xbb, 0xbf, 0x31))).toBe(1)
})

test.each([
  ['', 'Expecting value: line 1 column 1 (char 0)'],
  ['{', 'Expecting property name enclosed in double quotes: line 1 column 2 (char 1)'],
  ['[1,]', 'Expecting value: line 1 column 4 (char 3)'],
  ['{"a":1,}', 'Expecting property name enclosed in double quotes: line 1 column 8 (char 7)'],
  ['{"a" 1}', "Expecting ':' delimiter: line 1 column 6 (char 5)"],
  ['[1 2]', "Expecting ',' delimiter: line 1 column 4 (char 3)"],
  ['"abc', 'Unterminated string starting at: line 1 column 1 (char 0)'],
  ['"a\nb"', 'Invalid control character at: line 1 column 3 (char 2)'],
  ['"\\x"', 'Invalid \\escape: line 1 column 2 (char 1)'],
  ['"\\u12"', 'Invalid \\uXXXX escape: line 1 column 3 (char 2)'],
  ['1 2', 'Extra data: line 1 column 3 (char 2)'],
  ['01', 'Extra data: line 1 column 2 (char 1)'],
  [' [\n1,\n x]', 'Expecting value: line 3 column 2 (char 7)'],
  ['\ufeff1', 'Unexpected UTF-8 BOM (decode using utf-8-sig): line 1 column 1 (char 0)'],
])('%j is refused where Python refuses it', (text, message) => {
  expect(() => loads(text)).toThrow(message)
})
