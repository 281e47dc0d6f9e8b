import { expect, test } from 'vitest'
import { inputOf, kindFor } from './input.ts'

const column = (type: string) => ({
  ...{ name: 'c', type, isRequired: false, default: null, key: 0, isGenerated: false },
})

test('a cell keeps the type that it has, and NULL takes the one of its column', () => {
  expect(kindFor({ type: 'text', text: '1', length: 1 }, column('integer'))).toBe('text')
  expect(kindFor({ type: 'null', text: '', length: 0 }, column('integer'))).toBe('integer')
  expect(kindFor(null, column('bool'))).toBe('integer')
  expect(kindFor(null, column('decimal'))).toBe('real')
  expect(kindFor(null, column('varchar(200)'))).toBe('text')
})

test('text that is no number is named, and stays what was typed', () => {
  expect(inputOf('integer', ' 12 ')).toEqual({ type: 'integer', text: '12' })
  expect(inputOf('integer', '1.5')).toEqual({
    problem: '“1.5” is not a whole number. Choose Text to keep it as text.',
  })
  expect(inputOf('real', '1e3')).toEqual({ type: 'real', text: '1e3' })
  expect(inputOf('text', ' 12 ')).toEqual({ type: 'text', text: ' 12 ' })
  expect(inputOf('null', 'whatever')).toEqual({ type: 'null' })
})
