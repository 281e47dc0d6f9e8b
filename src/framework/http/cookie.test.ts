import { expect, test } from 'vitest'
import { parse_cookie, SimpleCookie } from './index.ts'

test('unusual characters are quoted in octal, attributes are sorted by name', () => {
  const cookies = new SimpleCookie()
  cookies['theme'] = 'a,b "é"'
  const morsel = cookies.__getitem__('theme')
  morsel['path'] = '/'
  morsel['max-age'] = 60
  morsel['httponly'] = true

  expect(morsel.OutputString()).toBe(
    String.raw`theme="a\054b \"\351\""; HttpOnly; Max-Age=60; Path=/`,
  )
})

test('a header is read as browsers send it', () => {
  expect(parse_cookie('a=1; b="x\\054y"; c; a=2')).toEqual({ a: '2', b: 'x,y', '': 'c' })
})

test('names and attributes that no cookie has are refused', () => {
  const cookies = new SimpleCookie()

  expect(() => cookies.__setitem__('a b', 'x')).toThrow("Illegal key 'a b'")
  expect(() => cookies.__setitem__('path', 'x')).toThrow("Attempt to set a reserved key 'path'")
})
