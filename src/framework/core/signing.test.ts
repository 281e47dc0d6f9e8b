import { beforeEach, expect, test } from 'vitest'
import { timedelta } from '../../base/python/datetime.ts'
import { settings } from '../conf/index.ts'
import { setPorts } from '../utils/ports.ts'
import { BadSignature, SignatureExpired, Signer, TimestampSigner, dumps, loads } from './signing.ts'

let now = 1_768_478_400_000_000

beforeEach(() => {
  settings.configure({ SECRET_KEY: 'secret' })
  now = 1_768_478_400_000_000
  setPorts({ now: () => now })
})

test('a signed value comes back, a changed one does not', () => {
  const signer = new Signer()
  const signed = signer.sign('hello')

  expect(signer.unsign(signed)).toBe('hello')
  expect(() => signer.unsign(signed.replace('hello', 'jello'))).toThrow(BadSignature)
  expect(() => signer.unsign('hello')).toThrow('No ":" found in value')
})

test('a timestamp limits the age', () => {
  const signed = new TimestampSigner().sign('hello')
  now += 10_000_000

  expect(new TimestampSigner().unsign(signed, { max_age: 10 })).toBe('hello')
  expect(() =>
    new TimestampSigner().unsign(signed, { max_age: new timedelta({ seconds: 9 }) }),
  ).toThrow(SignatureExpired)
  expect(() => new TimestampSigner().unsign(signed, { max_age: 9 })).toThrow(
    'Signature age 10.0 > 9 seconds',
  )
})

test('objects travel as signed JSON, compressed where that is shorter', () => {
  const token = dumps({ cart: [1, 2] }, null, { salt: 'cart' })

  expect(loads(token, null, { salt: 'cart' })).toEqual({ cart: [1, 2] })
  expect(() => loads(token, null, { salt: 'other' })).toThrow(BadSignature)
  const long = dumps('x'.repeat(200), null, { compress: true })
  expect(long.startsWith('.')).toBe(true)
  expect(loads(long)).toBe('x'.repeat(200))
})

test('an old key still verifies as a fallback', () => {
  const signed = new Signer({ key: 'old' }).sign('hello')

  expect(new Signer({ key: 'new', fallback_keys: ['old'] }).unsign(signed)).toBe('hello')
})

test('a separator that signatures may contain is refused', () => {
  expect(() => new Signer({ sep: '-' })).toThrow("Unsafe Signer separator: '-'")
})
