/**
 * Which names users may have.
 *
 * Django: django/contrib/auth/validators.py
 */
import { RegexValidator } from '../../core/validators.ts'
import { gettext_lazy as _ } from '../../utils/translation/index.ts'

export class ASCIIUsernameValidator extends RegexValidator {
  static override regex = String.raw`^[\w.@+-]+\Z`
  static override message: unknown = _(
    'Enter a valid username. This value may contain only unaccented lowercase a-z and uppercase A-Z letters, numbers, and @/./+/-/_ characters.',
  )
  static override flags = 'a'
}

export class UnicodeUsernameValidator extends RegexValidator {
  static override regex = String.raw`^[\w.@+-]+\Z`
  static override message: unknown = _(
    'Enter a valid username. This value may contain only letters, numbers, and @/./+/-/_ characters.',
  )
}
