import { expect, test } from 'vitest'
import { Bytes } from '../../base/python/bytes.ts'
import * as encoding from './encoding.ts'

test('an IRI becomes a URI and comes back', () => {
  expect(encoding.iri_to_uri('/I ♥ Django/?q=ü&x=%20')).toBe(
    '/I%20%E2%99%A5%20Django/?q=%C3%BC&x=%20',
  )
  expect(encoding.uri_to_iri('/%E2%99%A5/%2F/%ff')).toBe('/♥/%2F/%FF')
  expect(encoding.escape_uri_path('/a;b=c?d')).toBe('/a%3Bb%3Dc%3Fd')
  expect(encoding.filepath_to_uri('a\\b c')).toBe('a/b%20c')
})

test('anything becomes text or bytes, protected types stay if asked', () => {
  expect(encoding.force_str(new Bytes([0xc3, 0xa9]))).toBe('é')
  expect(encoding.force_str(5)).toBe('5')
  expect(encoding.force_str(5, 'utf-8', { strings_only: true })).toBe(5)
  expect(encoding.force_bytes('é', 'latin-1')).toEqual(new Bytes([0xe9]))
  expect(() => encoding.force_str(new Bytes([0xff]))).toThrow(
    "'utf-8' codec can't decode byte 0xff in position 0: invalid start byte. You passed in b'\\xff' (<class 'bytes'>)",
  )
})

test('domains beyond ASCII are spelled as DNS has them', () => {
  expect(encoding.punycode('bücher.example')).toBe('xn--bcher-kva.example')
  expect(encoding.punycode('日本語')).toBe('xn--wgv71a119e')
})
