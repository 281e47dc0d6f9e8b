import { expect, test } from 'vitest'
import { str } from '../../../base/python/protocols.ts'
import { ValidationError } from '../../core/exceptions.ts'
import {
  CharField,
  EmailField,
  JSONField,
  RegexField,
  SlugField,
  URLField,
  UUIDField,
} from '../fields.ts'
import type { Field } from './base.ts'

/** The texts of the errors that cleaning `value` gives. */
function errorsOf(field: Field, value: unknown): string[] {
  try {
    field.clean(value)
    return []
  } catch (error) {
    if (error instanceof ValidationError) return error.messages
    throw error
  }
}

test('a text loses the blanks around it, unless it keeps them', () => {
  expect(new CharField().clean('  Hi ')).toBe('Hi')
  expect(new CharField({ strip: false }).clean('  Hi ')).toBe('  Hi ')
})

test('a required text must not be empty, and another one is the empty value', () => {
  expect(errorsOf(new CharField(), ' ')).toEqual(['This field is required.'])
  expect(new CharField({ required: false, empty_value: null }).clean('')).toBe(null)
})

test('all limits are told at once, in words of the field’s own', () => {
  const field = new CharField({ max_length: 2, error_messages: { max_length: 'Too long.' } })

  expect(errorsOf(field, 'abc')).toEqual(['Too long.'])
  expect(errorsOf(new CharField({ min_length: 4 }), 'abc')).toEqual([
    'Ensure this value has at least 4 characters (it has 3).',
  ])
})

test('addresses, slugs and patterns are checked', () => {
  expect(errorsOf(new EmailField(), 'ada@')).toEqual(['Enter a valid email address.'])
  expect(new URLField().clean('example.com')).toBe('http://example.com')
  expect(errorsOf(new SlugField(), 'a b')).toEqual([
    'Enter a valid “slug” consisting of letters, numbers, underscores or hyphens.',
  ])
  expect(errorsOf(new RegexField('^[0-9]+$'), 'x')).toEqual(['Enter a valid value.'])
})

test('a UUID is one in any spelling, JSON becomes its value', () => {
  const text = '12345678-1234-5678-1234-567812345678'

  expect(str(new UUIDField().clean(`{${text.replaceAll('-', '')}}`))).toBe(text)
  expect(new JSONField().clean('{"a": [1, true]}')).toEqual({ a: [1, true] })
  expect(errorsOf(new JSONField(), '{')).toEqual(['Enter a valid JSON.'])
})
