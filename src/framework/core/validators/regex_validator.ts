/**
 * A validator by regular expression. A text is in Python's syntax, as it stands in Django projects; a JavaScript RegExp
 * works too.
 *
 * Django: RegexValidator of django/core/validators.py
 */
import { TypeError } from '../../../base/python/exceptions.ts'
import { eq, str } from '../../../base/python/protocols.ts'
import { Pattern } from '../../../base/python/re.ts'
import { gettext_lazy as _ } from '../../utils/translation/index.ts'
import { ValidationError } from '../exceptions.ts'

export interface MessageOptions {
  readonly message?: unknown
  readonly code?: string | null
}

export interface RegexOptions extends MessageOptions {
  readonly regex?: string | RegExp | Pattern | null
  /** Complains about what matches instead. */
  readonly inverse_match?: boolean | null
  /** Python's flags: letters such as `'i'`, or the number that `re.IGNORECASE` is. */
  readonly flags?: string | number | null
}

export class RegexValidator {
  static readonly regex: string | RegExp | Pattern = ''
  static readonly message: unknown = _('Enter a valid value.')
  static readonly code: string = 'invalid'
  static readonly inverse_match: boolean = false
  static readonly flags: string = ''

  readonly regex: Pattern | RegExp
  readonly message: unknown
  readonly code: string
  readonly inverse_match: boolean
  readonly flags: string

  /** Django's positional order is regex, message, code; all may be named. */
  constructor(...args: unknown[]) {
    const cls = new.target
    const options = namedArguments(
      ['regex', 'message', 'code', 'inverse_match', 'flags'],
      args,
    ) as RegexOptions
    this.message = options.message ?? cls.message
    this.code = options.code ?? cls.code
    this.inverse_match = options.inverse_match ?? cls.inverse_match
    this.flags = flagLetters(options.flags ?? cls.flags)
    const regex = options.regex ?? cls.regex
    if (this.flags !== '' && typeof regex !== 'string') {
      throw new TypeError('If the flags are set, regex must be a regular expression string.')
    }
    this.regex = typeof regex === 'string' ? new Pattern(regex, this.flags) : regex
  }

  /** @throws ValidationError */
  __call__(value: unknown): void {
    if (this.matches(str(value)) === this.inverse_match) this.fail(value)
  }

  protected matches(text: string): boolean {
    if (this.regex instanceof Pattern) return this.regex.search(text) !== null
    return text.search(this.regex) !== -1
  }

  protected fail(value: unknown): never {
    throw new ValidationError(this.message, { code: this.code, params: { value } })
  }

  __eq__(other: unknown): boolean {
    const source = (regex: Pattern | RegExp) =>
      regex instanceof Pattern ? regex.pattern : String(regex)
    return (
      other instanceof RegexValidator &&
      source(this.regex) === source(other.regex) &&
      this.flags === other.flags &&
      eq(this.message, other.message) &&
      this.code === other.code &&
      this.inverse_match === other.inverse_match
    )
  }
}

const FLAG_BITS = { i: 2, m: 8, s: 16, x: 64, a: 256 }

function flagLetters(flags: string | number): string {
  if (typeof flags === 'string') return flags
  return Object.entries(FLAG_BITS)
    .filter(([, bit]) => (flags & bit) !== 0)
    .map(([letter]) => letter)
    .join('')
}

/** Positional arguments by name; a plain object in last place gives the rest by name. */
export function namedArguments(
  names: readonly string[],
  args: readonly unknown[],
): Record<string, unknown> {
  const named: Record<string, unknown> = {}
  args.forEach((arg, i) => {
    const isOptions =
      i === args.length - 1 &&
      typeof arg === 'object' &&
      arg !== null &&
      Object.getPrototypeOf(arg) === Object.prototype
    if (isOptions) Object.assign(named, arg)
    else named[names[i] ?? ''] = arg
  })
  return named
}
