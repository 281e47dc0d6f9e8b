/**
 * Values as people of a language write them: dates, times, numbers; and the formats that forms accept. A format's name
 * means the language's own if it has one, else the setting of that name.
 *
 * Django: django/utils/formats.py, topics/i18n/formatting
 */
import { Decimal } from '../../base/python/decimal.ts'
import { date, datetime, time } from '../../base/python/datetime.ts'
import { isNumber } from '../../base/python/float.ts'
import { str } from '../../base/python/protocols.ts'
import type { SafeString } from '../../base/python/safe_string.ts'
import { isString } from '../../base/python/safe_string.ts'
import { splitFirst } from '../../base/python/strings.ts'
import { settings } from '../conf/index.ts'
import * as dateformat from './dateformat.ts'
import { ENGLISH, ISO_INPUT_FORMATS } from './formats_en.ts'
import { languageFormat } from './formats_locale.ts'
import * as numberformat from './numberformat.ts'
import { get_language } from './translation/index.ts'

const FORMAT_SETTINGS: ReadonlySet<string> = new Set(Object.keys(ENGLISH))

/**
 * A format by its name; a text that names none is a format itself and comes back.
 * @param lang  the active language if null  @param use_l10n  false: the settings alone
 */
export function get_format(
  format_type: unknown,
  lang: string | null = null,
  use_l10n: boolean | null = null,
): unknown {
  const name = str(format_type)
  const localized = use_l10n ?? true
  const own = localized ? languageFormat(name, lang ?? get_language()) : undefined
  if (own === undefined) return FORMAT_SETTINGS.has(name) ? settings[name] : name
  const iso = ISO_INPUT_FORMATS[name]
  if (!iso) return own
  const formats = own as readonly string[]
  return [...formats, ...iso.filter((format) => !formats.includes(format))]
}

/** A date or datetime by a format or its name, `DATE_FORMAT` if left out. */
export function date_format(
  value: dateformat.Formattable,
  format: unknown = null,
  use_l10n: boolean | null = null,
): string {
  return dateformat.format(value, get_format(orElse(format, 'DATE_FORMAT'), null, use_l10n))
}

/** A time by a format or its name, `TIME_FORMAT` if left out. */
export function time_format(
  value: dateformat.Formattable,
  format: unknown = null,
  use_l10n: boolean | null = null,
): string {
  return dateformat.time_format(value, get_format(orElse(format, 'TIME_FORMAT'), null, use_l10n))
}

function orElse(format: unknown, fallback: string): unknown {
  return format === null || format === undefined || str(format) === '' ? fallback : format
}

export interface NumberOptions {
  readonly use_l10n?: boolean | null
  /** Groups thousands even where the settings do not. */
  readonly force_grouping?: boolean
}

/** A number with the language's decimal point and grouping. */
export function number_format(
  value: unknown,
  decimal_pos: number | null = null,
  { use_l10n = null, force_grouping = false }: NumberOptions = {},
): string | SafeString {
  const localized = use_l10n ?? true
  const format = (name: string) => get_format(name, null, localized)
  return numberformat.format(value, str(format('DECIMAL_SEPARATOR')), decimal_pos, {
    grouping: format('NUMBER_GROUPING'),
    thousand_sep: str(format('THOUSAND_SEPARATOR')),
    force_grouping,
    use_l10n: localized,
  })
}

function isNumeric(value: unknown): boolean {
  return isNumber(value) || value instanceof Decimal
}

/** What a template shows of a date, time or number; everything else comes back as it is. */
export function localize(value: unknown, use_l10n: boolean | null = null): unknown {
  if (isString(value)) return value
  if (typeof value === 'boolean') return str(value)
  if (isNumeric(value))
    return use_l10n === false ? str(value) : number_format(value, null, { use_l10n })
  if (value instanceof datetime || value instanceof Date)
    return date_format(value, 'DATETIME_FORMAT', use_l10n)
  if (value instanceof date) return date_format(value, null, use_l10n)
  if (value instanceof time) return time_format(value, null, use_l10n)
  return value
}

/** What a form's input shows of a value: in the first of the formats that it would accept. */
export function localize_input(value: unknown, fallback: string | null = null): unknown {
  if (isString(value)) return value
  if (typeof value === 'boolean') return str(value)
  if (isNumeric(value)) return number_format(value)
  const when = value instanceof Date ? datetime.fromDate(value) : value
  const first = (name: string) => fallback ?? str((get_format(name) as readonly unknown[])[0])
  if (when instanceof datetime) return strftime(when, first('DATETIME_INPUT_FORMATS'))
  if (when instanceof date) return strftime(when, first('DATE_INPUT_FORMATS'))
  if (when instanceof time) return when.strftime(first('TIME_INPUT_FORMATS'))
  return value
}

/** Years with four digits, which C's strftime does not give before 1000. */
function strftime(value: date, format: string): string {
  const year = String(value.year).padStart(4, '0')
  return value.strftime(
    format
      .replace(/((?:^|[^%])(?:%%)*)%([YG])/g, `$1${year}`)
      .replace(/((?:^|[^%])(?:%%)*)%F/g, `$1${year}-%m-%d`),
  )
}

/** A number that somebody typed, with a decimal point and without grouping. */
export function sanitize_separators(value: unknown): unknown {
  if (!isString(value)) return value
  const [first, decimals] = splitFirst(str(value), str(get_format('DECIMAL_SEPARATOR')))
  const whole = settings.USE_THOUSAND_SEPARATOR ? ungrouped(first) : first
  return decimals === null ? whole : `${whole}.${decimals}`
}

function ungrouped(text: string): string {
  const separator = str(get_format('THOUSAND_SEPARATOR'))
  const parts = text.split('.')
  // one dot that does not part thousands is meant as a decimal point
  if (separator === '.' && parts.length === 2 && parts[1]?.length !== 3) return text
  return text.replaceAll(separator, '').replaceAll(separator.normalize('NFKD'), '')
}
