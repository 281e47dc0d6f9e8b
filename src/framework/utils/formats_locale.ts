/**
 * A language's own formats: the modules of FORMAT_MODULE_PATH first, then what Django ships. A language of a country
 * (`de-ch`) is asked before the language alone (`de`).
 *
 * Django: django/utils/formats.py (iter_format_modules)
 */
import { ImportError } from '../../base/python/exceptions.ts'
import { isString } from '../../base/python/safe_string.ts'
import { Tuple } from '../../base/python/tuple.ts'
import { settings } from '../conf/index.ts'
import { locales } from '../conf/locale/known.ts'
import { ENGLISH } from './formats_en.ts'
import { import_module } from './module_loading.ts'
import { to_locale } from './translation/index.ts'
import { check_for_language } from './translation/trans_real.ts'

type Formats = Readonly<Record<string, unknown>>

/** In the order of LOCALE_FORMATS. */
const NAMES = [
  'DATE_FORMAT',
  'TIME_FORMAT',
  'DATETIME_FORMAT',
  'YEAR_MONTH_FORMAT',
  'MONTH_DAY_FORMAT',
  'SHORT_DATE_FORMAT',
  'SHORT_DATETIME_FORMAT',
  'FIRST_DAY_OF_WEEK',
  'DATE_INPUT_FORMATS',
  'TIME_INPUT_FORMATS',
  'DATETIME_INPUT_FORMATS',
  'DECIMAL_SEPARATOR',
  'THOUSAND_SEPARATOR',
  'NUMBER_GROUPING',
]

function read(name: string, cell: string): unknown {
  if (name.endsWith('_INPUT_FORMATS')) return cell.split(';')
  if (name === 'FIRST_DAY_OF_WEEK') return Number(cell)
  if (name !== 'NUMBER_GROUPING') return cell
  const sizes = cell.split(';').map(Number)
  return sizes.length === 1 ? sizes[0] : Tuple.from(sizes)
}

/** Read when a language is first used. */
const shipped = new Map<string, Formats | null>([['en', ENGLISH]])

function shippedFormats(code: string): Formats | null {
  let found = shipped.get(code)
  if (found === undefined) {
    const row = Object.hasOwn(locales.formats, code) ? locales.formats[code] : undefined
    const cells = row?.split('|').map((cell, index) => [NAMES[index] ?? '', cell] as const)
    const given = cells?.filter(([, cell]) => cell !== '-')
    found = given ? Object.fromEntries(given.map(([name, cell]) => [name, read(name, cell)])) : null
    shipped.set(code, found)
  }
  return found
}

function projectFormats(folder: string, locale: string): Formats | null {
  try {
    return import_module(`${folder}.${locale}.formats`)
  } catch (error) {
    if (error instanceof ImportError) return null
    throw error
  }
}

/** The format of that name in a language; undefined where it has none and the settings decide. */
export function languageFormat(name: string, lang: string | null): unknown {
  if (!check_for_language(lang)) return undefined
  const locale = to_locale(lang ?? '')
  const locales = locale.includes('_') ? [locale, locale.split('_')[0] ?? ''] : [locale]
  const path = settings.FORMAT_MODULE_PATH as unknown
  const folders = (isString(path) ? [path] : (path ?? [])) as readonly string[]
  for (const folder of folders) {
    for (const one of locales) {
      const found = projectFormats(folder, one)?.[name]
      if (found !== undefined && found !== null) return found
    }
  }
  for (const one of locales) {
    const found = shippedFormats(one.toLowerCase().replace('_', '-'))?.[name]
    if (found !== undefined) return found
  }
  return undefined
}
