import { expect, test } from 'vitest'
import { FirstSegments } from './first_segments.ts'
import { RegexPattern, RoutePattern } from './patterns.ts'

const routes = [
  new RoutePattern('blog/<int:pk>/'),
  new RoutePattern('<slug:page>/'),
  new RoutePattern('about/'),
  new RegexPattern('^blog/(?P<year>[0-9]{4})/$'),
  new RegexPattern('^(?:shop|store)/$'),
]
const segments = new FirstSegments(routes.map((pattern) => ({ pattern })))

test('a first segment keeps the routes that begin with it, and those that begin with anything', () => {
  expect(segments.candidates('blog/7/')).toEqual([0, 1, 3, 4])
  expect(segments.candidates('about/')).toEqual([1, 2, 4])
})

test('any other path is only for routes that begin with anything', () => {
  expect(segments.candidates('shop/')).toEqual([1, 4])
  expect(segments.candidates('')).toEqual([1, 4])
})

test('a repeated last character is not part of what a path must begin with', () => {
  expect(new RegexPattern('^blogs?/$').literal).toBe('blog')
  expect(new RegexPattern('^a/|^b/').literal).toBe('')
})
