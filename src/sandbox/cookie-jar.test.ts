import { expect, test } from 'vitest'
import { CookieJar } from './cookie-jar.ts'

function jarAt(start: number) {
  const clock = { now: start }
  return { clock, jar: new CookieJar('localhost', () => clock.now) }
}

test('a cookie goes back to the paths below its own, longer paths first', () => {
  const { jar } = jarAt(0)

  jar.setFromHeader('a=1; Path=/', '/')
  jar.setFromHeader('b=2; Path=/blog', '/')

  expect(jar.headerFor('/blog/1/')).toBe('b=2; a=1')
  expect(jar.headerFor('/blogger/')).toBe('a=1')
})

test('without Path it belongs to the folder of the request', () => {
  const { jar } = jarAt(0)

  jar.setFromHeader('a=1', '/blog/post')

  expect(jar.headerFor('/blog/other')).toBe('a=1')
  expect(jar.headerFor('/')).toBe('')
})

test('Max-Age=0, a past Expires and time itself delete it', () => {
  const { clock, jar } = jarAt(Date.parse('2025-01-01T00:00:00Z'))
  for (const name of ['a', 'b', 'c']) jar.setFromHeader(`${name}=1; Max-Age=10`, '/')

  jar.setFromHeader('a=; Max-Age=0', '/')
  jar.setFromHeader('b=""; expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0; Path=/', '/')
  expect(jar.headerFor('/')).toBe('c=1')

  clock.now += 10_000
  expect(jar.headerFor('/')).toBe('')
})

test('scripts neither see nor replace an HttpOnly cookie', () => {
  const { jar } = jarAt(0)
  jar.setFromHeader('sessionid=s; HttpOnly; Path=/', '/')
  jar.setFromHeader('csrftoken=t; Path=/', '/')

  jar.setFromScript('sessionid=forged; path=/', '/')
  jar.setFromScript('theme=dark; path=/', '/')

  expect(jar.scriptFor('/')).toBe('csrftoken=t; theme=dark')
  expect(jar.headerFor('/')).toBe('sessionid=s; csrftoken=t; theme=dark')
})

test('a new value keeps its place; another Domain is refused', () => {
  const { jar } = jarAt(0)
  jar.setFromHeader('a=1; Path=/', '/')
  jar.setFromHeader('b=2; Path=/', '/')

  jar.setFromHeader('a=3; Path=/', '/')
  jar.setFromHeader('evil=1; Domain=example.com; Path=/', '/')

  expect(jar.headerFor('/')).toBe('a=3; b=2')
})
