import { expect, test } from 'vitest'
import { linkSize } from './link-size.ts'

test.each([
  [300, 'fine'],
  [2000, 'long'],
  [8000, 'very-long'],
  [32_000, 'file'],
])('a link of %i characters is %s', (characters, level) => {
  expect(linkSize(characters).level).toBe(level)
})
