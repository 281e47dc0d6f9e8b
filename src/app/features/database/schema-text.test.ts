import { expect, test } from 'vitest'
import { readable } from './SchemaView.tsx'

test('a CREATE statement of one line gets a line for each column, brackets inside stay', () => {
  expect(
    readable(
      `CREATE TABLE "t" ("a, b" integer PRIMARY KEY, "n" varchar(2) CHECK ("n" IN ('(', 'x')))`,
    ),
  ).toBe(`CREATE TABLE "t" (
  "a, b" integer PRIMARY KEY,
  "n" varchar(2) CHECK ("n" IN ('(', 'x'))
)`)
})

test('a statement without brackets stays as it is', () => {
  expect(readable('CREATE VIEW v AS SELECT 1')).toBe('CREATE VIEW v AS SELECT 1')
})
