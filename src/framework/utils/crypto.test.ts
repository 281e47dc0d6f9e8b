import { beforeEach, expect, test } from 'vitest'
import { settings } from '../conf/index.ts'
import * as crypto from './crypto.ts'
import { setPorts } from './ports.ts'

beforeEach(() => {
  settings.configure({ SECRET_KEY: 'secret' })
})

test('an HMAC depends on its salt, its value and the secret', () => {
  const digest = crypto.salted_hmac('salt', 'value').hexdigest()

  expect(digest).toBe('a82be9ba6efe61405ee8d2e8a3781c37e103360a') // as Django 5.2 answers
  expect(crypto.salted_hmac('salt', 'value', 'secret').hexdigest()).toBe(digest)
  expect(crypto.salted_hmac('pepper', 'value').hexdigest()).not.toBe(digest)
  expect(() => crypto.salted_hmac('a', 'b', null, { algorithm: 'rot13' })).toThrow(
    "'rot13' is not an algorithm accepted by the hashlib module.",
  )
})

test('PBKDF2 gives the bytes of RFC 6070', () => {
  expect(crypto.pbkdf2('password', 'salt', 2, 0, 'sha1').hex()).toBe(
    'ea6c014dc72d6f8ccd1ed92ace1d41f0d8de8957',
  )
})

test('random strings use every allowed character alike', () => {
  // 255 lies beyond the last whole multiple of five: taking it would favour the first letters
  const drawn = [
    [0, 255, 6, 255],
    [4, 2],
  ]
  setPorts({ random: () => Uint8Array.from(drawn.shift() ?? []) })

  expect(crypto.get_random_string(4, 'abcde')).toBe('abec')
})

test('comparison takes text and bytes', () => {
  expect(crypto.constant_time_compare('abc', new TextEncoder().encode('abc'))).toBe(true)
  expect(crypto.constant_time_compare('abc', 'abd')).toBe(false)
  expect(crypto.constant_time_compare('abc', 'ab')).toBe(false)
})
