import { beforeEach, expect, test } from 'vitest'
import { str } from '../../../base/python/protocols.ts'
import { settings } from '../../conf/index.ts'
import { DateField, DateTimeField, DurationField, TimeField } from '../fields.ts'

beforeEach(() => settings.configure({ USE_TZ: true, TIME_ZONE: 'UTC' }))

test('dates in any of the known forms', () => {
  expect(
    ['2025-01-31', '1/31/2025', 'Jan 31, 2025'].map((text) => str(new DateField().clean(text))),
  ).toEqual(['2025-01-31', '2025-01-31', '2025-01-31'])
  expect(() => new DateField().clean('2025-02-30')).toThrow('Enter a valid date.')
})

test('a moment is one of the current time zone', () => {
  expect(str(new DateTimeField().clean('2025-01-31 12:00'))).toBe('2025-01-31 12:00:00+00:00')
  expect(() => new DateTimeField().clean('noon')).toThrow('Enter a valid date/time.')
})

test('times and durations', () => {
  expect(str(new TimeField().clean('14:30'))).toBe('14:30:00')
  expect(str(new DurationField().clean('1 02:00:00'))).toBe('1 day, 2:00:00')
  expect(() => new DurationField().clean('long')).toThrow('Enter a valid duration.')
})

test('a field’s own forms are the only ones', () => {
  expect(() => new DateField({ input_formats: ['%d.%m.%Y'] }).clean('2025-01-31')).toThrow(
    'Enter a valid date.',
  )
})
