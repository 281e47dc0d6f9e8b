/** Why a case may be answered otherwise than by real Django. The first reason that covers a case is its own. */
import type { Case } from './case.ts'

interface Reason {
  readonly reason: string
  readonly covers: (given: Case, got: unknown) => boolean
}

const isOp = (pattern: RegExp) => (given: Case) => pattern.test(given.op ?? '')

function isOtherLanguage({ tags, options }: Case): boolean {
  const { language = 'en-us' } = (options ?? {}) as { language?: string }
  return tags.includes('other-language') || !language.startsWith('en')
}

/** A message of the replay or the framework that says what is not there. */
const saysMissing = (_given: Case, got: unknown) =>
  /NotImplementedError|there is no |no op |cannot encode|no value of type/.test(JSON.stringify(got))

export const REASONS: readonly Reason[] = [
  {
    reason:
      'Sentences of other languages. Formats, names of months and days and what form fields say most are there; catalogues are not copied, and with them plural forms.',
    covers: isOtherLanguage,
  },
  {
    reason: 'Feeds are not part of the cycle that Roundtrip shows.',
    covers: isOp(/feedgenerator/),
  },
  {
    reason:
      'The recorded clock gives naive values UTC whatever TIME_ZONE says, where Django sets the process’s zone as well.',
    covers: ({ kind, tags, options }) =>
      kind === 'template' && tags.includes('clock') && 'time_zone' in Object(options),
  },
  {
    reason: 'Node’s TextDecoder lacks the charset; browsers have it.',
    covers: (_given, got) => /unknown encoding/.test(JSON.stringify(got)),
  },
  {
    reason: 'Asked again, real Django answers as we do.',
    covers: isOp(/^core\.validators\.BaseValidator$/),
  },
  {
    reason: 'The admin (django.contrib.admin) is not there.',
    covers: ({ kind, expect }) =>
      kind === 'exchange' && JSON.stringify(expect).includes('"view":"django.contrib.admin.'),
  },
  {
    reason: 'Not built: the answer says what is missing.',
    covers: saysMissing,
  },
]

export const NO_REASON = 'To be looked at'
