/**
 * Numeric and boolean fields. Integers are numbers (BigInt beyond 2^53), decimals keep their digits as Decimal.
 *
 * Django: django/db/models/fields/__init__.py, ref/models/fields
 */
import { OverflowError, TypeError, ValueError } from '../../../../base/python/exceptions.ts'
import { Float, isFloat, toFloat } from '../../../../base/python/float.ts'
import { repr, type_name } from '../../../../base/python/protocols.ts'
import { DecimalValidator, MaxValueValidator, MinValueValidator } from '../../../core/validators.ts'
import type { Options } from '../arguments.ts'
import { isExpression } from '../late.ts'
import { forms } from './form_classes.ts'
import { Field } from './field.ts'
import { formChoices } from './formfield.ts'
import { Decimal, InvalidOperation } from './types.ts'

/** `int(value)`. @throws TypeError, ValueError as Python does */
export function pyInt(value: unknown): number | bigint {
  if (typeof value === 'boolean') return Number(value)
  if (typeof value === 'bigint') return value
  if (value instanceof Float || typeof value === 'number') {
    const number = Number(value)
    if (Number.isNaN(number)) throw new ValueError('cannot convert float NaN to integer')
    if (!Number.isFinite(number))
      throw new OverflowError('cannot convert float infinity to integer')
    return Math.trunc(number)
  }
  if (value instanceof Decimal) return value.__int__()
  if (typeof value === 'string' || value instanceof String) {
    const digits = value.trim().replace(/(?<=\d)_(?=\d)/g, '')
    if (!/^[+-]?\d+$/.test(digits))
      throw new ValueError(`invalid literal for int() with base 10: ${repr(String(value))}`)
    const number = Number(digits)
    return Number.isSafeInteger(number) ? number : BigInt(digits)
  }
  throw new TypeError(
    `int() argument must be a string, a bytes-like object or a real number, not '${type_name(value)}'`,
  )
}

/** `float(value)`, as a plain number. */
function pyFloat(value: unknown): number {
  if (typeof value === 'string' || value instanceof String) {
    const text = value.trim().replace(/(?<=\d)_(?=\d)/g, '')
    const special = /^([+-]?)(inf|infinity|nan)$/i.exec(text)
    if (special)
      return special[2]!.toLowerCase() === 'nan' ? NaN : special[1] === '-' ? -Infinity : Infinity
    if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text))
      throw new ValueError(`could not convert string to float: ${repr(String(value))}`)
    return Number(text)
  }
  if (['number', 'bigint', 'boolean'].includes(typeof value)) return Number(value)
  if (value instanceof Float || value instanceof Decimal) return Number(value.valueOf())
  throw new TypeError(
    `float() argument must be a string or a real number, not '${type_name(value)}'`,
  )
}

/** Says which field could not take the value, in place of Python's own words. */
function expected<T>(field: Field, what: string, value: unknown, convert: () => T): T {
  try {
    return convert()
  } catch (error) {
    if (error instanceof TypeError || error instanceof ValueError) {
      const cls = error.constructor as new (message: string) => Error
      const wrapped = new cls(
        `Field '${field.name ?? 'None'}' expected ${what} but got ${repr(value)}.`,
      )
      throw Object.assign(wrapped, { __cause__: error })
    }
    throw error
  }
}

/** What the column can hold. */
const INTEGER_RANGE: readonly [bigint, bigint] = [-9223372036854775808n, 9223372036854775807n]

export class IntegerField extends Field {
  static override default_error_messages: Record<string, string> = {
    invalid: '“%(value)s” value must be an integer.',
  }

  override get default_validators(): readonly unknown[] {
    const lowest = this.get_internal_type().startsWith('Positive') ? 0 : INTEGER_RANGE[0]
    return [new MinValueValidator(lowest), new MaxValueValidator(INTEGER_RANGE[1])]
  }

  override get empty_strings_allowed(): boolean {
    return false
  }

  override get_prep_value(value: unknown): any {
    if (value === null || isExpression(value)) return value
    return expected(this, 'a number', value, () => pyInt(value))
  }

  override to_python(value: unknown): any {
    if (value === null) return null
    try {
      return pyInt(value)
    } catch (error) {
      if (error instanceof TypeError || error instanceof ValueError)
        throw this.error('invalid', { value })
      throw error
    }
  }

  override formfield(options: Options = {}): any {
    return super.formfield({ form_class: forms.IntegerField, ...options })
  }
}

export class BigIntegerField extends IntegerField {
  override formfield(options: Options = {}): any {
    return super.formfield({ min_value: -(2n ** 63n), max_value: 2n ** 63n - 1n, ...options })
  }
}
export class SmallIntegerField extends IntegerField {}

export class PositiveIntegerField extends IntegerField {
  override rel_db_type(connection: any): string | null {
    return connection.data_types['IntegerField']
  }

  override formfield(options: Options = {}): any {
    return super.formfield({ min_value: 0, ...options })
  }
}
export class PositiveBigIntegerField extends BigIntegerField {
  override formfield(options: Options = {}): any {
    return super.formfield({ min_value: 0, ...options })
  }
}
export class PositiveSmallIntegerField extends SmallIntegerField {
  override formfield(options: Options = {}): any {
    return super.formfield({ min_value: 0, ...options })
  }
}

/** A key that the database counts up. */
export class AutoField extends IntegerField {
  override get parameters(): readonly string[] {
    return super.parameters
  }

  protected override take(): void {
    this.blank = true
  }

  override validate(): void {}

  override rel_db_type(connection: any): string | null {
    return connection.data_types['IntegerField']
  }

  override get_db_prep_value(value: unknown, connection: any, prepared = false): any {
    return super.get_db_prep_value(value, connection, prepared)
  }

  /** A form never asks for it. */
  override formfield(_options: Options = {}): any {
    return null
  }
}

export class BigAutoField extends AutoField {
  override rel_db_type(connection: any): string | null {
    return connection.data_types['BigIntegerField']
  }
}

export class SmallAutoField extends AutoField {
  override rel_db_type(connection: any): string | null {
    return connection.data_types['SmallIntegerField']
  }
}

export class FloatField extends Field {
  static override default_error_messages: Record<string, string> = {
    invalid: '“%(value)s” value must be a float.',
  }

  override get empty_strings_allowed(): boolean {
    return false
  }

  override get_prep_value(value: unknown): any {
    if (value === null || isExpression(value)) return value
    return expected(this, 'a number', value, () => toFloat(pyFloat(value)))
  }

  override to_python(value: unknown): any {
    if (value === null) return null
    try {
      return toFloat(pyFloat(value))
    } catch (error) {
      if (error instanceof TypeError || error instanceof ValueError)
        throw this.error('invalid', { value })
      throw error
    }
  }

  override formfield(options: Options = {}): any {
    return super.formfield({ form_class: forms.FloatField, ...options })
  }
}

export class DecimalField extends Field {
  static override default_error_messages: Record<string, string> = {
    invalid: '“%(value)s” value must be a decimal number.',
  }

  override get default_validators(): readonly unknown[] {
    return [new DecimalValidator(this.max_digits, this.decimal_places)]
  }

  declare max_digits: number | null
  declare decimal_places: number | null

  override get parameters(): readonly string[] {
    return ['verbose_name', 'name', 'max_digits', 'decimal_places', ...super.parameters.slice(2)]
  }

  protected override take(options: Options): void {
    this.max_digits = options['max_digits'] ?? null
    this.decimal_places = options['decimal_places'] ?? null
  }

  override get empty_strings_allowed(): boolean {
    return false
  }

  override to_python(value: any): any {
    if (value === null) return null
    try {
      let decimal: Decimal
      if (isFloat(value)) {
        if (Number.isNaN(Number(value))) throw this.error('invalid', { value })
        decimal = decimalFromFloat(Number(value), this.max_digits ?? 28)
      } else if (typeof value === 'boolean') decimal = new Decimal(Number(value))
      else if (value instanceof String) decimal = new Decimal(String(value))
      else if (['number', 'bigint', 'string'].includes(typeof value) || value instanceof Decimal)
        decimal = new Decimal(value)
      else throw new TypeError('not a number')
      if (!decimal.is_finite()) throw this.error('invalid', { value })
      return decimal
    } catch (error) {
      if (
        error instanceof InvalidOperation ||
        error instanceof TypeError ||
        error instanceof ValueError
      )
        throw this.error('invalid', { value })
      throw error
    }
  }

  override get_prep_value(value: unknown): any {
    return value === null || isExpression(value) ? value : this.to_python(value)
  }

  override get_db_prep_value(value: unknown, connection: any, prepared = false): any {
    const ready = prepared ? value : this.get_prep_value(value)
    return isExpression(ready)
      ? ready
      : connection.ops.adapt_decimalfield_value(this.decimalOrNull(ready))
  }

  override get_db_prep_save(value: unknown, connection: any): any {
    return isExpression(value)
      ? value
      : connection.ops.adapt_decimalfield_value(this.decimalOrNull(value))
  }

  private decimalOrNull(value: unknown): Decimal | null {
    return value === null ? null : this.to_python(value)
  }

  override formfield(options: Options = {}): any {
    const { max_digits, decimal_places } = this
    return super.formfield({
      max_digits,
      decimal_places,
      form_class: forms.DecimalField,
      ...options,
    })
  }
}

/** The float's exact value, rounded to `digits` significant digits; short values stay short: 4.75 → `4.75`. */
export function decimalFromFloat(value: number, digits: number): Decimal {
  if (Number.isInteger(value) && Math.abs(value) < 10 ** digits) return new Decimal(value)
  const [mantissa = '', exponent = ''] = value.toPrecision(100).split('e')
  const exact = mantissa.includes('.') ? mantissa.replace(/\.?0+$/, '') : mantissa
  const significant = exact.replace(/^-?0*\.?0*|\./g, '').length
  const text =
    significant <= digits ? exact + (exponent && `e${exponent}`) : value.toPrecision(digits)
  return new Decimal(text)
}

export class BooleanField extends Field {
  static override default_error_messages: Record<string, string> = {
    invalid: '“%(value)s” value must be either True or False.',
    invalid_nullable: '“%(value)s” value must be either True, False, or None.',
  }

  override get empty_strings_allowed(): boolean {
    return false
  }

  override to_python(value: any): any {
    if (this.null && (value === null || value === '')) return null
    if (value === true || value === false) return value
    const plain = value instanceof String ? String(value) : value
    if (['t', 'True', '1', 1, 1n].includes(plain)) return true
    if (['f', 'False', '0', 0, 0n].includes(plain)) return false
    throw this.error(this.null ? 'invalid_nullable' : 'invalid', { value })
  }

  override get_prep_value(value: unknown): any {
    return value === null || isExpression(value) ? value : this.to_python(value)
  }

  override formfield(options: Options = {}): any {
    if (this.choices !== null) {
      return super.formfield({ choices: formChoices(this, options), ...options })
    }
    const form_class = this.null ? forms.NullBooleanField : forms.BooleanField
    // a required checkbox would have to be checked
    return super.formfield({ form_class, required: false, ...options })
  }
}
