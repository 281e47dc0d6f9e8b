/** Makes every language that Django ships known. */
import { countedWord } from './counted_words.ts'
import { LOCALE_FORMATS } from './formats.ts'
import { locales } from './known.ts'
import { LOCALE_NAMES } from './names.ts'
import { LOCALE_SENTENCES } from './sentences.ts'
import { LOCALE_WORDS } from './words.ts'

locales.formats = LOCALE_FORMATS
locales.names = LOCALE_NAMES
locales.sentences = LOCALE_SENTENCES
locales.words = LOCALE_WORDS
locales.countedWord = countedWord
