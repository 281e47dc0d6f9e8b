import { expect, test } from 'vitest'
import { ZoneInfo, date, datetime, time, timedelta, timezone } from './datetime.ts'
import { eq, hash, lt, repr, str } from './protocols.ts'

const berlin = new ZoneInfo('Europe/Berlin')

test('a datetime keeps its microseconds and prints them only where there are some', () => {
  expect(str(new datetime(2025, 1, 5, 11, 55, 0, 7))).toBe('2025-01-05 11:55:00.000007')
  expect(new datetime(2025, 1, 5).isoformat()).toBe('2025-01-05T00:00:00')
  expect(repr(new datetime(2025, 1, 5, { hour: 9, tzinfo: timezone.utc }))).toBe(
    'datetime.datetime(2025, 1, 5, 9, 0, tzinfo=datetime.timezone.utc)',
  )
})

test('the same instant reads differently in another zone and is still equal', () => {
  const utc = new datetime(2025, 7, 1, 12, { tzinfo: timezone.utc })
  const local = utc.astimezone(berlin)

  expect(str(local)).toBe('2025-07-01 14:00:00+02:00')
  expect(local.tzname()).toBe('CEST')
  expect(eq(utc, local)).toBe(true)
  expect(hash(utc)).toBe(hash(local))
})

test('fold tells apart the two readings of the hour that comes twice', () => {
  const once = new datetime(2025, 10, 26, 2, 30, { tzinfo: berlin })

  expect(str(once.utcoffset())).toBe('2:00:00')
  expect(str(once.replace({ fold: 1 }).utcoffset())).toBe('1:00:00')
})

test('arithmetic within a zone goes by the wall clock', () => {
  const before = new datetime(2025, 3, 29, 12, { tzinfo: berlin })

  expect(str(before.add(new timedelta(1)))).toBe('2025-03-30 12:00:00+02:00')
  expect(str(new datetime(2025, 1, 2).sub(new datetime(2025, 1, 1, 1)))).toBe('23:00:00')
  expect(() => before.sub(new datetime(2025, 1, 1))).toThrow(
    "can't subtract offset-naive and offset-aware datetimes",
  )
})

test('ISO texts are read as Python reads them', () => {
  expect(str(datetime.fromisoformat('20250105T115500Z'))).toBe('2025-01-05 11:55:00+00:00')
  expect(str(date.fromisoformat('2025-W01-7'))).toBe('2025-01-05')
  expect(str(time.fromisoformat('11:55:01.5'))).toBe('11:55:01.500000')
  expect(() => datetime.fromisoformat('5 January')).toThrow("Invalid isoformat string: '5 January'")
  expect(() => new date(2025, 2, 29)).toThrow('day is out of range for month')
})

test('dates know their week and their format letters', () => {
  const day = new date(2024, 12, 30)

  expect(repr(day.isocalendar())).toBe('(2025, 1, 1)')
  expect(day.strftime('%A %-d %b %y, week %V')).toBe('Monday 30 Dec 24, week 01')
  expect(lt(day, new date(2025, 1, 1))).toBe(true)
  expect(eq(day, new datetime(2024, 12, 30))).toBe(false)
})

test('a timedelta shows negative days and positive rest', () => {
  expect(str(new timedelta({ hours: -1 }))).toBe('-1 day, 23:00:00')
  expect(repr(new timedelta({ minutes: 90 }))).toBe('datetime.timedelta(seconds=5400)')
  expect(str(new timedelta(1).total_seconds())).toBe('86400.0')
})

test('a JavaScript Date is taken as the instant that it is', () => {
  expect(str(datetime.fromDate(new Date(0)))).toBe('1970-01-01 00:00:00+00:00')
})

test('moments far away keep their microseconds, on every clock', () => {
  const first = new datetime(1, 12, 31, 23, 59, 59, 999999, timezone.utc)
  const last = new datetime(9999, 12, 31, 23, 59, 59, 999999, timezone.utc)
  const paris = new timezone(new timedelta({ hours: -1 }))

  expect(first.astimezone(paris).isoformat()).toBe('0001-12-31T22:59:59.999999-01:00')
  expect(last.astimezone(paris).isoformat()).toBe('9999-12-31T22:59:59.999999-01:00')
  expect(last.sub(new timedelta({ microseconds: 1 })).microsecond).toBe(999998)
  expect(() => last.add(new timedelta({ microseconds: 1 }))).toThrow('date value out of range')
})
