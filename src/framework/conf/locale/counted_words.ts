/**
 * Words that go with a number or a day, in every language that the platform knows: "2 Tage", "před 1 dnem", "3 millions".
 * They come from `Intl` (Unicode's tables), asked in the texts that Django looks up, so its plural rules come with them.
 *
 * Django: django/utils/timesince.py, django/contrib/humanize/templatetags/humanize.py, which look these texts up
 */
type Unit = 'year' | 'month' | 'week' | 'day' | 'hour' | 'minute' | 'second'

interface Part {
  readonly type: string
  readonly value: string
}

const NUMERIC = new Set(['integer', 'group', 'decimal', 'fraction', 'minusSign', 'plusSign'])

/** The parts as one text, with `place` where the number stands; a form without a number ("zwei") has none. */
function around(parts: readonly Part[], place: string): string {
  const kept = parts.filter(({ type }) => !NUMERIC.has(type) || type === 'integer')
  return kept
    .map(({ type, value }) => (type === 'integer' ? place : value))
    .join('')
    .replaceAll(/[\u00a0\u202f]/g, ' ')
}

function unitText(language: string, unit: string, number: number, place: string): string {
  const format = new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' })
  return around(format.formatToParts(number), place)
}

function relative(language: string, unit: Unit, number: number, place: string): string {
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'always' })
  return around(format.formatToParts(number, unit), place)
}

/** `day` seen from the day before or after: "yesterday". */
function dayName(language: string, distance: number): string {
  return new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(distance, 'day')
}

/**
 * What stands before and after the amount whatever its unit: in "vor 2 Tagen" that is "vor ", in "2 days ago" " ago".
 * The number is 5, whose form is a plural everywhere.
 */
function frame(language: string, sign: number): readonly [before: string, after: string] {
  const texts = (['year', 'month', 'day', 'hour'] as const).map((unit) => {
    const text = relative(language, unit, sign * 5, '\0')
    const at = text.indexOf('\0')
    return [text.slice(0, at), text.slice(at + 1)] as const
  })
  const [[before, after]] = texts as [readonly [string, string]]
  let shared = after
  while (!texts.every(([, tail]) => tail.endsWith(shared))) shared = shared.slice(1)
  // a unit’s own last letters are no frame: it begins where a word does
  const start = shared.search(/\s/)
  return [before, start < 0 ? '' : shared.slice(start)]
}

function framed(language: string, sign: number): string {
  const [before, after] = frame(language, sign)
  return `${before}%(delta)s${after}`
}

/** The amount alone, in the case that the frame asks for: "2 Tagen". */
function inFrame(language: string, unit: Unit, number: number, sign: number): string {
  const [before, after] = frame(language, sign)
  const text = relative(language, unit, sign * number, '%(num)d')
  return text.slice(
    text.startsWith(before) ? before.length : 0,
    text.endsWith(after) ? text.length - after.length : undefined,
  )
}

/** A no-break space after the number, as Django has it in these. */
function spoken(language: string, unit: Unit, number: number, sign: number): string {
  return relative(language, unit, sign * number, '%(count)s').replace(
    '%(count)s ',
    '%(count)s\u00a0',
  )
}

function largeWord(language: string, exponent: number, number: number): string | null {
  const format = new Intl.NumberFormat(language, { notation: 'compact', compactDisplay: 'long' })
  const parts = format.formatToParts(Math.max(1, number) * 10 ** exponent)
  // past its largest word the platform counts in thousands of it
  const isWhole = parts.filter(({ type }) => type === 'integer').length === 1
  return isWhole && parts.some(({ type }) => type === 'compact') ? around(parts, '%(value)s') : null
}

type Reader = (language: string, number: number) => string | null

const UNITS = ['year', 'month', 'week', 'day', 'hour', 'minute'] as const
const SPOKEN = [
  ['an hour', 'hour'],
  ['a minute', 'minute'],
  ['a second', 'second'],
] as const
const LARGE = { million: 6, billion: 9, trillion: 12 } as const

const readers = new Map<string, Reader>([
  ...UNITS.flatMap((unit): [string, Reader][] => [
    [`%(num)d ${unit}`, (language, number) => unitText(language, unit, number, '%(num)d')],
    [
      `naturaltime-past\u0004%(num)d ${unit}`,
      (language, number) => inFrame(language, unit, number, -1),
    ],
    [
      `naturaltime-future\u0004%(num)d ${unit}`,
      (language, number) => inFrame(language, unit, number, 1),
    ],
  ]),
  ...SPOKEN.flatMap(([one, unit]): [string, Reader][] => [
    [`${one} ago`, (language, number) => spoken(language, unit, number, -1)],
    [`${one} from now`, (language, number) => spoken(language, unit, number, 1)],
  ]),
  ...Object.entries(LARGE).map(([name, exponent]): [string, Reader] => [
    `%(value)s ${name}`,
    (language, number) => largeWord(language, exponent, number),
  ]),
  ['%(delta)s ago', (language) => framed(language, -1)],
  ['%(delta)s from now', (language) => framed(language, 1)],
  ['%(size)d byte', (language, number) => unitText(language, 'byte', number, '%(size)d')],
  ['yesterday', (language) => dayName(language, -1)],
  ['today', (language) => dayName(language, 0)],
  ['tomorrow', (language) => dayName(language, 1)],
  [
    'now',
    (language) => new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(0, 'second'),
  ],
])

/** By language, text and the number’s category: the tables are slow to ask. */
const known = new Map<string, string | null>()

/**
 * @param key  the English text that Django looks up, after its context and U+0004 if it has one
 * @returns null where the platform does not know the language or this text
 */
export function countedWord(
  language: string,
  key: string,
  number: number,
  category: string,
): string | null {
  const read = readers.get(key)
  if (read === undefined || Intl.PluralRules.supportedLocalesOf(language).length === 0) return null
  const place = `${language}|${category}|${key}`
  let text = known.get(place)
  if (text === undefined) known.set(place, (text = read(language, number)))
  return text
}
