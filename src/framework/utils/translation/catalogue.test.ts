import { afterEach, beforeEach, expect, test } from 'vitest'
import '../../conf/locale/all.ts'
import { mark_safe, SafeString } from '../../../base/python/safe_string.ts'
import { percent_format } from '../../../base/python/format.ts'
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

test('a text with a number has as many forms as its language', () => {
  const results = (number: number) =>
    percent_format(translation.ngettext('%(counter)s result', '%(counter)s results', number), {
      counter: number,
    })
  translation.activate('ru')
  expect([1, 3, 5].map(results)).toEqual(['1 результат', '3 результата', '5 результатов'])

  translation.activate('fr')
  expect(results(0)).toBe('0 résultat')
  translation.activate('xx')
  expect(results(0)).toBe('0 results')
})

test('units of time stand in the case that the words around them ask for', () => {
  const ago = (text: string, num: number) => {
    const delta = percent_format(
      translation.npgettext('naturaltime-past', `%(num)d ${text}`, `%(num)d ${text}s`, num),
      { num },
    )
    return percent_format(translation.gettext('%(delta)s ago'), { delta })
  }
  const alone = (num: number) =>
    percent_format(translation.ngettext('%(num)d day', '%(num)d days', num), { num })

  translation.activate('cs')
  expect([alone(2), ago('day', 2), ago('year', 1)]).toEqual(['2 dny', 'před 2 dny', 'před 1 rokem'])
  translation.activate('de')
  expect([alone(2), ago('day', 2), ago('month', 1)]).toEqual([
    '2 Tage',
    'vor 2 Tagen',
    'vor 1 Monat',
  ])
  translation.activate('en-us')
  expect(ago('day', 2)).toBe('2 days ago')
})

test('days and large numbers have their names', () => {
  translation.activate('es')
  expect(
    ['yesterday', 'today', 'tomorrow', 'now'].map((text) => translation.gettext(text)),
  ).toEqual(['ayer', 'hoy', 'mañana', 'ahora'])
  translation.activate('de')
  expect(translation.ngettext('%(value)s million', '%(value)s million', 2)).toBe(
    '%(value)s Millionen',
  )
})
