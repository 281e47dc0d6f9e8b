/**
 * Django's end of logging: error responses are told once, under `django.request`. Where records go is the host's business.
 *
 * Django: django/utils/log.py, topics/logging
 * Left out: AdminEmailHandler and the other handlers: there is no console and no mail to admins here.
 */
import * as logging from '../../base/python/logging.ts'
import { str } from '../../base/python/protocols.ts'
import { isString } from '../../base/python/safe_string.ts'

interface Answer {
  readonly status_code: number
  _has_been_logged: boolean
}

interface LogOptions {
  readonly logger?: logging.Logger
  readonly level?: number | null
}

/** Tells of a response that is an error, once: 4xx as a warning, 5xx as an error. */
export function log_response(
  message: string,
  args: readonly unknown[],
  response: Answer,
  { logger = logging.getLogger('django.request'), level = null }: LogOptions = {},
): void {
  if (response._has_been_logged) return
  const { status_code } = response
  const own =
    status_code >= 500 ? logging.ERROR : status_code >= 400 ? logging.WARNING : logging.INFO
  // nothing that came with a request may end a line of the log, or look like another one
  logger.log(level ?? own, message, ...args.map((arg) => (isString(arg) ? escaped(str(arg)) : arg)))
  response._has_been_logged = true
}

/** Python's codec `unicode_escape`: printable ASCII stays, a backslash is doubled. */
function escaped(text: string): string {
  return text.replace(/[^ -~]|\\/gu, (char) => {
    const code = char.codePointAt(0) ?? 0
    const short = SHORT[char]
    if (short !== undefined) return short
    const hex = code.toString(16)
    if (code < 0x100) return `\\x${hex.padStart(2, '0')}`
    return code < 0x10000 ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`
  })
}

const SHORT: Readonly<Record<string, string>> = {
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\\': '\\\\',
}
