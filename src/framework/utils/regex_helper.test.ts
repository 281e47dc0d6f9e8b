import { expect, test } from 'vitest'
import { normalize } from './regex_helper.ts'

test('a pattern is turned round into texts with gaps', () => {
  expect(normalize(String.raw`^articles/(?P<pk>\d+)/$`)).toEqual([['articles/%(pk)s/', ['pk']]])
  expect(normalize(String.raw`^(\d+)/(\w+)/$`)).toEqual([['%(_0)s/%(_1)s/', ['_0', '_1']]])
})

test('an optional group gives a text without it and one with it', () => {
  expect(normalize(String.raw`^(?:page-(?P<page>\d+)/)?$`)).toEqual([
    ['', []],
    ['page-%(page)s/', ['page']],
  ])
})

test('repeats take the fewest, sets their first character', () => {
  expect(normalize(String.raw`^a+b*c?d{2,3}[xyz]\.$`)).toEqual([[String.raw`addx.`, []]])
  expect(normalize('^a|b$')).toEqual([['', []]])
})

test('a group without an example is refused', () => {
  expect(() => normalize('^(?i:a)$')).toThrow("Non-reversible reg-exp portion: '(?i'")
})
