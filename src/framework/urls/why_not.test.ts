import { expect, test } from 'vitest'
import { RoutePattern } from './patterns.ts'

const why = (route: string, path: string) => new RoutePattern(route, null, true).whyNot(path)

test('a miss is told in one sentence', () => {
  expect(why('posts/<int:pk>/', 'posts/abc/')).toBe("'abc' is no int")
  expect(why('posts/<int:pk>/', 'posts/7')).toBe('only the slash at the end is missing')
  expect(why('posts/<int:pk>/', 'posts/7/edit/')).toBe(
    "it matches the beginning, but 'edit/' is left over",
  )
  expect(why('posts/<int:pk>/', 'post/7/')).toBe("'post/7/' does not begin with 'posts/'")
  expect(why('posts/<int:pk>/', 'posts/')).toBe('the path ends where <int:pk> should be')
  expect(why('a/<slug:s>', 'a/b/')).toBe('the slash at the end is too much')
})

test('a parameter gives back what the text after it needs', () => {
  expect(why('<slug:a>-<int:b>/', 'my-post-x/')).toBe("'x' is no int")
})
