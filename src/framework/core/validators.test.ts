import { expect, test } from 'vitest'
import { Decimal } from '../../base/python/decimal.ts'
import { eq } from '../../base/python/protocols.ts'
import { ValidationError } from './exceptions.ts'
import * as validators from './validators.ts'

/** The texts of the complaint, or null. */
function complaint(run: () => void): string | null {
  try {
    run()
    return null
  } catch (error) {
    if (error instanceof ValidationError) return error.messages.join('\n')
    throw error
  }
}

test('functions check at once, classes are made with their limits', () => {
  expect(complaint(() => validators.validate_email('me@example.com'))).toBeNull()
  expect(complaint(() => validators.validate_email('me@'))).toBe('Enter a valid email address.')
  expect(complaint(() => new validators.MaxValueValidator(5).__call__(6))).toBe(
    'Ensure this value is less than or equal to 5.',
  )
  expect(complaint(() => new validators.MinLengthValidator(1).__call__(''))).toBe(
    'Ensure this value has at least 1 character (it has 0).',
  )
})

test('a regular expression is in Python’s syntax, or JavaScript’s own', () => {
  const python = new validators.RegexValidator(String.raw`^\d+\Z`, 'Digits only.', 'digits')
  const own = new validators.RegexValidator({ regex: /^a/, inverse_match: true })

  expect(complaint(() => python.__call__('12\n'))).toBe('Digits only.')
  expect(complaint(() => own.__call__('bc'))).toBeNull()
  expect(complaint(() => own.__call__('abc'))).toBe('Enter a valid value.')
  expect(
    eq(python, new validators.RegexValidator(String.raw`^\d+\Z`, 'Digits only.', 'digits')),
  ).toBe(true)
})

test('URLs need a scheme that is allowed and a host that can be one', () => {
  const url = new validators.URLValidator()

  for (const good of ['http://localhost:8000/x', 'https://müller.example/', 'http://[::1]/']) {
    expect(complaint(() => url.__call__(good))).toBeNull()
  }
  for (const bad of ['example.com', 'javascript://x.com', 'http://-a.com', 'http://[::1:2::3]/']) {
    expect(complaint(() => url.__call__(bad))).toBe('Enter a valid URL.')
  }
})

test('digits are counted before and after the point', () => {
  const price = new validators.DecimalValidator(4, 2)

  expect(complaint(() => price.__call__(new Decimal('99.99')))).toBeNull()
  expect(complaint(() => price.__call__(new Decimal('1.234')))).toBe(
    'Ensure that there are no more than 2 decimal places.',
  )
  expect(complaint(() => price.__call__(new Decimal('123.4')))).toBe(
    'Ensure that there are no more than 2 digits before the decimal point.',
  )
})

test('a step counts from its offset', () => {
  const step = new validators.StepValueValidator(3, null, { offset: 1 })

  expect(complaint(() => step.__call__(7))).toBeNull()
  expect(complaint(() => step.__call__(6))).toBe(
    'Ensure this value is a multiple of step size 3, starting from 1, e.g. 1, 4, 7, and so on.',
  )
})

test('files are known by the end of their names', () => {
  const pdf = new validators.FileExtensionValidator({ allowed_extensions: ['PDF'] })

  expect(complaint(() => pdf.__call__({ name: 'a.Pdf' }))).toBeNull()
  expect(complaint(() => pdf.__call__({ name: '.pdf' }))).toBe(
    'File extension “” is not allowed. Allowed extensions are: pdf.',
  )
})
