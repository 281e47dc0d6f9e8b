import { expect, test } from 'vitest'
import { str } from '../../base/python/protocols.ts'
import { SimpleLazyObject, lazy, partition } from './functional.ts'
import { make_hashable } from './hashable.ts'
import { repr } from '../../base/python/protocols.ts'

class User {
  #name = 'ada'
  greet(): string {
    return `Hi ${this.#name}`
  }
}

test('a SimpleLazyObject makes its object once and then passes for it', () => {
  let made = 0
  const user = new SimpleLazyObject(() => {
    made += 1
    return new User()
  }) as unknown as User & { seen?: boolean }

  expect(made).toBe(0)
  expect(user.greet()).toBe('Hi ada')
  expect(user instanceof User).toBe(true)
  user.seen = true
  expect('seen' in user).toBe(true)
  expect(made).toBe(1)
})

test('a lazy value is worked out each time it is read', () => {
  let language = 'en'
  const greeting = lazy(() => (language === 'en' ? 'Hello' : 'Hallo'))()

  expect(str(greeting)).toBe('Hello')
  language = 'de'
  expect(str(greeting)).toBe('Hallo')
})

test('values are parted and made hashable', () => {
  expect(partition((n: number) => n > 1, [1, 2, 3])).toEqual([[1], [2, 3]])
  expect(repr(make_hashable({ b: [1], a: 2 }))).toBe("(('a', 2), ('b', (1,)))")
})
