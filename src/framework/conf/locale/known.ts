/**
 * The tables of languages, once they are there: `all.ts` brings them. They weigh more than all of the URL resolver, and a
 * project in English never reads them, so a browser fetches them only for the others.
 */
interface Locales {
  /** By language, as `formats.ts` describes. */
  formats: Readonly<Record<string, string>>
  /** By language, as `names.ts` describes. */
  names: Readonly<Record<string, string>>
  /** By language, then by what they say in English. */
  sentences: Readonly<Record<string, Readonly<Record<string, string>>>>
}

export const locales: Locales = { formats: {}, names: {}, sentences: {} }
