import { expect, test } from 'vitest'
import { was_modified_since } from './static.ts'

const SENT = 'Sun, 06 Nov 1994 08:49:37 GMT' // 784111777

test('a file is fresh until the second after it was sent', () => {
  expect(was_modified_since(SENT, 784111777.9)).toBe(false)
  expect(was_modified_since(SENT, 784111778)).toBe(true)
})

test('without a date that can be read it counts as modified', () => {
  expect(was_modified_since()).toBe(true)
  expect(was_modified_since('yesterday', 0)).toBe(true)
})
