import { expect, test } from 'vitest'
import { ValidationError } from '../core/exceptions.ts'
import { clean_ipv6_address, is_valid_ipv6_address } from './ipv6.ts'

test('addresses are brought into their short form', () => {
  expect(clean_ipv6_address('2001:0DB8::0:1')).toBe('2001:db8::1')
  expect(clean_ipv6_address('::ffff:0a0a:0a0a')).toBe('::ffff:10.10.10.10')
  expect(clean_ipv6_address('::ffff:0a0a:0a0a', { unpack_ipv4: true })).toBe('10.10.10.10')
  expect(() => clean_ipv6_address('12345::')).toThrow(ValidationError)
  expect(is_valid_ipv6_address('fe80::%eth0')).toBe(true)
})
