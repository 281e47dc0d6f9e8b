import { expect, test } from 'vitest'
import { nearestRoute } from './nearest.ts'

const ROUTES = [
  { route: '', why: "it matches the beginning, but 'x' is left over" },
  { route: 'blog/', why: "it matches the beginning, but 'x' is left over" },
  { route: 'blog/posts/<int:pk>/', why: "'x' does not begin with 'posts/'" },
  { route: 'blog/statistics/', why: "'x' does not begin with 'statistics/'" },
]

test('a letter too few still finds its route', () => {
  expect(nearestRoute('/blog/post/2/', ROUTES)?.route).toBe('blog/posts/<int:pk>/')
  expect(nearestRoute('blog/statistic/', ROUTES)?.route).toBe('blog/statistics/')
})

test('a converter that refuses is nearer than any text', () => {
  const refused = { route: 'blog/posts/<int:pk>/', why: "'two' is no int" }

  expect(nearestRoute('blog/posts/two/', [...ROUTES, refused])).toBe(refused)
})

test('a common start alone is not near', () => {
  expect(nearestRoute('/blog/nowhere/', ROUTES)).toBeNull()
  expect(nearestRoute('/', [])).toBeNull()
})
