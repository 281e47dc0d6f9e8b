/**
 * What a new password must be like, as AUTH_PASSWORD_VALIDATORS says. All validators are asked, so that all faults are
 * told at once.
 *
 * Django: django/contrib/auth/password_validation.py, topics/auth/passwords#module-django.contrib.auth.password_validation
 * Left out: password_list_path as a file of one's own (there is no disk): an iterable of passwords instead.
 */
import { callMethodWithKwargs } from '../../../base/kwargs.ts'
import { ImportError, ValueError } from '../../../base/python/exceptions.ts'
import * as mapping from '../../../base/python/mapping.ts'
import { iterate, str, truthy } from '../../../base/python/protocols.ts'
import { isString, mark_safe } from '../../../base/python/safe_string.ts'
import { WORD } from '../../../base/python/strings.ts'
import { settings } from '../../conf/index.ts'
import { FieldDoesNotExist, ImproperlyConfigured, ValidationError } from '../../core/exceptions.ts'
import { lazy } from '../../utils/functional.ts'
import { format_html, format_html_join } from '../../utils/html.ts'
import { import_string } from '../../utils/module_loading.ts'
import { gettext as _, ngettext } from '../../utils/translation/index.ts'
import { percent_format } from '../../../base/python/format.ts'
import { COMMON_PASSWORDS } from './common_passwords.ts'

let defaults: readonly object[] = []
let generation = -1

/** Those of the settings. */
export function get_default_password_validators(): readonly object[] {
  if (generation !== settings.generation) {
    defaults = get_password_validators(settings.AUTH_PASSWORD_VALIDATORS)
    generation = settings.generation
  }
  return defaults
}

/** @param validator_config  `[{ NAME, OPTIONS }]` @throws {ImproperlyConfigured} no such class */
export function get_password_validators(validator_config: unknown): object[] {
  return Array.from(iterate(validator_config), (validator) => {
    const name = str(mapping.get(validator, 'NAME'))
    const options = mapping.get(validator, 'OPTIONS', {})
    try {
      return new (import_string(name) as new (options: unknown) => object)(options)
    } catch (error) {
      if (!(error instanceof ImportError)) throw error
      throw new ImproperlyConfigured(
        `The module in NAME could not be imported: ${name}. Check your AUTH_PASSWORD_VALIDATORS setting.`,
      )
    }
  })
}

type Validators = Iterable<unknown> | null

/** @throws {ValidationError} with what every validator has to say */
export function validate_password(
  password: unknown,
  user: unknown = null,
  password_validators: Validators = null,
): void {
  const errors: unknown[] = []
  for (const validator of password_validators ?? get_default_password_validators()) {
    try {
      callMethodWithKwargs(validator as object, 'validate', [password, user])
    } catch (error) {
      if (!(error instanceof ValidationError)) throw error
      errors.push(error)
    }
  }
  if (errors.length > 0) throw new ValidationError(errors)
}

/** Tells the validators that have a `password_changed` of it. */
export function password_changed(
  password: unknown,
  user: unknown = null,
  password_validators: Validators = null,
): void {
  for (const validator of password_validators ?? get_default_password_validators()) {
    if ('password_changed' in (validator as object)) {
      callMethodWithKwargs(validator as object, 'password_changed', [password, user])
    }
  }
}

export function password_validators_help_texts(password_validators: Validators = null): unknown[] {
  const validators = password_validators ?? get_default_password_validators()
  return Array.from(validators, (one) => callMethodWithKwargs(one as object, 'get_help_text', []))
}

/** As a list of HTML, read when it is shown; empty where nothing is asked. */
export const password_validators_help_text_html: (
  password_validators?: Validators,
) => ReturnType<ReturnType<typeof lazy>> = lazy((password_validators: Validators = null) => {
  const texts = password_validators_help_texts(password_validators)
  if (texts.length === 0) return mark_safe('')
  const items = format_html_join(
    '',
    '<li>{}</li>',
    texts.map((text) => [text]),
  )
  return format_html('<ul>{}</ul>', items)
})

export class MinimumLengthValidator {
  readonly min_length: number

  constructor({ min_length = 8 }: { min_length?: number } = {}) {
    this.min_length = min_length
  }

  validate(password: unknown, _user: unknown = null): void {
    if ([...str(password)].length >= this.min_length) return
    throw new ValidationError(this.get_error_message(), {
      code: 'password_too_short',
      params: { min_length: this.min_length },
    })
  }

  get_error_message(): string {
    const text = ngettext(
      'This password is too short. It must contain at least %d character.',
      'This password is too short. It must contain at least %d characters.',
      this.min_length,
    )
    return percent_format(text, this.min_length)
  }

  get_help_text(): string {
    const text = ngettext(
      'Your password must contain at least %(min_length)d character.',
      'Your password must contain at least %(min_length)d characters.',
      this.min_length,
    )
    return percent_format(text, { min_length: this.min_length })
  }
}

/** A password so much longer than the value cannot be like it. */
export function exceeds_maximum_length_ratio(
  password: string,
  max_similarity: number,
  value: string,
): boolean {
  const bound = (max_similarity / 2) * password.length
  return password.length >= 10 * value.length && value.length < bound
}

/** Letters in common, whatever their order: 1 for the same letters, 0 for none (difflib's quick_ratio). */
function quickRatio(a: string, b: string): number {
  const left = new Map<string, number>()
  for (const char of b) left.set(char, (left.get(char) ?? 0) + 1)
  let matches = 0
  for (const char of a) {
    const count = left.get(char) ?? 0
    if (count > 0) matches += 1
    left.set(char, count - 1)
  }
  const size = [...a].length + [...b].length
  return size === 0 ? 1 : (2 * matches) / size
}

const NO_WORD = new RegExp(`[^${WORD}]+`, 'u')

interface WithMeta {
  _meta?: { get_field(name: string): { verbose_name: unknown } }
}

export class UserAttributeSimilarityValidator {
  static DEFAULT_USER_ATTRIBUTES: readonly string[] = [
    'username',
    'first_name',
    'last_name',
    'email',
  ]
  readonly user_attributes: Iterable<string>
  readonly max_similarity: number

  /** @param options.max_similarity  0.1 to 1; 1: only the same letters are too similar */
  constructor({
    user_attributes = UserAttributeSimilarityValidator.DEFAULT_USER_ATTRIBUTES,
    max_similarity = 0.7,
  }: { user_attributes?: Iterable<string>; max_similarity?: number } = {}) {
    this.user_attributes = user_attributes
    if (max_similarity < 0.1) throw new ValueError('max_similarity must be at least 0.1')
    this.max_similarity = max_similarity
  }

  validate(password: unknown, user: unknown = null): void {
    if (!truthy(user)) return
    const text = str(password).toLowerCase()
    for (const name of this.user_attributes) {
      const value = (user as Record<string, unknown>)[name]
      if (!isString(value) || value === '') continue
      const whole = value.toLowerCase()
      if (![...whole.split(NO_WORD), whole].some((part) => this.isSimilar(text, part))) continue
      throw new ValidationError(this.get_error_message(), {
        code: 'password_too_similar',
        params: { verbose_name: verboseName(user as WithMeta, name) },
      })
    }
  }

  private isSimilar(password: string, part: string): boolean {
    const { max_similarity } = this
    if (exceeds_maximum_length_ratio(password, max_similarity, part)) return false
    return quickRatio(password, part) >= max_similarity
  }

  get_error_message(): string {
    return _('The password is too similar to the %(verbose_name)s.')
  }

  get_help_text(): string {
    return _('Your password can’t be too similar to your other personal information.')
  }
}

function verboseName(user: WithMeta, name: string): string {
  try {
    const field = user._meta?.get_field(name)
    return field === undefined ? name : str(field.verbose_name)
  } catch (error) {
    if (!(error instanceof FieldDoesNotExist)) throw error
    return name
  }
}

export class CommonPasswordValidator {
  readonly passwords: ReadonlySet<string>

  /** @param options.password_list_path  here: the passwords themselves, in lower case */
  constructor({
    password_list_path = null,
  }: { password_list_path?: Iterable<string> | null } = {}) {
    this.passwords = password_list_path === null ? COMMON_PASSWORDS : new Set(password_list_path)
  }

  validate(password: unknown, _user: unknown = null): void {
    if (!this.passwords.has(str(password).toLowerCase().trim())) return
    throw new ValidationError(this.get_error_message(), { code: 'password_too_common' })
  }

  get_error_message(): string {
    return _('This password is too common.')
  }

  get_help_text(): string {
    return _('Your password can’t be a commonly used password.')
  }
}

export class NumericPasswordValidator {
  validate(password: unknown, _user: unknown = null): void {
    if (!/^[\p{Nd}\p{No}]+$/u.test(str(password))) return
    throw new ValidationError(this.get_error_message(), { code: 'password_entirely_numeric' })
  }

  get_error_message(): string {
    return _('This password is entirely numeric.')
  }

  get_help_text(): string {
    return _('Your password can’t be entirely numeric.')
  }
}
