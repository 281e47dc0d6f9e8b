import { beforeEach, expect, test } from 'vitest'
import { ZoneInfo, date, datetime, time, timezone } from '../../base/python/datetime.ts'
import { AttributeError } from '../../base/python/exceptions.ts'
import { str } from '../../base/python/protocols.ts'
import { settings } from '../conf/index.ts'
import { format, time_format, type Formattable } from './dateformat.ts'
import { parse_date, parse_datetime, parse_duration, parse_time } from './dateparse.ts'
import { duration_iso_string, duration_string } from './duration.ts'

beforeEach(() => {
  settings.configure({ TIME_ZONE: 'UTC' })
})

test('letters stand for parts, a backslash takes them literally', () => {
  const when = new datetime(2003, 10, 7, 11, 39)

  expect(format(when, 'jS F Y H:i')).toBe('7th October 2003 11:39')
  expect(format(when, 'N j, Y, P')).toBe('Oct. 7, 2003, 11:39 a.m.')
  expect(format(when, '\\t\\o\\d\\a\\y l')).toBe('today Tuesday')
  expect(time_format(new time(0, 0), 'P')).toBe('midnight')
})

test('zones show their name, their offset and summer time', () => {
  const summer = new datetime(2025, 7, 1, 12, { tzinfo: new ZoneInfo('Europe/Berlin') })

  expect(format(summer, 'e T O I Z')).toBe('CEST CEST +0200 1 7200')
  expect(format(summer, 'r')).toBe('Tue, 01 Jul 2025 12:00:00 +0200')
})

test('a plain date has no time to show', () => {
  expect(() => format(new date(2025, 1, 5), 'Y H')).toThrow(
    "The format for date objects may not contain time-related format specifiers (found 'H').",
  )
})

test('texts of the right form become dates, others null, impossible ones raise', () => {
  expect(str(parse_date('2025-1-5'))).toBe('2025-01-05')
  expect(str(parse_time('4:05:06,7'))).toBe('04:05:06.700000')
  expect(str(parse_datetime('2025-01-05 11:55 +02'))).toBe('2025-01-05 11:55:00+02:00')
  expect(parse_datetime('2025-01-05T00:00Z')?.tzinfo).toBe(timezone.utc)
  expect(parse_date('5.1.2025')).toBeNull()
  expect(() => parse_date('2025-02-30')).toThrow('day is out of range for month')
})

test('durations come in three forms', () => {
  expect(str(parse_duration('3 days, 04:05:06.7'))).toBe('3 days, 4:05:06.700000')
  expect(str(parse_duration('-P1DT2H'))).toBe('-2 days, 22:00:00')
  expect(str(parse_duration('1 day -00:00:01'))).toBe('23:59:59')
  expect(parse_duration('soon')).toBeNull()
  expect(duration_string(parse_duration('1 02:03:04')!)).toBe('1 02:03:04')
  expect(duration_iso_string(parse_duration('-1')!)).toBe('-P0DT00H00M01S')
})

test('what is no date has nothing for a letter, but letters of the zone are empty for anything', () => {
  const text = 'today' as unknown as Formattable
  expect(format(text, 'e|O')).toBe('|')
  expect(() => format(text, 'Y')).toThrow(AttributeError)
  expect(() => format(new time(14, 30), 'd M')).toThrow(AttributeError)
})
