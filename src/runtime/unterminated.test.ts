import { expect, test } from 'vitest'
import { lineOfOpenString } from './unterminated.ts'

test('a string without its end is found on its own line', () => {
  expect(lineOfOpenString("const a = 'b'\nconst c = 'd\nconst e = 'f'")).toBe(2)
})

test('quotes in comments, templates and regular expressions open nothing', () => {
  const code = "// don't\n/* it's */ const a = `it's\n${b}'s`, c = /'/, d = \"it's\", e = 'a\\'b'"

  expect(lineOfOpenString(code)).toBeNull()
})
