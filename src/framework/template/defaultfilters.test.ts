/** Filters as code uses them; template.test.ts has them in templates. */
import { expect, test } from 'vitest'
import { mark_safe } from '../../base/python/safe_string.ts'
import { Decimal } from '../../base/python/decimal.ts'
import { LazyValue } from '../utils/functional.ts'
import * as filters from './defaultfilters.ts'

test('filters are functions', () => {
  expect(filters.slugify('Hello, World!')).toBe('hello-world')
  expect(filters.truncatewords('one two three', 2)).toBe('one two …')
  expect(filters.add('6', 4)).toBe(10)
  expect(filters.pluralize(2, 'y,ies')).toBe('ies')
})

test('floatformat rounds halves up on the decimal text, and shows no minus zero', () => {
  expect(String(filters.floatformat(2.675, 2))).toBe('2.68')
  expect(String(filters.floatformat(new Decimal('34.00')))).toBe('34')
  expect(String(filters.floatformat(-0.001, 2))).toBe('0.00')
})

test('linebreaksbr escapes unless the text is safe or autoescape is off', () => {
  expect(String(filters.linebreaksbr('<b>\nx'))).toBe('&lt;b&gt;<br>x')
  expect(String(filters.linebreaksbr(mark_safe('<b>\nx')))).toBe('<b><br>x')
  expect(String(filters.linebreaksbr('<b>\nx', { autoescape: false }))).toBe('<b><br>x')
})

test('dictsort orders rows by a dotted name, and gives nothing where one lacks it', () => {
  const rows = [{ who: { age: 3 } }, { who: { age: 1 } }]
  expect(filters.dictsort(rows, 'who.age')).toEqual([{ who: { age: 1 } }, { who: { age: 3 } }])
  expect(filters.dictsort([...rows, {}], 'who.age')).toBe('')
})

test('slices and single items are Python ones', () => {
  expect(filters.slice_filter(['a', 'b', 'c'], '-2:')).toEqual(['b', 'c'])
  expect(filters.slice_filter('abc', '::-1')).toBe('cba')
  expect(filters.last([])).toBe('')
})

test('a lazy text is sliced and counted like the text, and text has no item to sort by', () => {
  const lazy = new LazyValue(() => 'translated')
  expect(filters.slice_filter(lazy, ':5')).toBe('trans')
  expect(filters.pluralize(lazy)).toBe('s')
  expect(filters.dictsort('example', '0')).toBe('')
})

test('text and lazy text add up in either order', () => {
  const lazy = new LazyValue(() => 'b')
  expect([filters.add('a', lazy), filters.add(lazy, 'a')]).toEqual(['ab', 'ba'])
})
