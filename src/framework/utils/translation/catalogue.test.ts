import { afterEach, beforeEach, expect, test } from 'vitest'
import '../../conf/locale/all.ts'
import { mark_safe, SafeString } from '../../../base/python/safe_string.ts'
import { settings } from '../../conf/index.ts'
import * as translation from './index.ts'

beforeEach(() => {
  settings.configure({ LANGUAGE_CODE: 'en-us' })
})
afterEach(() => {
  translation.deactivate()
})

test('months and days have names in every language, other sentences than a form field’s stay English', () => {
  translation.activate('fr')

  expect(translation.gettext('March')).toBe('mars')
  expect(translation.gettext('Monday')).toBe('lundi')
  expect(translation.gettext('Enter a valid date.')).toBe('Saisissez une date valide.')
  expect(translation.gettext('Please submit at least %d form.')).toBe(
    'Please submit at least %d form.',
  )
})

test('a context tells equal texts apart', () => {
  translation.activate('ru')

  expect(translation.gettext('May')).toBe('Май')
  expect(translation.pgettext('alt. month', 'May')).toBe('мая')
})

test("a language without a word takes the more general one's, then the project's", () => {
  translation.activate('de-at')
  expect(translation.gettext('January')).toBe('Januar')

  settings.configure({ LANGUAGE_CODE: 'nl' })
  translation.activate('xx')
  expect(translation.gettext('January')).toBe('januari')
  translation.activate('en-gb')
  expect(translation.gettext('January')).toBe('January')
})

test('safe text stays safe, and no language at all translates nothing', () => {
  translation.activate('fr')
  expect(translation.gettext(mark_safe('March'))).toBeInstanceOf(SafeString)

  translation.deactivate_all()
  expect(translation.gettext('March')).toBe('March')
})
