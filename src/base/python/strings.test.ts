import { expect, test } from 'vitest'
import { toInt, asFloat } from './int.ts'
import {
  isCombining,
  lstrip,
  rstrip,
  splitFirst,
  splitLast,
  splitlines,
  strip,
  words,
} from './strings.ts'

test('white space and line ends are those of Python', () => {
  expect(strip('\x1c a\u3000')).toBe('a')
  expect(strip('\ufeffa')).toBe('\ufeffa')
  expect(words(' a \t b ')).toEqual(['a', 'b'])
  expect(splitlines('a\r\nb\x85c\n')).toEqual(['a', 'b', 'c'])
})

test('ends are stripped of given characters only', () => {
  expect(lstrip('((a(', '(')).toBe('a(')
  expect(rstrip('a.,.', '.,')).toBe('a')
})

test('a text splits at the first or the last separator', () => {
  expect(splitFirst('a:b:c', ':')).toEqual(['a', 'b:c'])
  expect(splitLast('a:b:c', ':')).toEqual(['a:b', 'c'])
  expect(splitLast('abc', ':')).toEqual(['abc', null])
})

test('combining marks are drawn upon the character before them', () => {
  expect(isCombining('\u0301')).toBe(true)
  expect(isCombining('é')).toBe(false)
  expect(isCombining('\u0903')).toBe(false)
})

test('int() and float() take what is a number, in any script', () => {
  expect(toInt(' -１２ ')).toBe(-12)
  expect(toInt(2.9)).toBe(2)
  expect(toInt('9007199254740993')).toBe(9007199254740993n)
  expect(() => toInt('1.5')).toThrow("invalid literal for int() with base 10: '1.5'")
  expect(() => toInt(null)).toThrow("not 'NoneType'")
  expect(String(asFloat('2'))).toBe('2.0')
})
