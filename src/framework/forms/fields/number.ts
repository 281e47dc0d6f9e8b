/**
 * Fields of numbers. Texts are read as Python reads them: `1_000` and `٣` are numbers, `1.0` is a whole one.
 *
 * Django: django/forms/fields.py (IntegerField, FloatField, DecimalField), ref/forms/fields
 */
import { Decimal, DecimalException } from '../../../base/python/decimal.ts'
import { TypeError, ValueError } from '../../../base/python/exceptions.ts'
import { isNumber, toFloat } from '../../../base/python/float.ts'
import { parseFloatText, parseInteger } from '../../../base/python/numbers.ts'
import { str } from '../../../base/python/protocols.ts'
import {
  DecimalValidator,
  MaxValueValidator,
  MinValueValidator,
  StepValueValidator,
} from '../../core/validators.ts'
import { sanitize_separators } from '../../utils/formats.ts'
import type { Attrs, Widget } from '../widgets/base.ts'
import { NumberInput, TextInput } from '../widgets/input.ts'
import { Field, type FieldOptions } from './base.ts'

export interface NumberOptions extends FieldOptions {
  readonly max_value?: unknown
  readonly min_value?: unknown
  /** Only multiples of it, counted from `min_value`. */
  readonly step_size?: unknown
}

export class IntegerField extends Field {
  static override widget: new () => Widget = NumberInput
  static override default_error_messages = { invalid: 'Enter a whole number.' }
  readonly max_value: unknown
  readonly min_value: unknown
  readonly step_size: unknown

  constructor(options: NumberOptions = {}) {
    super(options)
    const { max_value = null, min_value = null, step_size = null } = options
    this.max_value = max_value
    this.min_value = min_value
    this.step_size = step_size
    if (max_value !== null) this.validators.push(new MaxValueValidator(max_value))
    if (min_value !== null) this.validators.push(new MinValueValidator(min_value))
    if (step_size !== null) {
      this.validators.push(new StepValueValidator(step_size, { offset: min_value }))
    }
  }

  /** Browsers' number inputs know no thousand separators. */
  protected override defaultWidget(): new () => Widget {
    const widget = super.defaultWidget()
    return this.localize && widget === NumberInput ? TextInput : widget
  }

  /** The text to read, separators of the locale replaced. */
  protected sanitized(value: unknown): unknown {
    return this.localize ? sanitize_separators(value) : value
  }

  protected read(value: unknown): unknown {
    return parseInteger(str(value).replace(/\.0*\s*$/, ''))
  }

  override to_python(value: unknown): unknown {
    if (this.isEmpty(value)) return null
    try {
      return this.read(this.sanitized(value))
    } catch (error) {
      const isRefused = error instanceof ValueError || error instanceof TypeError
      if (isRefused || error instanceof DecimalException) throw this.invalid()
      throw error
    }
  }

  override widget_attrs(widget: Widget): Attrs {
    const attrs = super.widget_attrs(widget)
    if (!(widget instanceof NumberInput)) return attrs
    if (this.min_value !== null) attrs.min = this.min_value
    if (this.max_value !== null) attrs.max = this.max_value
    if (this.step_size !== null) attrs.step = this.step_size
    return attrs
  }
}

export class FloatField extends IntegerField {
  static override default_error_messages = { invalid: 'Enter a number.' }

  protected override read(value: unknown): unknown {
    const isNumeric = isNumber(value) || typeof value === 'boolean'
    return toFloat(isNumeric ? Number(value) : parseFloatText(str(value)))
  }

  override validate(value: unknown): void {
    super.validate(value)
    if (!this.isEmpty(value) && !Number.isFinite(Number(value))) throw this.invalid()
  }

  override widget_attrs(widget: Widget): Attrs {
    const attrs = super.widget_attrs(widget)
    if (!(widget instanceof NumberInput) || 'step' in widget.attrs) return attrs
    attrs.step ??= this.step_size === null ? 'any' : str(this.step_size)
    return attrs
  }
}

export interface DecimalOptions extends NumberOptions {
  readonly max_digits?: number | null
  readonly decimal_places?: number | null
}

export class DecimalField extends IntegerField {
  static override default_error_messages = { invalid: 'Enter a number.' }
  readonly max_digits: number | null
  readonly decimal_places: number | null

  constructor({ max_digits = null, decimal_places = null, ...options }: DecimalOptions = {}) {
    super(options)
    this.max_digits = max_digits
    this.decimal_places = decimal_places
    this.validators.push(new DecimalValidator(max_digits, decimal_places))
  }

  protected override read(value: unknown): unknown {
    return new Decimal(str(value))
  }

  override validate(value: unknown): void {
    super.validate(value)
    if (!this.isEmpty(value) && !(value as Decimal).is_finite()) {
      throw this.invalid('invalid', { value })
    }
  }

  override widget_attrs(widget: Widget): Attrs {
    const attrs = super.widget_attrs(widget)
    if (!(widget instanceof NumberInput) || 'step' in widget.attrs) return attrs
    const smallest = (places: number): string => str(Decimal.of(false, 1n, -places)).toLowerCase()
    attrs.step ??= this.decimal_places === null ? 'any' : smallest(this.decimal_places)
    return attrs
  }
}
