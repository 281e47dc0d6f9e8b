/**
 * What a text is in the active language, for the texts that we know of other languages: months, days, halves of the day,
 * words that go with a number, single words of a dictionary, and what form fields say most. A language without a word
 * takes it from the more general one (`de-at` from `de`), then from the project's.
 *
 * Django: django/utils/translation/trans_real.py (DjangoTranslation)
 * Left out: all other sentences: they stay English.
 */
import { DAY_NAMES, MONTH_NAMES } from '../../../base/python/strftime.ts'
import { locales } from '../../conf/locale/known.ts'
import type { Forms } from '../../conf/locale/words.ts'
import { str } from '../../../base/python/protocols.ts'
import { settings } from '../../conf/index.ts'
import { get_language } from './active.ts'

const MONTHS = MONTH_NAMES.slice(1)
/** As the Associated Press abbreviates months. */
export const AP_MONTHS = [
  'Jan.',
  'Feb.',
  'March',
  'April',
  'May',
  'June',
  'July',
  'Aug.',
  'Sept.',
  'Oct.',
  'Nov.',
  'Dec.',
]

/** The lists of a row of LOCALE_NAMES: their texts in English, and the context that tells equal ones apart. */
const LISTS: readonly (readonly [context: string | null, texts: readonly string[]])[] = [
  [null, MONTHS],
  ['alt. month', MONTHS],
  [null, MONTHS.map((name) => name.slice(0, 3).toLowerCase())],
  ['abbrev. month', AP_MONTHS],
  [null, DAY_NAMES],
  [null, DAY_NAMES.map((name) => name.slice(0, 3))],
  [null, ['a.m.', 'p.m.', 'AM', 'PM', 'midnight', 'noon']],
]

/** A text, or its forms by the category of the number. */
type Catalogue = ReadonlyMap<string, string | Forms>

/** Read when a language is first used. */
const catalogues = new Map<string, Catalogue | null>()

function keyOf(message: string, context: string | null): string {
  return context === null ? message : `${context}\u0004${message}`
}

function catalogueOf(language: string): Catalogue | null {
  let found = catalogues.get(language)
  if (found === undefined) {
    const own = <T>(table: Readonly<Record<string, T>>): T | undefined =>
      Object.hasOwn(table, language) ? table[language] : undefined
    const row = own(locales.names)
    const texts = { ...own(locales.sentences), ...own(locales.words) }
    found = row === undefined ? null : new Map([...readRow(row), ...Object.entries(texts)])
    catalogues.set(language, found)
  }
  return found
}

function readRow(row: string): Map<string, string | Forms> {
  const entries = row.split('|').flatMap((list, index) => {
    const [context, texts] = LISTS[index] ?? [null, []]
    const names = list.split(';')
    return texts.map((text, at) => [keyOf(text, context), names[at] ?? ''] as const)
  })
  return new Map(entries.filter(([, name]) => name !== ''))
}

/** The languages to ask, in order. */
function chain(language: string): string[] {
  const generic = (code: string) => code.split('-')[0] ?? code
  const own = language.toLowerCase()
  const project = settings.LANGUAGE_CODE.toLowerCase()
  // English stands for itself: what it does not translate is no gap
  if (own.startsWith('en')) return [own, generic(own)]
  return [own, generic(own), project, generic(project)]
}

/** By language: it takes a while to make one. */
const rules = new Map<string, Intl.PluralRules>()

/** One of the six categories that languages have forms for; French counts 0 with 1, Czech has a form for 2 to 4. */
function categoryOf(language: string, number: number): Intl.LDMLPluralRule {
  let found = rules.get(language)
  if (found === undefined) rules.set(language, (found = new Intl.PluralRules(language)))
  return found.select(number)
}

function lookUp(language: string, key: string, number: number): string | null {
  const catalogue = catalogueOf(language)
  if (catalogue === null || language.startsWith('en')) return null
  const found = catalogue.get(key)
  if (typeof found === 'string') return found
  const category = categoryOf(language, number)
  return found?.[category] ?? found?.other ?? locales.countedWord(language, key, number, category)
}

/** @returns null where no language has it */
function find(message: string, context: string | null, number: number): string | null {
  const language = settings.USE_I18N ? get_language() : null
  if (language === null || language === 'en-us' || message === '') return null
  const key = keyOf(message, context)
  for (const code of chain(language)) {
    const found = lookUp(code, key, number)
    if (found !== null) return found
  }
  return null
}

/** The message itself where nothing else is known. */
export function translated(message: string, context: string | null = null): string {
  return find(message, context, 1) ?? message
}

/** The form for the number, null where nothing is known of it: then English has two. */
export function translatedPlural(
  singular: string,
  number: unknown,
  context: string | null = null,
): string | null {
  return find(singular, context, Number(str(number)))
}
