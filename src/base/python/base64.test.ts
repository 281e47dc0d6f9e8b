import { expect, test } from 'vitest'
import { decodeBase64, decodeBase64Url, encodeBase64, encodeBase64Url } from './base64.ts'
import { encode } from './bytes.ts'

test('bytes go to text and back, with padding or without', () => {
  expect(encodeBase64(encode('hello?'))).toBe('aGVsbG8/')
  expect(encodeBase64Url(encode('hi?>'))).toBe('aGk_Pg')
  expect(decodeBase64Url('aGk_Pg').decode()).toBe('hi?>')
  expect(decodeBase64('aGk=').decode()).toBe('hi')
})

test('a wrong length is refused', () => {
  expect(() => decodeBase64('aGk')).toThrow('Incorrect padding')
  expect(() => decodeBase64('a')).toThrow('cannot be 1 more than a multiple of 4')
})
