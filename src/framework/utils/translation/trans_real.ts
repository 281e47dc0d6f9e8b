/**
 * Which language a request wants: from the path, the cookie, then `Accept-Language`, else the project's. A language counts
 * as there if Django ships it and LANGUAGES names it.
 *
 * Django: django/utils/translation/trans_real.py, topics/i18n/translation#how-django-discovers-language-preference
 * Left out: catalogues, so each text stays English whatever language was found.
 */
import { LookupError } from '../../../base/python/exceptions.ts'
import { str } from '../../../base/python/protocols.ts'
import { Tuple } from '../../../base/python/tuple.ts'
import { settings } from '../../conf/index.ts'
import type { HttpRequest } from '../../http/request.ts'
import { LANGUAGE_FALLBACKS, SHIPPED_LOCALES } from './language_info.ts'

const CODE = /^[a-z]{1,8}(?:-[a-z0-9]{1,8})*(?:@[a-z0-9]{1,20})?$/i
const PATH_PREFIX = /^\/([\p{L}\p{N}_]+(?:[@-][\p{L}\p{N}_]+){0,2})(?:\/|$)/u
/** One language with its quality, and the comma to the next. */
const ACCEPTED =
  /([a-z]{1,8}(?:-[a-z0-9]{1,8})*|\*)(?:\s*;\s*q=(0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?))?(?:\s*,\s*|$)/y
/** Longer ones are cut: nobody has so many languages. */
const MAX_LENGTH = 500

/** `[tag, quality]`, the most wanted first; empty for a header that is malformed anywhere. */
export function parse_accept_lang_header(lang_string: string): Tuple {
  let text = lang_string.toLowerCase()
  if (text.length > MAX_LENGTH) {
    const comma = text.slice(0, MAX_LENGTH).lastIndexOf(',')
    if (comma <= 0) return new Tuple()
    text = text.slice(0, comma)
  }
  const found: [string, number][] = []
  ACCEPTED.lastIndex = 0
  while (ACCEPTED.lastIndex < text.length) {
    const match = ACCEPTED.exec(text)
    if (match === null) return new Tuple()
    found.push([match[1] ?? '', Number(match[2] ?? 1)])
  }
  found.sort(([, a], [, b]) => b - a)
  return new Tuple(...found.map((one) => new Tuple<unknown>(...one)))
}

function languages(): string[] {
  return settings.LANGUAGES.map(([code]) => code)
}

/** Whether Django has this language, or the one it is a variant of. */
export function check_for_language(lang_code: string | null): boolean {
  if (lang_code === null || !CODE.test(lang_code)) return false
  const [base = ''] = lang_code.toLowerCase().split(/[-@]/)
  return SHIPPED_LOCALES.has(lang_code.toLowerCase()) || SHIPPED_LOCALES.has(base)
}

/**
 * The language to use for this one: itself, a more general one, or (unless strict) a sibling.
 * @throws {LookupError}  there is none
 */
export function get_supported_language_variant(
  lang_code: string | null,
  { strict = false }: { strict?: boolean } = {},
): string {
  let code = lang_code ?? ''
  if (code === '') throw new LookupError(lang_code)
  if (code.length > MAX_LENGTH) {
    const dash = code.slice(0, MAX_LENGTH).lastIndexOf('-')
    if (strict || dash <= 0) throw new LookupError(code)
    code = code.slice(0, dash)
  }
  const known = LANGUAGE_FALLBACKS[code]
  const possible = known === undefined ? [code] : [code, known]
  for (let dash = code.lastIndexOf('-'); dash > -1; dash = code.lastIndexOf('-', dash - 1)) {
    possible.push(code.slice(0, dash))
    if (dash === 0) break
  }
  const supported = languages()
  const exact = possible.find(
    (one) => supported.includes(one.toLowerCase()) && check_for_language(one),
  )
  if (exact !== undefined) return exact
  const generic = `${possible.at(-1) ?? code}-`
  const sibling = strict ? undefined : supported.find((one) => one.startsWith(generic))
  if (sibling === undefined) throw new LookupError(code)
  return sibling
}

function variantOrNull(lang_code: string | null, strict = false): string | null {
  try {
    return get_supported_language_variant(lang_code, { strict })
  } catch (error) {
    if (!(error instanceof LookupError)) throw error
    return null
  }
}

/** The language of `/de/…`, if the path begins with one that is supported. */
export function get_language_from_path(
  path: string,
  { strict = false }: { strict?: boolean } = {},
): string | null {
  const code = PATH_PREFIX.exec(path)?.[1]
  return code === undefined ? null : variantOrNull(code, strict)
}

/** @param check_path  a prefix of i18n_patterns decides before everything else */
export function get_language_from_request(request: HttpRequest, check_path = false): string {
  if (!settings.USE_I18N) return settings.LANGUAGE_CODE
  const fromPath = check_path ? get_language_from_path(request.path_info) : null
  if (fromPath !== null) return fromPath
  const cookie = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, null)
  if (cookie !== null && languages().includes(cookie) && check_for_language(cookie)) return cookie
  const accepted = parse_accept_lang_header(str(request.META.get('HTTP_ACCEPT_LANGUAGE', '')))
  return variantOrNull(cookie) ?? fromHeader(accepted) ?? fallback()
}

function fromHeader(accepted: Tuple): string | null {
  for (const [tag] of accepted as unknown as Iterable<[string]>) {
    if (tag === '*') return null
    const found = CODE.test(tag) ? variantOrNull(tag) : null
    if (found !== null) return found
  }
  return null
}

function fallback(): string {
  return variantOrNull(settings.LANGUAGE_CODE) ?? settings.LANGUAGE_CODE
}
