import { expect, test } from 'vitest'
import { parametersOf, setParameters } from './parameters_of.ts'

test('the last destructured object stands for the keyword arguments', () => {
  const tag = (
    context: unknown,
    limit = 5,
    { order = ')', ...rest }: Record<string, unknown> = {},
  ) => [context, limit, order, rest]

  expect(parametersOf(tag)).toEqual([
    { name: 'context', kind: 'positional', hasDefault: false },
    { name: 'limit', kind: 'positional', hasDefault: true },
    { name: 'order', kind: 'keyword', hasDefault: true },
    { name: 'rest', kind: 'kwargs', hasDefault: false },
  ])
})

test('what is set explicitly wins, what cannot be read is unknown', () => {
  const wrapped = (...args: unknown[]) => args
  setParameters(wrapped, [{ name: 'value', kind: 'positional', hasDefault: false }])

  expect(parametersOf(wrapped)?.map((one) => one.name)).toEqual(['value'])
  expect(parametersOf(Math.max)).toBeNull()
  expect(parametersOf(5)).toBeNull()
})
