import { beforeEach, expect, test } from 'vitest'
import { Decimal } from '../../base/python/decimal.ts'
import { date, datetime, time } from '../../base/python/datetime.ts'
import { Float } from '../../base/python/float.ts'
import { settings } from '../conf/index.ts'
import * as formats from './formats.ts'
import * as numberformat from './numberformat.ts'

const text = (value: unknown) => String(value)

beforeEach(() => {
  settings.configure({})
})

test('templates show values as English writes them', () => {
  expect(formats.localize(new datetime(2025, 1, 5, 15, 0))).toBe('Jan. 5, 2025, 3 p.m.')
  expect(formats.localize(new date(2025, 3, 5))).toBe('March 5, 2025')
  expect(formats.localize(new time(12, 0))).toBe('noon')
  expect(text(formats.localize(new Float(1234)))).toBe('1234.0')
  expect(formats.localize(true)).toBe('True')
  expect(formats.localize(null)).toBeNull()
})

test('a format is named or written out', () => {
  expect(formats.date_format(new date(2025, 1, 5), 'SHORT_DATE_FORMAT')).toBe('01/05/2025')
  expect(formats.date_format(new date(2025, 1, 5), 'Y')).toBe('2025')
  expect(formats.get_format('TIME_INPUT_FORMATS')).toEqual(['%H:%M:%S', '%H:%M:%S.%f', '%H:%M'])
})

test('thousands are grouped when asked or when the settings say so', () => {
  expect(text(formats.number_format(1234567, null, { force_grouping: true }))).toBe('1,234,567')
  expect(text(formats.number_format(1234567))).toBe('1234567')
  settings.configure({ USE_THOUSAND_SEPARATOR: true })
  expect(text(formats.number_format(new Decimal('-1234.5'), 2))).toBe('-1,234.50')
  expect(formats.sanitize_separators('1,234.5')).toBe('1234.5')
})

test('numbers are cut, written out, and grouped by other sizes', () => {
  expect(text(numberformat.format(1e-5, ',', 6))).toBe('0,000010')
  expect(text(numberformat.format(new Decimal('1.999'), '.', 2))).toBe('1.99')
  expect(
    text(
      numberformat.format(1234567, '.', null, {
        grouping: [3, 2, 0],
        thousand_sep: ',',
        force_grouping: true,
      }),
    ),
  ).toBe('12,34,567')
})

test('a form shows a value in the first format that it would accept', () => {
  expect(formats.localize_input(new datetime(25, 1, 5, 15))).toBe('0025-01-05 15:00:00')
  expect(formats.localize_input(new date(2025, 1, 5), '%d/%m/%y')).toBe('05/01/25')
})
