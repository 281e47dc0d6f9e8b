/**
 * Limits on values, lengths and digits. A limit may be a function, which is asked each time.
 *
 * Django: django/core/validators.py
 */
import { callWithKwargs, isCallable } from '../../../base/kwargs.ts'
import { Decimal, type DecimalValue } from '../../../base/python/decimal.ts'
import { isFloat, toFloat } from '../../../base/python/float.ts'
import { eq, len, lt } from '../../../base/python/protocols.ts'
import { gettext_lazy as _, ngettext_lazy } from '../../utils/translation/index.ts'
import { ValidationError } from '../exceptions.ts'

/** Compares a cleaned value with a limit. To be extended: `compare` says when the value is wrong. */
export class BaseValidator {
  static readonly message: unknown = _(
    'Ensure this value is %(limit_value)s (it is %(show_value)s).',
  )
  static readonly code: string = 'limit_value'

  readonly limit_value: unknown
  readonly message: unknown
  readonly code: string

  constructor(limit_value: unknown, message: unknown = null) {
    const cls = new.target
    this.limit_value = limit_value
    const given = isOptions(message) ? message['message'] : message
    this.message = given ?? cls.message
    this.code = cls.code
  }

  /** @throws ValidationError */
  __call__(value: unknown): void {
    const cleaned = this.clean(value)
    const limit_value = this.limit()
    if (!this.compare(cleaned, limit_value)) return
    const params = { limit_value, show_value: cleaned, value }
    throw new ValidationError(this.message, { code: this.code, params })
  }

  protected limit(): unknown {
    return isCallable(this.limit_value) ? callWithKwargs(this.limit_value, []) : this.limit_value
  }

  compare(a: unknown, b: unknown): boolean {
    return a !== b
  }

  clean(x: unknown): unknown {
    return x
  }

  __eq__(other: unknown): boolean {
    return (
      other instanceof BaseValidator &&
      other.constructor === this.constructor &&
      eq(this.limit_value, other.limit_value) &&
      eq(this.message, other.message) &&
      this.code === other.code
    )
  }
}

function isOptions(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
  )
}

export class MaxValueValidator extends BaseValidator {
  static override readonly message: unknown = _(
    'Ensure this value is less than or equal to %(limit_value)s.',
  )
  static override readonly code: string = 'max_value'
  override compare(a: unknown, b: unknown): boolean {
    return lt(b, a)
  }
}

export class MinValueValidator extends BaseValidator {
  static override readonly message: unknown = _(
    'Ensure this value is greater than or equal to %(limit_value)s.',
  )
  static override readonly code: string = 'min_value'
  override compare(a: unknown, b: unknown): boolean {
    return lt(a, b)
  }
}

/** A multiple of the limit, counted from `offset`. */
export class StepValueValidator extends BaseValidator {
  static override readonly message: unknown = _(
    'Ensure this value is a multiple of step size %(limit_value)s.',
  )
  static override readonly code: string = 'step_size'
  readonly offset: unknown

  constructor(
    limit_value: unknown,
    message: unknown = null,
    { offset = null }: { offset?: unknown } = {},
  ) {
    const named = isOptions(message) ? message : { message, offset }
    const from = named['offset'] ?? offset
    super(limit_value, from === null ? (named['message'] ?? null) : WITH_OFFSET)
    this.offset = from
  }

  override __call__(value: unknown): void {
    if (this.offset === null) {
      super.__call__(value)
      return
    }
    const cleaned = this.clean(value)
    const limit_value = this.limit()
    if (!this.compare(cleaned, limit_value)) return
    const [offset, valid_value1, valid_value2] = validValues(cleaned, this.offset, limit_value)
    throw new ValidationError(this.message, {
      code: this.code,
      params: {
        limit_value,
        offset,
        valid_value1,
        valid_value2,
      },
    })
  }

  override compare(a: unknown, b: unknown): boolean {
    const distance = Number(a) - Number(this.offset ?? 0)
    const step = Number(b)
    // the distance to the nearest multiple of the step as it is stored, without rounding: what Python's math.remainder gives
    const beyond = Math.abs(distance % step)
    const remainder = Math.min(beyond, Math.abs(step) - beyond)
    return remainder > 1e-9
  }
}

const WITH_OFFSET = _(
  'Ensure this value is a multiple of step size %(limit_value)s, starting from %(offset)s, e.g. %(offset)s, %(valid_value1)s, %(valid_value2)s, and so on.',
)

/** The offset as a number of the value's own kind, and the next two values after it. */
function validValues(value: unknown, offset: unknown, step: unknown): unknown[] {
  if (value instanceof Decimal) {
    const first = new Decimal(offset as DecimalValue)
    const distance = new Decimal(step as DecimalValue)
    return [first, first.add(distance), first.add(distance.mul(2))]
  }
  const first = isFloat(value) ? Number(offset) : Math.trunc(Number(offset))
  const values = [first, first + Number(step), first + 2 * Number(step)]
  return isFloat(value) ? values.map(toFloat) : values
}

export class MinLengthValidator extends BaseValidator {
  static override readonly message: unknown = ngettext_lazy(
    'Ensure this value has at least %(limit_value)d character (it has %(show_value)d).',
    'Ensure this value has at least %(limit_value)d characters (it has %(show_value)d).',
    'limit_value',
  )
  static override readonly code: string = 'min_length'
  override compare(a: unknown, b: unknown): boolean {
    return lt(a, b)
  }
  override clean(x: unknown): unknown {
    return len(x)
  }
}

export class MaxLengthValidator extends BaseValidator {
  static override readonly message: unknown = ngettext_lazy(
    'Ensure this value has at most %(limit_value)d character (it has %(show_value)d).',
    'Ensure this value has at most %(limit_value)d characters (it has %(show_value)d).',
    'limit_value',
  )
  static override readonly code: string = 'max_length'
  override compare(a: unknown, b: unknown): boolean {
    return lt(b, a)
  }
  override clean(x: unknown): unknown {
    return len(x)
  }
}

const DIGITS = {
  max_digits: ngettext_lazy(
    'Ensure that there are no more than %(max)s digit in total.',
    'Ensure that there are no more than %(max)s digits in total.',
    'max',
  ),
  max_decimal_places: ngettext_lazy(
    'Ensure that there are no more than %(max)s decimal place.',
    'Ensure that there are no more than %(max)s decimal places.',
    'max',
  ),
  max_whole_digits: ngettext_lazy(
    'Ensure that there are no more than %(max)s digit before the decimal point.',
    'Ensure that there are no more than %(max)s digits before the decimal point.',
    'max',
  ),
}

/** How many digits a Decimal may have, in all and after the point. null: any number. */
export class DecimalValidator {
  constructor(
    readonly max_digits: number | null,
    readonly decimal_places: number | null,
  ) {}

  /** @throws ValidationError */
  __call__(value: Decimal): void {
    if (!value.is_finite()) {
      throw new ValidationError(_('Enter a number.'), { code: 'invalid', params: { value } })
    }
    const { digits, decimals } = countDigits(value)
    const { max_digits, decimal_places } = this
    const check = (code: keyof typeof DIGITS, found: number, max: number | null) => {
      if (max === null || found <= max) return
      throw new ValidationError(DIGITS[code], { code, params: { max, value } })
    }
    check('max_digits', digits, max_digits)
    check('max_decimal_places', decimals, decimal_places)
    const whole =
      max_digits === null || decimal_places === null ? null : max_digits - decimal_places
    check('max_whole_digits', digits - decimals, whole)
  }

  __eq__(other: unknown): boolean {
    return (
      other instanceof DecimalValidator &&
      this.max_digits === other.max_digits &&
      this.decimal_places === other.decimal_places
    )
  }
}

function countDigits(value: Decimal): { digits: number; decimals: number } {
  const { exponent } = value
  const own = String(value.digits).length
  if (exponent >= 0) return { digits: value.digits === 0n ? own : own + exponent, decimals: 0 }
  // 0.001 has three digits, although only one is written
  return { digits: Math.max(own, -exponent), decimals: -exponent }
}
