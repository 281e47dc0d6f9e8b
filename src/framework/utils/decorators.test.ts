import { expect, test } from 'vitest'
import { decorate, method_decorator } from './decorators.ts'
import { wraps } from './wraps.ts'

type Func = (...args: unknown[]) => unknown

const loud = (func: Func): Func => wraps(func, (...args: unknown[]) => `${String(func(...args))}!`)
const quoted = (func: Func): Func =>
  wraps(func, (...args: unknown[]) => `"${String(func(...args))}"`)

test('decorators apply as stacked ones do: the first is the outermost', () => {
  const greet = decorate(
    quoted,
    loud,
  )(function greet(name: unknown) {
    return `hi ${String(name)}`
  })

  expect(greet('Ada')).toBe('"hi Ada!"')
  expect(greet.name).toBe('greet')
})

test('a decorator of functions works on a method, which keeps its this', () => {
  class Greeter {
    name = 'Ada'
    greet(greeting: unknown): unknown {
      return `${String(greeting)} ${this.name}`
    }
  }
  method_decorator(loud, { name: 'greet' })(Greeter)

  expect(new Greeter().greet('hi')).toBe('hi Ada!')
})

test('the name of a method that is not there is told', () => {
  class Empty {}

  expect(() => method_decorator(loud, { name: 'get' })(Empty)).toThrow(
    'The keyword argument `name` must be the name of a method of the decorated class',
  )
})
