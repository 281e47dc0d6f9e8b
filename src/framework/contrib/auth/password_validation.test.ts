import { beforeEach, expect, test } from 'vitest'
import { settings } from '../../conf/index.ts'
import type { ValidationError } from '../../core/exceptions.ts'
import { setImporter } from '../../utils/module_loading.ts'
import * as validation from './password_validation.ts'

const NAMES = [
  'UserAttributeSimilarityValidator',
  'MinimumLengthValidator',
  'CommonPasswordValidator',
  'NumericPasswordValidator',
]

beforeEach(() => {
  setImporter(() => ({ ...validation }))
  settings.configure({
    AUTH_PASSWORD_VALIDATORS: NAMES.map((name) => ({
      NAME: `django.contrib.auth.password_validation.${name}`,
      OPTIONS: name === 'MinimumLengthValidator' ? { min_length: 9 } : {},
    })),
  })
})

function faults(password: string, user: unknown = null): string[] {
  try {
    validation.validate_password(password, user)
    return []
  } catch (error) {
    return (error as ValidationError).messages.map(String)
  }
}

test('all faults of a password are told at once', () => {
  expect(faults('12345678')).toEqual([
    'This password is too short. It must contain at least 9 characters.',
    'This password is too common.',
    'This password is entirely numeric.',
  ])
  expect(faults('correct horse battery')).toEqual([])
})

test('a password like the name is refused', () => {
  expect(faults('ada.lovelace1', { username: 'ada_lovelace', email: '' })).toEqual([
    'The password is too similar to the username.',
  ])
})

test('the help texts follow the settings', () => {
  expect(validation.password_validators_help_texts()[1]).toBe(
    'Your password must contain at least 9 characters.',
  )
})
