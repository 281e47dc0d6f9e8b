/**
 * What is known of a language by its code. The names come from the host's own tables of languages, which every browser
 * and Node carry.
 *
 * Django: django/conf/locale/__init__.py, django.utils.translation.get_language_info
 * Left out: names in the active language (`name_translated` is the English one, as all texts are).
 */
import { KeyError } from '../../../base/python/exceptions.ts'

export interface LanguageInfo {
  readonly code: string
  readonly bidi: boolean
  readonly name: string
  readonly name_local: string
  readonly name_translated: string
}

/** Codes that Django knows. */
const CODES = new Set(
  (
    'af ar ar-dz ast az be bg bn br bs ca ckb cs cy da de dsb el en en-au en-gb eo es es-ar es-co es-mx es-ni es-ve ' +
    'et eu fa fi fr fy ga gd gl he hi hr hsb hu hy ia id ig io is it ja ka kab kk km kn ko ky lb lt lv mk ml mn mr ' +
    'ms my nb ne nl nn no os pa pl pt pt-br ro ru sk sl sq sr sr-latn sv sw ta te tg th tk tr tt udm ug uk ur uz vi ' +
    'zh-hans zh-hant'
  ).split(' '),
)
const RIGHT_TO_LEFT = new Set(['ar', 'ar-dz', 'ckb', 'fa', 'he', 'ug', 'ur'])
const FALLBACK: Readonly<Record<string, string>> = {
  ...{ 'zh-cn': 'zh-hans', 'zh-hk': 'zh-hant', 'zh-mo': 'zh-hant', 'zh-my': 'zh-hans' },
  ...{ 'zh-sg': 'zh-hans', 'zh-tw': 'zh-hant' },
}
/** Where Django's name is not the host's. */
const NAMES: Readonly<Record<string, readonly [string, string]>> = {
  nb: ['Norwegian Bokmål', 'norsk (bokmål)'],
  nn: ['Norwegian Nynorsk', 'norsk (nynorsk)'],
  'pt-br': ['Brazilian Portuguese', 'Português Brasileiro'],
  pt: ['Portuguese', 'Português'],
  'zh-hans': ['Simplified Chinese', '简体中文'],
  'zh-hant': ['Traditional Chinese', '繁體中文'],
}

/** @throws {KeyError}  neither the code nor its first part is known */
export function get_language_info(lang_code: string): LanguageInfo {
  const code = known(lang_code)
  if (code === null) {
    const [generic = ''] = lang_code.split('-')
    throw new KeyError(
      generic === lang_code
        ? `Unknown language code ${lang_code}.`
        : `Unknown language code ${lang_code} and ${generic}.`,
    )
  }
  const [name, name_local] = NAMES[code] ?? [nameIn('en', code), nameIn(code, code)]
  return { code, bidi: RIGHT_TO_LEFT.has(code), name, name_local, name_translated: name }
}

function known(given: string): string | null {
  const code = FALLBACK[given] ?? given
  if (CODES.has(code)) return code
  const [generic = ''] = given.split('-')
  if (CODES.has(generic)) return generic
  return null
}

function nameIn(language: string, code: string): string {
  return new Intl.DisplayNames([language], { type: 'language' }).of(code) ?? code
}
