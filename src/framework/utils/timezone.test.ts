import { beforeEach, expect, test } from 'vitest'
import { datetime, timezone as fixed } from '../../base/python/datetime.ts'
import { str } from '../../base/python/protocols.ts'
import { settings } from '../conf/index.ts'
import { setPorts } from './ports.ts'
import * as timezone from './timezone.ts'

beforeEach(() => {
  settings.configure({ TIME_ZONE: 'Europe/Berlin', USE_TZ: true })
  setPorts({ now: () => 1_768_478_400_000_000 })
  timezone.deactivate()
})

test('now is aware and in UTC, or naive on the default zone’s clock', () => {
  expect(str(timezone.now())).toBe('2026-01-15 12:00:00+00:00')

  settings.configure({ TIME_ZONE: 'Europe/Berlin', USE_TZ: false })
  expect(str(timezone.now())).toBe('2026-01-15 13:00:00')
})

test('local time is that of the active zone', () => {
  expect(str(timezone.localtime())).toBe('2026-01-15 13:00:00+01:00')
  new timezone.override('Asia/Tokyo').run(() => {
    expect(timezone.get_current_timezone_name()).toBe('Asia/Tokyo')
    expect(str(timezone.localdate())).toBe('2026-01-15')
  })
  expect(timezone.get_current_timezone_name()).toBe('Europe/Berlin')
})

test('naive readings are made aware and back', () => {
  const noon = new datetime(2026, 7, 1, 12)
  const aware = timezone.make_aware(noon)

  expect(str(aware)).toBe('2026-07-01 12:00:00+02:00')
  expect(str(timezone.make_naive(aware, fixed.utc))).toBe('2026-07-01 10:00:00')
  expect(() => timezone.make_aware(aware)).toThrow(
    'make_aware expects a naive datetime, got 2026-07-01 12:00:00+02:00',
  )
  expect(() => timezone.localtime(noon)).toThrow(
    'localtime() cannot be applied to a naive datetime',
  )
})

test('templates show aware datetimes in the current zone, all else as it is', () => {
  const utc = new datetime(2026, 1, 1, 12, { tzinfo: fixed.utc })

  expect(str(timezone.template_localtime(utc))).toBe('2026-01-01 13:00:00+01:00')
  expect(timezone.template_localtime(utc, false)).toBe(utc)
  expect(timezone.template_localtime('text')).toBe('text')
})

test('a fixed zone is called by its offset', () => {
  expect(timezone.get_fixed_timezone(-330).tzname()).toBe('-0530')
})
