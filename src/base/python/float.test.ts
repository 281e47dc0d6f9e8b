import { expect, test } from 'vitest'
import { Float, floatRepr, intRepr, isFloat, isInt, isNumber, toFloat } from './float.ts'

test('a whole float shows that it is one and counts as a number', () => {
  expect(String(new Float(3))).toBe('3.0')
  expect((new Float(3) as unknown as number) + 1).toBe(4)
  expect(new Float(3).toFixed(1)).toBe('3.0')
  expect(toFloat(2.5)).toBe(2.5)
  expect(toFloat(2)).toBeInstanceOf(Float)
})

test('floats print with the shortest digits, in exponent form beyond 16 of them', () => {
  expect(floatRepr(0.1 + 0.2)).toBe('0.30000000000000004')
  expect(floatRepr(1e16)).toBe('1e+16')
  expect(floatRepr(0.00001)).toBe('1e-05')
  expect(floatRepr(123456789012345.6)).toBe('123456789012345.6')
  expect(floatRepr(-0)).toBe('-0.0')
  expect(floatRepr(Infinity)).toBe('inf')
})

test('integers print all their digits', () => {
  expect(intRepr(1e21)).toBe('1000000000000000000000')
})

test('whole numbers and bigints are ints, everything else is a float', () => {
  expect(isInt(5)).toBe(true)
  expect(isInt(5n)).toBe(true)
  expect(isInt(new Float(5))).toBe(false)
  expect(isFloat(NaN)).toBe(true)
  expect(isNumber(true)).toBe(false)
})
