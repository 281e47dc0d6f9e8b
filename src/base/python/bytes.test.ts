import { expect, test } from 'vitest'
import { Bytes, decode, encode } from './bytes.ts'
import { repr } from './protocols.ts'

test('bytes print with their ASCII and escapes for the rest', () => {
  expect(repr(encode("it's café"))).toBe('b"it\'s caf\\xc3\\xa9"')
  expect(repr(Bytes.fromhex('00ff41'))).toBe("b'\\x00\\xffA'")
})

test('text goes to bytes and back by name of the encoding', () => {
  expect(encode('é', 'latin-1')).toEqual(new Bytes([0xe9]))
  expect(decode(new Bytes([0xe9]), 'iso-8859-1')).toBe('é')
  expect(() => encode('é', 'ascii')).toThrow(
    "'ascii' codec can't encode character '\\xe9' in position 0: ordinal not in range(128)",
  )
  expect(() => encode('x', 'klingon')).toThrow('unknown encoding: klingon')
})

test('broken UTF-8 says where it breaks, is replaced, or left out', () => {
  const broken = new Bytes([0x61, 0xff, 0x62])

  expect(() => broken.decode()).toThrow(
    "'utf-8' codec can't decode byte 0xff in position 1: invalid start byte",
  )
  expect(broken.decode('utf-8', 'replace')).toBe('a\ufffdb')
  expect(broken.decode('utf-8', 'ignore')).toBe('ab')
})
