import { expect, test } from 'vitest'
import { ValidationError } from '../../core/exceptions.ts'
import { User } from './models.ts'
import { ASCIIUsernameValidator, UnicodeUsernameValidator } from './validators.ts'

test('a username is letters, digits and @.+-_, of any script or of ASCII alone', () => {
  const unicode = new UnicodeUsernameValidator()
  const ascii = new ASCIIUsernameValidator()

  expect(() => unicode.__call__('zoë+1@x.y-z_')).not.toThrow()
  expect(() => ascii.__call__('zoë')).toThrow(ValidationError)
  for (const name of ['a b', '<b>', 'a\n']) {
    expect(() => unicode.__call__(name)).toThrow(ValidationError)
  }
})

test('the model of users checks it', () => {
  const { validators } = User._meta.get_field('username') as { validators: readonly unknown[] }

  expect(validators.some((one) => one instanceof UnicodeUsernameValidator)).toBe(true)
})
