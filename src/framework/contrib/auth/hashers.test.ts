import { beforeEach, expect, test, vi } from 'vitest'
import { settings } from '../../conf/index.ts'
import { setImporter } from '../../utils/module_loading.ts'
import { setPorts } from '../../utils/ports.ts'
import * as hashers from './hashers.ts'

class Quick extends hashers.PBKDF2PasswordHasher {
  static override iterations = 10
}
class Quicker extends hashers.PBKDF2PasswordHasher {
  static override iterations = 5
}

beforeEach(() => {
  setPorts({ random: (count) => Uint8Array.from({ length: count }, (_, index) => index) })
  setImporter(() => ({ ...hashers, Quick, Quicker }))
  use('Quick', 'MD5PasswordHasher')
})

function use(...names: string[]): void {
  settings.configure({
    PASSWORD_HASHERS: names.map((name) => `django.contrib.auth.hashers.${name}`),
  })
}

test('a stored password says how it was made, and matches only itself', () => {
  const encoded = hashers.make_password('secret')

  expect(encoded).toMatch(/^pbkdf2_sha256\$10\$[a-zA-Z0-9]{22}\$.{44}$/)
  expect(hashers.check_password('secret', encoded)).toBe(true)
  expect(hashers.check_password('Secret', encoded)).toBe(false)
})

test('no password matches an unusable one', () => {
  const encoded = hashers.make_password(null)
  expect(hashers.is_password_usable(encoded)).toBe(false)
  expect(hashers.check_password(encoded, encoded)).toBe(false)
})

test('a password with less work is stored anew when it was right', () => {
  use('Quicker')
  const old = hashers.make_password('secret')
  use('Quick')
  const setter = vi.fn()

  expect(hashers.check_password('wrong', old, setter)).toBe(false)
  expect(setter).not.toHaveBeenCalled()
  expect(hashers.check_password('secret', old, setter)).toBe(true)
  expect(setter).toHaveBeenCalledWith('secret')
})

test('a hasher that needs a library says so', () => {
  use('Argon2PasswordHasher')
  expect(() => hashers.make_password('secret')).toThrow("No module named 'argon2'")
})

test('an algorithm that the settings do not name is refused', () => {
  expect(() => hashers.identify_hasher('scrypt$1$salt$8$5$hash')).toThrow(
    "Unknown password hashing algorithm 'scrypt'.",
  )
})
