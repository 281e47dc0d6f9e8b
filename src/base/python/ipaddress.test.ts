import { expect, test } from 'vitest'
import { formatIPv6, ipVersion, parseIPv4, parseIPv6 } from './ipaddress.ts'

test('addresses are told apart from what only looks like one', () => {
  expect(ipVersion('127.0.0.1')).toBe(4)
  expect(ipVersion('fe80::1%eth0')).toBe(6)
  expect(ipVersion('::ffff:10.0.0.1')).toBe(6)
  expect(ipVersion('1::2::3')).toBeNull()
  expect(parseIPv4('01.0.0.1')).toBeNull()
})

test('the longest run of zeros becomes two colons', () => {
  expect(formatIPv6(parseIPv6('2001:0db8:0:0:1:0:0:0') ?? [])).toBe('2001:db8:0:0:1::')
  expect(formatIPv6(parseIPv6('::') ?? [])).toBe('::')
})
