/**
 * What is known of a language by its code: its name in English and in itself, and which way it runs. A data table.
 *
 * Django: django/conf/locale/__init__.py, django.utils.translation.get_language_info
 * Left out: names in the active language (`name_translated` is the English one, as all texts are).
 */
import { KeyError } from '../../../base/python/exceptions.ts'

interface LanguageInfo {
  readonly code: string
  readonly bidi: boolean
  readonly name: string
  readonly name_local: string
  readonly name_translated: string
}

const RIGHT_TO_LEFT = new Set(['ar', 'ar-dz', 'az', 'ckb', 'fa', 'he', 'ug', 'ur'])

/** Where a code has no names of its own. */
export const LANGUAGE_FALLBACKS: Readonly<Record<string, string>> = {
  'zh-cn': 'zh-hans',
  'zh-hk': 'zh-hant',
  'zh-mo': 'zh-hant',
  'zh-my': 'zh-hans',
  'zh-sg': 'zh-hans',
  'zh-tw': 'zh-hant',
}

/** `[name, name_local]`. */
const NAMES: Readonly<Record<string, readonly [string, string]>> = {
  af: ['Afrikaans', 'Afrikaans'],
  ar: ['Arabic', 'العربيّة'],
  'ar-dz': ['Algerian Arabic', 'العربية الجزائرية'],
  ast: ['Asturian', 'asturianu'],
  az: ['Azerbaijani', 'Azərbaycanca'],
  bg: ['Bulgarian', 'български'],
  be: ['Belarusian', 'беларуская'],
  bn: ['Bengali', 'বাংলা'],
  br: ['Breton', 'brezhoneg'],
  bs: ['Bosnian', 'bosanski'],
  ca: ['Catalan', 'català'],
  ckb: ['Central Kurdish (Sorani)', 'کوردی'],
  cs: ['Czech', 'česky'],
  cy: ['Welsh', 'Cymraeg'],
  da: ['Danish', 'dansk'],
  de: ['German', 'Deutsch'],
  dsb: ['Lower Sorbian', 'dolnoserbski'],
  el: ['Greek', 'Ελληνικά'],
  en: ['English', 'English'],
  'en-au': ['Australian English', 'Australian English'],
  'en-gb': ['British English', 'British English'],
  eo: ['Esperanto', 'Esperanto'],
  es: ['Spanish', 'español'],
  'es-ar': ['Argentinian Spanish', 'español de Argentina'],
  'es-co': ['Colombian Spanish', 'español de Colombia'],
  'es-mx': ['Mexican Spanish', 'español de Mexico'],
  'es-ni': ['Nicaraguan Spanish', 'español de Nicaragua'],
  'es-ve': ['Venezuelan Spanish', 'español de Venezuela'],
  et: ['Estonian', 'eesti'],
  eu: ['Basque', 'Basque'],
  fa: ['Persian', 'فارسی'],
  fi: ['Finnish', 'suomi'],
  fr: ['French', 'français'],
  fy: ['Frisian', 'frysk'],
  ga: ['Irish', 'Gaeilge'],
  gd: ['Scottish Gaelic', 'Gàidhlig'],
  gl: ['Galician', 'galego'],
  he: ['Hebrew', 'עברית'],
  hi: ['Hindi', 'हिंदी'],
  hr: ['Croatian', 'Hrvatski'],
  hsb: ['Upper Sorbian', 'hornjoserbsce'],
  hu: ['Hungarian', 'Magyar'],
  hy: ['Armenian', 'հայերեն'],
  ia: ['Interlingua', 'Interlingua'],
  id: ['Indonesian', 'Bahasa Indonesia'],
  ig: ['Igbo', 'Asụsụ Ìgbò'],
  io: ['Ido', 'ido'],
  is: ['Icelandic', 'Íslenska'],
  it: ['Italian', 'italiano'],
  ja: ['Japanese', '日本語'],
  ka: ['Georgian', 'ქართული'],
  kab: ['Kabyle', 'taqbaylit'],
  kk: ['Kazakh', 'Қазақ'],
  km: ['Khmer', 'Khmer'],
  kn: ['Kannada', 'Kannada'],
  ko: ['Korean', '한국어'],
  ky: ['Kyrgyz', 'Кыргызча'],
  lb: ['Luxembourgish', 'Lëtzebuergesch'],
  lt: ['Lithuanian', 'Lietuviškai'],
  lv: ['Latvian', 'latviešu'],
  mk: ['Macedonian', 'Македонски'],
  ml: ['Malayalam', 'മലയാളം'],
  mn: ['Mongolian', 'Mongolian'],
  mr: ['Marathi', 'मराठी'],
  ms: ['Malay', 'Bahasa Melayu'],
  my: ['Burmese', 'မြန်မာဘာသာ'],
  nb: ['Norwegian Bokmal', 'norsk (bokmål)'],
  ne: ['Nepali', 'नेपाली'],
  nl: ['Dutch', 'Nederlands'],
  nn: ['Norwegian Nynorsk', 'norsk (nynorsk)'],
  no: ['Norwegian', 'norsk'],
  os: ['Ossetic', 'Ирон'],
  pa: ['Punjabi', 'Punjabi'],
  pl: ['Polish', 'polski'],
  pt: ['Portuguese', 'Português'],
  'pt-br': ['Brazilian Portuguese', 'Português Brasileiro'],
  ro: ['Romanian', 'Română'],
  ru: ['Russian', 'Русский'],
  sk: ['Slovak', 'slovensky'],
  sl: ['Slovenian', 'Slovenščina'],
  sq: ['Albanian', 'shqip'],
  sr: ['Serbian', 'српски'],
  'sr-latn': ['Serbian Latin', 'srpski (latinica)'],
  sv: ['Swedish', 'svenska'],
  sw: ['Swahili', 'Kiswahili'],
  ta: ['Tamil', 'தமிழ்'],
  te: ['Telugu', 'తెలుగు'],
  tg: ['Tajik', 'тоҷикӣ'],
  th: ['Thai', 'ภาษาไทย'],
  tk: ['Turkmen', 'Türkmençe'],
  tr: ['Turkish', 'Türkçe'],
  tt: ['Tatar', 'Татарча'],
  udm: ['Udmurt', 'Удмурт'],
  ug: ['Uyghur', 'ئۇيغۇرچە'],
  uk: ['Ukrainian', 'Українська'],
  ur: ['Urdu', 'اردو'],
  uz: ['Uzbek', 'oʻzbek tili'],
  vi: ['Vietnamese', 'Tiếng Việt'],
  'zh-hans': ['Simplified Chinese', '简体中文'],
  'zh-hant': ['Traditional Chinese', '繁體中文'],
}

/** What Django has a folder for, as language codes. Formats of some countries (`de-ch`) have no name above. */
export const SHIPPED_LOCALES: ReadonlySet<string> = new Set([
  ...Object.keys(NAMES).filter((code) => code !== 'no'),
  ...['de-ch', 'en-ca', 'en-ie', 'es-pr', 'fr-be', 'fr-ca', 'fr-ch'],
])

/** The default of settings.LANGUAGES: code and name in English, as Django orders them. */
export const DEFAULT_LANGUAGES: readonly (readonly [string, string])[] = Object.entries(NAMES)
  .filter(([code]) => code !== 'no')
  .map(([code, [name]]) => [code, code === 'nb' ? 'Norwegian Bokmål' : name])

/** @throws {KeyError}  neither the code nor its first part is known */
export function get_language_info(lang_code: string): LanguageInfo {
  const [generic = ''] = lang_code.split('-')
  const wanted = LANGUAGE_FALLBACKS[lang_code] ?? lang_code
  const code = Object.hasOwn(NAMES, wanted) ? wanted : generic
  const names = Object.hasOwn(NAMES, code) ? NAMES[code] : undefined
  if (names === undefined) {
    const also = generic === lang_code ? '' : ` and ${generic}`
    throw new KeyError(`Unknown language code ${lang_code}${also}.`)
  }
  const [name, name_local] = names
  return { code, bidi: RIGHT_TO_LEFT.has(code), name, name_local, name_translated: name }
}
