/**
 * The error of everything that validates: one message, a list of errors, or lists of errors by field. All three keep
 * `error_list` or `error_dict` flat, so that a form can sort them without looking inside.
 *
 * Django: django/core/exceptions.py (ValidationError), ref/exceptions
 */
import { AttributeError, Exception } from '../../base/python/exceptions.ts'
import { percent_format } from '../../base/python/format.ts'
import * as mapping from '../../base/python/mapping.ts'
import { eq, repr, str } from '../../base/python/protocols.ts'
import { SafeString } from '../../base/python/safe_string.ts'

/** The key of errors that belong to no field. */
export const NON_FIELD_ERRORS = '__all__'

export interface ValidationErrorOptions {
  readonly code?: string | null
  /** Put into the message by Python's `%(name)s`. */
  readonly params?: unknown
}

export class ValidationError extends Exception {
  /** `code` and `params` are there only where this is a single error; then `message` has its `%(name)s` still. */
  declare code?: string | null
  declare params?: unknown
  /** Single errors; absent where `error_dict` is there. */
  declare error_list?: ValidationError[]
  declare error_dict?: Map<unknown, ValidationError[]>

  /** @param message  a text, another ValidationError, an array of either, or a dict of field → either */
  constructor(message: unknown, { code = null, params = null }: ValidationErrorOptions = {}) {
    super(message, code, params)
    let source = message
    let single = { code, params }
    if (source instanceof ValidationError) {
      if (source.error_dict) source = source.error_dict
      else if (!source.isSingle) source = source.error_list
      else {
        single = { code: source.code ?? null, params: source.params }
        source = source.message
      }
    }
    if (Array.isArray(source)) this.error_list = source.flatMap(errorsOf)
    else if (mapping.isMapping(source)) {
      this.error_dict = new Map(
        mapping.entries(source).map(([field, errors]) => [field, errorsOf(errors)]),
      )
    } else {
      this.message = source as string // a lazy text stays one until it is read
      this.code = single.code
      this.params = single.params
      this.error_list = [this]
    }
  }

  /** Field → texts. @throws {AttributeError} where the errors are not by field */
  get message_dict(): Record<string, string[]> {
    if (!this.error_dict) {
      throw new AttributeError("'ValidationError' object has no attribute 'error_dict'")
    }
    return Object.fromEntries(
      [...this.error_dict].map(([field, errors]) => [str(field), errors.map(textOf)]),
    )
  }

  /** All texts, in order. */
  get messages(): string[] {
    return this.singles().map(textOf)
  }

  /** Adds these errors to `errors`, field by field, and returns it. */
  update_error_dict(errors: Map<unknown, ValidationError[]>): Map<unknown, ValidationError[]> {
    const own = this.error_dict ?? new Map([[NON_FIELD_ERRORS, this.error_list ?? []]])
    for (const [field, list] of own) errors.set(field, [...(errors.get(field) ?? []), ...list])
    return errors
  }

  private get isSingle(): boolean {
    return this.code !== undefined
  }

  /** Every single error, whatever this one is made of. */
  private singles(): ValidationError[] {
    return this.error_list ?? [...(this.error_dict?.values() ?? [])].flat()
  }

  *__iter__(): Iterable<unknown> {
    if (this.error_dict) yield* Object.entries(this.message_dict)
    else yield* this.messages
  }

  override __str__(): string {
    return repr(this.error_dict ? this.message_dict : this.messages)
  }

  __repr__(): string {
    return `ValidationError(${this.__str__()})`
  }

  __eq__(other: unknown): boolean {
    if (!(other instanceof ValidationError)) return false
    if (this.isSingle || other.isSingle) {
      const sameText = eq(this.message, other.message) && this.code === other.code
      return sameText && eq(this.params, other.params)
    }
    return eq(this.error_dict ?? this.error_list, other.error_dict ?? other.error_list)
  }
}

function errorsOf(source: unknown): ValidationError[] {
  const error = source instanceof ValidationError ? source : new ValidationError(source)
  return error.error_list ?? [...(error.error_dict?.values() ?? [])].flat()
}

/** The text that a reader gets: parameters put in. A plural chooses its form by them. */
function textOf(error: ValidationError): string {
  const { params } = error
  const message: unknown = error.message
  if (params === null || params === undefined || mapping.size(params) === 0) {
    // safe text stays safe, and is read like a string
    return message instanceof SafeString ? (message as unknown as string) : str(message)
  }
  return hasOwnFormat(message) ? message.__mod__(params) : percent_format(str(message), params)
}

/** Asked by its method, as Python's `%` does: the class of lazy plurals reads the settings, which raise errors of here. */
function hasOwnFormat(message: unknown): message is { __mod__(params: unknown): string } {
  return typeof message === 'object' && message !== null && '__mod__' in message
}
