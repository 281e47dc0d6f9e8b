import { expect, test } from 'vitest'
import { decode, encode } from './bytes.ts'

test('a charset of single bytes is read and written', () => {
  expect(decode(Uint8Array.of(0x80), 'windows-1252')).toBe('€')
  expect([...encode('€', 'iso-8859-15')]).toEqual([0xa4])
  expect(decode(Uint8Array.of(0xb1), 'iso_8859_2')).toBe('ą')
})

test('UTF-16 is written with its byte order mark', () => {
  expect([...encode('a', 'UTF-16')]).toEqual([0xff, 0xfe, 0x61, 0x00])
  expect(decode(Uint8Array.of(0xff, 0xfe, 0x61, 0x00), 'utf-16')).toBe('a')
})

test('a byte without meaning and an unknown encoding are refused', () => {
  expect(() => decode(Uint8Array.of(0x81), 'cp1252')).toThrow("can't decode byte 0x81")
  expect(decode(Uint8Array.of(0x81), 'cp1252', 'replace')).toBe('\ufffd')
  expect(() => encode('a', 'klingon')).toThrow('unknown encoding: klingon')
})
