import { expect, test } from 'vitest'
import { repr, str } from '../../../base/python/protocols.ts'
import { IntegerChoices, TextChoices } from './enums.ts'
import { CharField } from './fields/index.ts'

class Status extends TextChoices {
  static DRAFT = ['d', 'Not yet']
  static IN_REVIEW = 'r'
}

class Level extends IntegerChoices {
  static override __empty__ = '(Unknown)'
  static LOW = 1
  static HIGH = [9, 'Up there']
}

test('a class of choices gives pairs, labels, values and names', () => {
  expect(repr(Status.choices)).toBe("[('d', 'Not yet'), ('r', 'In Review')]")
  expect(Status.labels).toEqual(['Not yet', 'In Review'])
  expect([...Status]).toEqual(['d', 'r'])
  expect(Status.names).toEqual(['DRAFT', 'IN_REVIEW'])
  expect(repr(Level.choices)).toBe("[(None, '(Unknown)'), (1, 'Low'), (9, 'Up there')]")
  expect(Status.__contains__('d')).toBe(true)
  expect(Status.__contains__('x')).toBe(false)
})

test('once asked, a member is its value', () => {
  void Status.choices

  expect(Status.DRAFT).toBe('d')
  expect(Level.choices.length).toBe(3)
  expect(Level.HIGH).toBe(9)
})

test('a value leads to its member', () => {
  const draft = new Status('d')

  expect([draft.name, draft.value, draft.label]).toEqual(['DRAFT', 'd', 'Not yet'])
  expect(str(draft)).toBe('d')
  expect(repr(draft)).toBe('Status.DRAFT')
  expect(() => new Status('x')).toThrow("'x' is not a valid Status")
})

test('a field takes choices and default from the class, in any order', () => {
  class Size extends TextChoices {
    static SMALL = ['s', 'Small']
  }
  const field = new CharField({ default: Size.SMALL, max_length: 1, choices: Size })

  expect(field.get_default()).toBe('s')
  expect(field.flatchoices).toEqual([['s', 'Small']])
})

test('values of another kind are refused', () => {
  class Wrong extends TextChoices {
    static ONE = 1
  }

  expect(() => Wrong.choices).toThrow('1 is not a string')
})
