import { pbkdf2Sync } from 'node:crypto'
import { expect, test } from 'vitest'
import { pbkdf2Sha256 } from './pbkdf2_sha256.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

test.each([
  ['password', 'salt', 1, 32],
  ['password', 'salt', 1000, 32],
  ['grüße', 'seasalt', 257, 20],
  ['p'.repeat(64), 's', 10, 100],
  ['longer than one block '.repeat(5), '', 10, 33],
])('%s with %s, %i rounds and %i bytes is what OpenSSL makes', (password, salt, rounds, size) => {
  const made = pbkdf2Sha256(bytes(password), bytes(salt), rounds, size)
  const wanted = pbkdf2Sync(password, salt, rounds, size, 'sha256')
  expect([...made]).toEqual([...wanted])
})
