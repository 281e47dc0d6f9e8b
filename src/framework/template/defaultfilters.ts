/**
 * The filters every template has.
 *
 * Django: django/template/defaultfilters.py, ref/templates/builtins#built-in-filter-reference
 */
import { registerDates } from './filters/dates.ts'
import { registerHtml } from './filters/html.ts'
import { registerLists } from './filters/lists.ts'
import { registerLogic } from './filters/logic.ts'
import { registerNumbers } from './filters/numbers.ts'
import { registerStrings } from './filters/strings.ts'
import { Library } from './library.ts'

export { stringfilter } from './filter_function.ts'

export const register = new Library()
registerStrings(register)
registerHtml(register)
registerLists(register)
registerNumbers(register)
registerDates(register)
registerLogic(register)

/** The filter as a function, for code: `slugify(title)`, `date(when, 'Y-m-d')`. */
function filter(name: string): (...args: unknown[]) => unknown {
  return register.filters[name] as unknown as (...args: unknown[]) => unknown
}

export const add = filter('add')
export const addslashes = filter('addslashes')
export const capfirst = filter('capfirst')
export const center = filter('center')
export const cut = filter('cut')
export const date = filter('date')
export const default_if_none = filter('default_if_none')
export const dictsort = filter('dictsort')
export const dictsortreversed = filter('dictsortreversed')
export const divisibleby = filter('divisibleby')
export const escapeseq = filter('escapeseq')
export const filesizeformat = filter('filesizeformat')
export const first = filter('first')
export const floatformat = filter('floatformat')
export const force_escape = filter('force_escape')
export const get_digit = filter('get_digit')
export const iriencode = filter('iriencode')
export const join = filter('join')
export const json_script = filter('json_script')
export const last = filter('last')
export const length = filter('length')
export const linebreaksbr = filter('linebreaksbr')
export const linenumbers = filter('linenumbers')
export const ljust = filter('ljust')
export const lower = filter('lower')
export const make_list = filter('make_list')
export const pluralize = filter('pluralize')
export const pprint = filter('pprint')
export const random = filter('random')
export const rjust = filter('rjust')
export const safe = filter('safe')
export const safeseq = filter('safeseq')
export const slugify = filter('slugify')
export const stringformat = filter('stringformat')
export const striptags = filter('striptags')
export const time = filter('time')
export const title = filter('title')
export const truncatechars = filter('truncatechars')
export const truncatechars_html = filter('truncatechars_html')
export const truncatewords = filter('truncatewords')
export const truncatewords_html = filter('truncatewords_html')
export const unordered_list = filter('unordered_list')
export const upper = filter('upper')
export const urlencode = filter('urlencode')
export const urlize = filter('urlize')
export const urlizetrunc = filter('urlizetrunc')
export const wordcount = filter('wordcount')
export const wordwrap = filter('wordwrap')
export const yesno = filter('yesno')
// Django gives these functions another name than the filter
export const escape_filter = filter('escape')
export const escapejs_filter = filter('escapejs')
export const linebreaks_filter = filter('linebreaks')
export const phone2numeric_filter = filter('phone2numeric')
export const slice_filter = filter('slice')
export const timesince_filter = filter('timesince')
export const timeuntil_filter = filter('timeuntil')
