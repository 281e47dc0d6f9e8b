import { beforeEach, expect, test } from 'vitest'
import { settings } from '../../conf/index.ts'
import { setPorts } from '../../utils/ports.ts'
import { forgetAll } from './backends/locmem.ts'
import { cache, caches, InvalidCacheBackendError } from './index.ts'
import { make_template_fragment_key } from './utils.ts'

let seconds = 0

beforeEach(() => {
  seconds = 1_000_000
  setPorts({ now: () => seconds * 1e6 })
  settings.configure({ SECRET_KEY: 'cache-tests' })
  forgetAll()
})

test('a value is kept until its timeout', () => {
  cache.set('greeting', 'hello', 60)

  seconds += 59
  expect(cache.get('greeting')).toBe('hello')
  seconds += 2
  expect(cache.get('greeting', 'gone')).toBe('gone')
})

test('get_or_set calls the function for a missing key only', () => {
  let calls = 0
  const expensive = (): number => (calls += 1)

  expect(cache.get_or_set('answer', expensive, 60)).toBe(1)
  expect(cache.get_or_set('answer', expensive, 60)).toBe(1)
  expect(calls).toBe(1)
})

test('what comes out of the cache is a copy', () => {
  cache.set('tags', ['django'])

  const tags = cache.get('tags') as string[]
  tags.push('cache')

  expect(cache.get('tags')).toEqual(['django'])
})

test('incr keeps the timeout and refuses a missing key', () => {
  cache.set('hits', 5, 10)

  expect(cache.incr('hits')).toBe(6)
  seconds += 11
  expect(() => cache.incr('hits')).toThrow("Key ':1:hits' not found")
})

test('a full cache drops the third that was used longest ago', () => {
  const CACHES = {
    default: {
      BACKEND: 'django.core.cache.backends.locmem.LocMemCache',
      OPTIONS: { MAX_ENTRIES: 3 },
    },
  }
  settings.configure({ SECRET_KEY: 'cache-tests', CACHES })
  cache.set_many({ a: 1, b: 2, c: 3 })
  cache.get('a')

  cache.set('d', 4)

  expect(cache.get_many(['a', 'b', 'c', 'd'])).toEqual({ a: 1, c: 3, d: 4 })
})

test('a cache that the settings do not name is refused', () => {
  expect(() => caches.get('nope')).toThrow(InvalidCacheBackendError)
})

test('a fragment has one key for each value it varies on', () => {
  expect(make_template_fragment_key('sidebar')).not.toBe(
    make_template_fragment_key('sidebar', ['ada']),
  )
})
