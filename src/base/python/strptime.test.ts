import { expect, test } from 'vitest'
import { strptime } from './strptime.ts'

test('a date is read by its format, leading zeros or not', () => {
  expect(strptime('2006-1-2', '%Y-%m-%d').isoformat()).toBe('2006-01-02T00:00:00')
})

test('names of months count in any case', () => {
  expect(strptime('oct 25 2006', '%b %d %Y').isoformat()).toBe('2006-10-25T00:00:00')
})

test('a two-digit year is of 1969 to 2068', () => {
  expect(strptime('68', '%y').year).toBe(2068)
  expect(strptime('69', '%y').year).toBe(1969)
})

test('an offset makes the datetime aware', () => {
  const moment = strptime('2025-01-05 11:55 +0530', '%Y-%m-%d %H:%M %z')

  expect(moment.isoformat()).toBe('2025-01-05T11:55:00+05:30')
})

test('what does not match says so in Python’s words', () => {
  expect(() => strptime('tomorrow', '%Y')).toThrow(
    "time data 'tomorrow' does not match format '%Y'",
  )
  expect(() => strptime('2025x', '%Y')).toThrow('unconverted data remains: x')
})

test('a week of the year and a day of the week name a day', () => {
  expect(strptime('2025-08-1', '%Y-%W-%w').isoformat()).toBe('2025-02-24T00:00:00')
  expect(strptime('2025-08-0', '%Y-%U-%w').isoformat()).toBe('2025-02-23T00:00:00')
  expect(strptime('2025-01-1', '%G-%V-%u').isoformat()).toBe('2024-12-30T00:00:00')
})
