import { expect, test } from 'vitest'
import { Decimal } from './decimal.ts'
import { Float } from './float.ts'
import { format_value, percent_format, str_format } from './format.ts'
import { Tuple } from './tuple.ts'

test('% takes one value, a tuple of them, or a dict of names', () => {
  expect(percent_format('%s!', [1, 2])).toBe('[1, 2]!')
  expect(percent_format('%05.1f|%-4s|%x', new Tuple<unknown>(3.14159, 'a', 255))).toBe(
    '003.1|a   |ff',
  )
  expect(percent_format('%(n)d of %(all)s, 100%%', { n: 2, all: 'ten' })).toBe('2 of ten, 100%')
})

test('% complains as Python does', () => {
  expect(() => percent_format('%s %s', 'a')).toThrow('not enough arguments for format string')
  expect(() => percent_format('%s', new Tuple(1, 2))).toThrow(
    'not all arguments converted during string formatting',
  )
  expect(() => percent_format('%d', 'a')).toThrow('%d format: a real number is required, not str')
  expect(() => percent_format('%(a)s', {})).toThrow('a')
})

test('format() groups, pads and rounds', () => {
  expect(format_value(1234567.891, ',.2f')).toBe('1,234,567.89')
  expect(format_value(new Decimal('2.665'), '.2f')).toBe('2.66')
  expect(format_value('a', '*^5')).toBe('**a**')
  expect(format_value(new Float(3))).toBe('3.0')
  expect(format_value(255, '#06x')).toBe('0x00ff')
  expect(() => format_value('a', 'd')).toThrow("Unknown format code 'd' for object of type 'str'")
})

test('braces take arguments by order, number, name, attribute and key', () => {
  const text = str_format('{} {1} {who.name} {tags[0]} {{}}', ['a', 'b'], {
    who: { name: 'Ada' },
    tags: ['x'],
  })

  expect(text).toBe('a b Ada x {}')
  expect(() => str_format('{2}', ['a'])).toThrow(
    'Replacement index 2 out of range for positional args tuple',
  )
})
