import { expect, test } from 'vitest'
import { toPath } from './address.ts'

test.each([
  ['/blog/?q=a', '/blog/?q=a'],
  ['blog/', '/blog/'],
  ['  /blog/ ', '/blog/'],
  ['http://localhost:8000/blog/?page=2#top', '/blog/?page=2'],
  ['//evil.example/x', '/evil.example/x'],
  ['/blog/#comments', '/blog/'],
  ['', '/'],
])('%j goes to %j', (typed, path) => {
  expect(toPath(typed)).toBe(path)
})
