import { expect, test } from 'vitest'
import { str } from '../../../base/python/protocols.ts'
import { DecimalField, FloatField, IntegerField } from '../fields.ts'

test('digits of any script are a number, and a point with nothing behind it is dropped', () => {
  expect(new IntegerField().clean(' ٣ ')).toBe(3)
  expect(new IntegerField().clean('1.0')).toBe(1)
  expect(() => new IntegerField().clean('1.5')).toThrow('Enter a whole number.')
})

test('limits and steps', () => {
  const field = new IntegerField({ min_value: 2, max_value: 8, step_size: 2 })

  expect(field.clean('4')).toBe(4)
  expect(() => field.clean('1')).toThrow('Ensure this value is greater than or equal to 2.')
  expect(() => field.clean('9')).toThrow('Ensure this value is less than or equal to 8.')
  expect(() => field.clean('5')).toThrow(
    'Ensure this value is a multiple of step size 2, starting from 2, e.g. 2, 4, 6, and so on.',
  )
})

test('a decimal keeps its digits', () => {
  const field = new DecimalField({ max_digits: 4, decimal_places: 2 })

  expect(str(field.clean('2.50'))).toBe('2.50')
  expect(() => field.clean('1.234')).toThrow('Ensure that there are no more than 2 decimal places.')
  expect(() => field.clean('nan')).toThrow('Enter a number.')
})

test('a float is a number, and nothing is none', () => {
  expect(Number(new FloatField().clean('1e3'))).toBe(1000)
  expect(new FloatField({ required: false }).clean('')).toBe(null)
})
