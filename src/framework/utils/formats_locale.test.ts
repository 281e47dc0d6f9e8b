import { afterEach, beforeEach, expect, test } from 'vitest'
import '../conf/locale/all.ts'
import { date, datetime } from '../../base/python/datetime.ts'
import { ModuleNotFoundError } from '../../base/python/exceptions.ts'
import { str } from '../../base/python/protocols.ts'
import { settings } from '../conf/index.ts'
import { date_format, get_format, localize, number_format, sanitize_separators } from './formats.ts'
import { setImporter } from './module_loading.ts'
import * as translation from './translation/index.ts'

beforeEach(() => {
  settings.configure({ LANGUAGE_CODE: 'en-us' })
})
afterEach(() => {
  translation.deactivate()
})

test('dates and numbers follow the active language', () => {
  translation.activate('de')

  expect(date_format(new date(2026, 3, 5))).toBe('5. März 2026')
  expect(localize(new datetime(2026, 3, 5, 14, 7))).toBe('5. März 2026 14:07')
  expect(str(number_format(1234567.5, null, { force_grouping: true }))).toBe('1.234.567,5')
  expect(sanitize_separators('1234,5')).toBe('1234.5')
})

test('a language of a country is asked before the language alone', () => {
  expect(get_format('THOUSAND_SEPARATOR', 'de')).toBe('.')
  expect(get_format('THOUSAND_SEPARATOR', 'de-ch')).toBe('\u00a0')
  expect(get_format('DATE_FORMAT', 'de-at')).toBe('j. F Y')
})

test('what a language leaves open is what the settings say', () => {
  settings.configure({ NUMBER_GROUPING: 2, YEAR_MONTH_FORMAT: 'm/Y' })

  expect(get_format('NUMBER_GROUPING', 'hi')).toBe(2)
  expect(get_format('YEAR_MONTH_FORMAT', 'xx')).toBe('m/Y')
})

test("the project's own formats come first", () => {
  settings.configure({ FORMAT_MODULE_PATH: 'blog.formats' })
  setImporter((name) => {
    if (name === 'blog.formats.de.formats') return { DATE_FORMAT: 'Y' }
    throw new ModuleNotFoundError(`No module named '${name}'`)
  })

  expect(get_format('DATE_FORMAT', 'de')).toBe('Y')
  expect(get_format('TIME_FORMAT', 'de')).toBe('H:i')
})
