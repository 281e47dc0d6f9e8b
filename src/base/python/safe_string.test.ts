import { expect, test } from 'vitest'
import { SafeString, isSafe, isString, mark_safe, text } from './safe_string.ts'

test('safe text is text, but an object', () => {
  const html = mark_safe('<b>hi</b>')

  expect(isString(html)).toBe(true)
  expect(isSafe(html)).toBe(true)
  expect(text(html)).toBe('<b>hi</b>')
  expect(mark_safe(html)).toBe(html)
  expect(String(mark_safe(null))).toBe('None')
})

test('safe and safe stays safe, safe and plain does not', () => {
  expect(new SafeString('a').__add__(new SafeString('b'))).toBeInstanceOf(SafeString)
  expect(new SafeString('a').__add__('<')).toBe('a<')
})
