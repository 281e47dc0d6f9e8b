/**
 * The tables of languages, once they are there: `all.ts` brings them. They weigh more than all of the URL resolver, and a
 * project in English never reads them, so a browser fetches them only for the others.
 */
import type { Forms } from './words.ts'

interface Locales {
  /** By language, as `formats.ts` describes. */
  formats: Readonly<Record<string, string>>
  /** By language, as `names.ts` describes. */
  names: Readonly<Record<string, string>>
  /** By language, then by what they say in English. */
  sentences: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** By language, then by what they are in English, as `words.ts` describes. */
  words: Readonly<Record<string, Readonly<Record<string, string | Forms>>>>
  /** As `counted_words.ts` describes. */
  countedWord(language: string, key: string, number: number, category: string): string | null
}

export const locales: Locales = {
  formats: {},
  names: {},
  sentences: {},
  words: {},
  countedWord: () => null,
}
