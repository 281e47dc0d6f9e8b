import { expect, test } from 'vitest'
import { presenterAction } from './keys.ts'

const press = (key: string, ctrlKey = false) =>
  presenterAction({ key, ctrlKey, metaKey: false, altKey: false })

test('a clicker and a keyboard drive the presentation', () => {
  expect(['ArrowRight', ' ', 'PageDown'].map((key) => press(key))).toEqual(['next', 'next', 'next'])
  expect(['ArrowLeft', 'PageUp'].map((key) => press(key))).toEqual(['back', 'back'])
  expect(['Home', 'End', 'B', 'f'].map((key) => press(key))).toEqual([
    'first',
    'last',
    'blank',
    'full-screen',
  ])
})

test('chords of the browser are left alone', () => {
  expect(press('f', true)).toBeNull()
  expect(press('x')).toBeNull()
})
