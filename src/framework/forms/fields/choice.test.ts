import { expect, test } from 'vitest'
import { ValidationError } from '../../core/exceptions.ts'
import {
  BooleanField,
  ChoiceField,
  MultipleChoiceField,
  NullBooleanField,
  TypedChoiceField,
} from '../fields.ts'

function messagesOf(clean: () => unknown): string[] {
  try {
    clean()
    return []
  } catch (error) {
    if (error instanceof ValidationError) return error.messages
    throw error
  }
}

const SIZES = [
  ['s', 'Small'],
  [
    'Large',
    [
      ['l', 'L'],
      ['xl', 'XL'],
    ],
  ],
]

test('a choice is one of the values, those in groups included', () => {
  const field = new ChoiceField({ choices: SIZES })

  expect(field.clean('xl')).toBe('xl')
  expect(messagesOf(() => field.clean('m'))).toEqual([
    'Select a valid choice. m is not one of the available choices.',
  ])
})

test('choices of a function are asked anew each time', () => {
  const sizes = [['s', 'Small']]
  const field = new ChoiceField({ choices: () => sizes })
  sizes.push(['m', 'Medium'])

  expect(field.clean('m')).toBe('m')
})

test('a typed choice gives the value that the text stands for', () => {
  const field = new TypedChoiceField({
    choices: [[1, 'One']],
    coerce: Number,
    empty_value: null,
    required: false,
  })

  expect(field.clean('1')).toBe(1)
  expect(field.clean('')).toBe(null)
})

test('several choices come as a list, and their order changes nothing', () => {
  const field = new MultipleChoiceField({
    choices: [
      [1, 'One'],
      [2, 'Two'],
    ],
  })

  expect(field.clean(['1', '2'])).toEqual(['1', '2'])
  expect(() => field.clean('1')).toThrow('Enter a list of values.')
  expect(field.has_changed([1, 2], ['2', '1'])).toBe(false)
})

test('a required checkbox must be checked; nothing sent is false', () => {
  expect(() => new BooleanField().clean(false)).toThrow('This field is required.')
  expect(new BooleanField({ required: false }).clean('False')).toBe(false)
  expect(new NullBooleanField().clean('unknown')).toBe(null)
})
