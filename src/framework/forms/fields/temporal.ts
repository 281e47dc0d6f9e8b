/**
 * Fields of dates, times and durations. Each input format is tried in order.
 *
 * Django: django/forms/fields.py (BaseTemporalField …), ref/forms/fields#datefield
 */
import { date, datetime, time, timedelta } from '../../../base/python/datetime.ts'
import {
  NotImplementedError,
  OverflowError,
  TypeError,
  ValueError,
} from '../../../base/python/exceptions.ts'
import { iterate, str } from '../../../base/python/protocols.ts'
import { strptime } from '../../../base/python/strptime.ts'
import { ValidationError } from '../../core/exceptions.ts'
import { parse_datetime, parse_duration } from '../../utils/dateparse.ts'
import { duration_string } from '../../utils/duration.ts'
import { get_format } from '../../utils/formats.ts'
import { from_current_timezone, to_current_timezone } from '../utils.ts'
import type { Widget } from '../widgets/base.ts'
import { DateInput, DateTimeInput, TimeInput } from '../widgets/input.ts'
import { Field, type FieldOptions } from './base.ts'

export interface TemporalOptions extends FieldOptions {
  /** Formats of `strptime`; the locale's where left out. */
  readonly input_formats?: unknown
}

abstract class BaseTemporalField extends Field {
  /** What formats the locale has for this field. */
  static format_keys: readonly string[] = []
  private readonly formats: unknown

  constructor({ input_formats = null, ...options }: TemporalOptions = {}) {
    super(options)
    this.formats = input_formats
  }

  get input_formats(): readonly string[] {
    if (this.formats !== null) return [...iterate(this.formats)].map(str)
    const { format_keys } = this.constructor as typeof BaseTemporalField
    return format_keys.flatMap((key) => get_format(key) as readonly string[])
  }

  /** The text by the first format that it matches. @throws {ValidationError} */
  protected parse(value: unknown): unknown {
    const text = str(value).trim()
    for (const format of this.input_formats) {
      try {
        return this.strptime(text, format)
      } catch (error) {
        if (!(error instanceof ValueError || error instanceof TypeError)) throw error
      }
    }
    throw this.invalid()
  }

  strptime(_value: string, _format: string): unknown {
    throw new NotImplementedError('Subclasses must define this method.')
  }
}

export class DateField extends BaseTemporalField {
  static override widget: new () => Widget = DateInput
  static override format_keys = ['DATE_INPUT_FORMATS']
  static override default_error_messages = { invalid: 'Enter a valid date.' }

  override to_python(value: unknown): unknown {
    if (this.isEmpty(value)) return null
    if (value instanceof datetime) return value.date()
    return value instanceof date ? value : this.parse(value)
  }

  override strptime(value: string, format: string): unknown {
    return strptime(value, format).date()
  }
}

export class TimeField extends BaseTemporalField {
  static override widget: new () => Widget = TimeInput
  static override format_keys = ['TIME_INPUT_FORMATS']
  static override default_error_messages = { invalid: 'Enter a valid time.' }

  override to_python(value: unknown): unknown {
    if (this.isEmpty(value)) return null
    return value instanceof time ? value : this.parse(value)
  }

  override strptime(value: string, format: string): unknown {
    return strptime(value, format).time()
  }
}

export class DateTimeField extends BaseTemporalField {
  static override widget: new () => Widget = DateTimeInput
  static override format_keys = ['DATETIME_INPUT_FORMATS', 'DATE_INPUT_FORMATS']
  static override default_error_messages = { invalid: 'Enter a valid date/time.' }

  override prepare_value(value: unknown): unknown {
    return to_current_timezone(value)
  }

  override to_python(value: unknown): unknown {
    if (this.isEmpty(value)) return null
    if (value instanceof datetime) return from_current_timezone(value)
    if (value instanceof date) {
      return from_current_timezone(new datetime(value.year, value.month, value.day))
    }
    return from_current_timezone(this.iso(str(value).trim()) ?? this.parse(value))
  }

  /** @returns null where the text is not of ISO's form */
  private iso(text: string): unknown {
    try {
      return parse_datetime(text)
    } catch (error) {
      if (error instanceof ValueError) throw this.invalid()
      throw error
    }
  }

  override strptime(value: string, format: string): unknown {
    return strptime(value, format)
  }
}

/** A timedelta of Python holds no more. */
const MAX_DAYS = 999_999_999

export class DurationField extends Field {
  static override default_error_messages = {
    invalid: 'Enter a valid duration.',
    overflow: 'The number of days must be between {min_days} and {max_days}.',
  }

  override prepare_value(value: unknown): unknown {
    return value instanceof timedelta ? duration_string(value) : value
  }

  override to_python(value: unknown): unknown {
    if (this.isEmpty(value)) return null
    if (value instanceof timedelta) return value
    const duration = this.read(str(value))
    if (duration === null) throw this.invalid()
    return duration
  }

  private read(text: string): unknown {
    try {
      return parse_duration(text)
    } catch (error) {
      if (!(error instanceof OverflowError)) throw error
      const message = str(this.error_messages.overflow)
        .replace('{min_days}', `-${MAX_DAYS}`)
        .replace('{max_days}', String(MAX_DAYS))
      throw new ValidationError(message, { code: 'overflow' })
    }
  }
}
