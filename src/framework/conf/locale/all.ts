/** Makes every language that Django ships known. */
import { LOCALE_FORMATS } from './formats.ts'
import { locales } from './known.ts'
import { LOCALE_NAMES } from './names.ts'
import { LOCALE_SENTENCES } from './sentences.ts'

locales.formats = LOCALE_FORMATS
locales.names = LOCALE_NAMES
locales.sentences = LOCALE_SENTENCES
