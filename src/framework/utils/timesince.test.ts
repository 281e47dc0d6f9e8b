import { beforeEach, expect, test } from 'vitest'
import { date, datetime } from '../../base/python/datetime.ts'
import { settings } from '../conf/index.ts'
import { setPorts } from './ports.ts'
import { timesince, timeuntil } from './timesince.ts'

beforeEach(() => {
  settings.configure({ TIME_ZONE: 'UTC' })
  setPorts({ now: () => 1_768_478_400_000_000 })
})

const now = new datetime(2026, 1, 15, 12)
const plain = (text: string) => text.replaceAll('\xa0', ' ')

test('the two largest adjacent units are named', () => {
  expect(plain(timesince(new datetime(2025, 12, 28, 12), now))).toBe('2 weeks, 4 days')
  expect(plain(timesince(new datetime(2025, 1, 14, 12), now))).toBe('1 year')
  expect(plain(timesince(new datetime(2026, 1, 15, 11, 59), now))).toBe('1 minute')
  expect(plain(timesince(now, new date(2026, 1, 1)))).toBe('0 minutes')
})

test('depth asks for fewer or more of them', () => {
  const then = new datetime(2025, 12, 14, 10, 30)

  expect(plain(timesince(then, now, { depth: 1 }))).toBe('1 month')
  expect(() => timesince(then, now, { depth: 0 })).toThrow('depth must be greater than 0.')
})

test('the clock is asked where no other moment is given', () => {
  expect(plain(timeuntil(new datetime(2026, 1, 16, 13)))).toBe('1 day, 1 hour')
})
