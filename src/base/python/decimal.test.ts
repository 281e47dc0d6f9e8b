import { expect, test } from 'vitest'
import { Decimal, ROUND_HALF_UP } from './decimal.ts'
import { eq, hash, lt, repr, str } from './protocols.ts'

const d = (value: string | number) => new Decimal(value)

test('a decimal keeps the zeros that it was written with', () => {
  expect(str(d('1.10'))).toBe('1.10')
  expect(str(d('1.10').add(d('2.2')))).toBe('3.30')
  expect(str(d('2.50').mul(2))).toBe('5.00')
  expect(repr(d('0.00000001'))).toBe("Decimal('1E-8')")
})

test('division has 28 digits and no more zeros than it needs', () => {
  expect(str(d('1').div(d('3')))).toBe('0.3333333333333333333333333333')
  expect(str(d('10').div(4))).toBe('2.5')
  expect(() => d('1').div(0)).toThrow("[<class 'decimal.DivisionByZero'>]")
})

test('quantize rounds half to even unless told otherwise', () => {
  expect(str(d('2.675').quantize(d('0.01')))).toBe('2.68')
  expect(str(d('2.665').quantize(d('0.01')))).toBe('2.66')
  expect(str(d('2.665').quantize(d('0.01'), ROUND_HALF_UP))).toBe('2.67')
})

test('from a float comes its exact binary value', () => {
  expect(str(d(0.1))).toBe('0.1000000000000000055511151231257827021181583404541015625')
})

test('decimals compare with numbers of every kind', () => {
  expect(eq(d('1.0'), 1)).toBe(true)
  expect(eq(0.1, d('0.1'))).toBe(false)
  expect(lt(d('0.1'), 0.2)).toBe(true)
  expect(hash(d('1.0'))).toBe(hash(1))
})

test('a text that is no number is refused', () => {
  expect(() => d('1,5')).toThrow("[<class 'decimal.ConversionSyntax'>]")
  expect(d(' 1_000.5 ').valueOf()).toBe(1000.5)
})
