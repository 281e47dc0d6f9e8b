import { expect, test } from 'vitest'
import type { error } from './re.ts'
import { escape, Pattern } from './re.ts'

test('named groups keep the spelling of Python', () => {
  const match = new Pattern(String.raw`^(?P<year>\d{4})/(\w+)/$`).search('2025/März/')

  expect(match?.named).toEqual({ year: '2025' })
  expect(match?.groups).toEqual(['2025', 'März'])
  expect(match?.end).toBe(10)
})

test('classes mean Unicode, as they do for Python strings', () => {
  expect(new Pattern(String.raw`^\d+$`).search('٣１')).not.toBeNull()
  expect(new Pattern(String.raw`^[\w-]+$`).search('é-è')).not.toBeNull()
  expect(new Pattern(String.raw`(?a)^\d+$`).search('٣')).toBeNull()
  expect(new Pattern('^.$').search('\u2028')).not.toBeNull()
})

test('the dollar allows a last newline, the end does not', () => {
  expect(new Pattern('a$').search('a\n')).not.toBeNull()
  expect(new Pattern(String.raw`a\Z`).search('a\n')).toBeNull()
  expect(new Pattern('a$').fullmatch('a\n')).toBeNull()
})

test('a broken expression gets the words of Python', () => {
  const messageOf = (pattern: string) => {
    try {
      return new Pattern(pattern)
    } catch (e) {
      return (e as error).message
    }
  }

  expect(messageOf('(')).toBe('missing ), unterminated subpattern at position 0')
  expect(messageOf('*a')).toBe('nothing to repeat at position 0')
  expect(messageOf('(?P<1a>x)')).toBe("bad character in group name '1a' at position 4")
  expect(messageOf('(?P<a')).toBe('missing >, unterminated name at position 4')
  expect(messageOf('[a')).toBe('unterminated character set at position 0')
  expect(messageOf('^(?x) a')).toBe('global flags not at the start of the expression at position 1')
  expect(messageOf('(?P<x>a)(?P<x>b)')).toBe(
    "redefinition of group name 'x' as group 2; was group 1 at position 12",
  )
})

test('flags at the start, references and repeats', () => {
  expect(new Pattern('(?i)^case/$').search('CASE/')).not.toBeNull()
  expect(new Pattern(String.raw`^(?P<x>\w+)-(?P=x)$`).search('ab-ab')).not.toBeNull()
  expect(new Pattern(String.raw`^(\w+)-\1$`).search('ab-ac')).toBeNull()
  expect(new Pattern('^a{,2}b{x}$').search('aab{x}')).not.toBeNull()
  expect(new Pattern(String.raw`^[\]\-a-c]+[$]$`).search('b]-$')).not.toBeNull()
})

test('flags of a group hold up to its end', () => {
  const mixed = new Pattern('^(?i:ca[s-t]e|é)-x$')

  expect(mixed.search('CaTE-x')).not.toBeNull()
  expect(mixed.search('É-x')).not.toBeNull()
  expect(mixed.search('case-X')).toBeNull()
  expect(new Pattern('^(?s:.)(?-s:.)$', 's').search('\n\n')).toBeNull()
  expect(new Pattern('^(?:(?i:[^a]))b$').search('Ab')).toBeNull()
})

test('escape marks what has a meaning, and nothing else', () => {
  expect(escape('a/b.c-d é')).toBe(String.raw`a/b\.c\-d\ é`)
})
