/**
 * Dates, times and durations. SQLite keeps them as text in UTC (durations: microseconds), so a naive datetime is
 * taken in the current zone before it is stored.
 *
 * Django: django/db/models/fields/__init__.py, topics/i18n/timezones
 */
import { settings } from '../../../conf/index.ts'
import { ValueError } from '../../../../base/python/exceptions.ts'
import { str } from '../../../../base/python/protocols.ts'
import { get_current_timezone, now } from '../../../utils/timezone.ts'
import type { Options } from '../arguments.ts'
import { isExpression } from '../late.ts'
import { forms } from './form_classes.ts'
import { Field } from './field.ts'
import { parse_date, parse_datetime, parse_duration, parse_time } from '../../../utils/dateparse.ts'
import { date, datetime, time, timedelta } from './types.ts'

/** The zone in which naive datetimes are meant. */
export function currentZone(): any {
  return get_current_timezone()
}

const isNaive = (value: datetime) => value.utcoffset() === null

/** Marks a naive datetime with the current zone where the project uses zones. */
function aware(value: datetime): datetime {
  return settings.USE_TZ && isNaive(value) ? value.replace({ tzinfo: currentZone() }) : value
}

abstract class TemporalField extends Field {
  declare auto_now: boolean
  declare auto_now_add: boolean

  override get parameters(): readonly string[] {
    return ['verbose_name', 'name', 'auto_now', 'auto_now_add', ...super.parameters.slice(2)]
  }

  protected override take(options: Options): void {
    this.auto_now = options['auto_now'] ?? false
    this.auto_now_add = options['auto_now_add'] ?? false
    if (this.auto_now || this.auto_now_add) {
      this.editable = false
      this.blank = true
    }
  }

  override get empty_strings_allowed(): boolean {
    return false
  }

  protected abstract current(): unknown

  override pre_save(instance: any, add: boolean): any {
    if (this.auto_now || (this.auto_now_add && add)) instance[this.attname] = this.current()
    return instance[this.attname]
  }

  override get_prep_value(value: unknown): any {
    return value === null || isExpression(value) ? value : this.to_python(value)
  }

  /** Reads a text by `parse`, or says in which way it is wrong. */
  protected read<T>(text: string, parse: (text: string) => T | null, notReal: string): T | null {
    try {
      return parse(text)
    } catch (error) {
      if (error instanceof ValueError) throw this.error(notReal, { value: text })
      throw error
    }
  }
}

export class DateField extends TemporalField {
  static override default_error_messages: Record<string, string> = {
    invalid: '“%(value)s” value has an invalid date format. It must be in YYYY-MM-DD format.',
    invalid_date:
      '“%(value)s” value has the correct format (YYYY-MM-DD) but it is an invalid date.',
  }

  protected current(): unknown {
    const moment = now()
    return (isNaive(moment) ? moment : moment.astimezone(currentZone())).date()
  }

  override contribute_to_class(cls: any, name: string): void {
    super.contribute_to_class(cls, name)
    if (this.null) return
    const field = this
    for (const [word, is_next] of [
      ['next', true],
      ['previous', false],
    ] as const) {
      cls.prototype[`get_${word}_by_${this.name}`] ??= function (this: any, filters = {}) {
        return this._get_next_or_previous_by_FIELD(field, is_next, filters)
      }
    }
  }

  override to_python(value: any): any {
    if (value === null) return null
    if (value instanceof Date) return datetime.fromDate(value).astimezone(currentZone()).date()
    if (value instanceof datetime)
      return (settings.USE_TZ && !isNaive(value) ? value.astimezone(currentZone()) : value).date()
    if (value instanceof date) return value
    const parsed = this.read(str(value), parse_date, 'invalid_date')
    if (parsed === null) throw this.error('invalid', { value })
    return parsed
  }

  override get_db_prep_value(value: unknown, connection: any, prepared = false): any {
    const ready = prepared ? value : this.get_prep_value(value)
    return isExpression(ready) ? ready : connection.ops.adapt_datefield_value(ready)
  }

  override value_to_string(obj: any): string {
    return this.value_from_object(obj) === null
      ? ''
      : (this.value_from_object(obj) as date).isoformat()
  }

  override formfield(options: Options = {}): any {
    return super.formfield({ form_class: forms.DateField, ...options })
  }
}

export class DateTimeField extends DateField {
  static override default_error_messages: Record<string, string> = {
    invalid:
      '“%(value)s” value has an invalid format. It must be in YYYY-MM-DD HH:MM[:ss[.uuuuuu]][TZ] format.',
    invalid_date:
      '“%(value)s” value has the correct format (YYYY-MM-DD) but it is an invalid date.',
    invalid_datetime:
      '“%(value)s” value has the correct format (YYYY-MM-DD HH:MM[:ss[.uuuuuu]][TZ]) but it is an invalid date/time.',
  }

  protected override current(): unknown {
    return now()
  }

  override to_python(value: any): any {
    if (value === null || value instanceof datetime) return value
    if (value instanceof Date) return datetime.fromDate(value)
    if (value instanceof date) return aware(new datetime(value.year, value.month, value.day))
    const text = str(value)
    const parsed = this.read(text, parse_datetime, 'invalid_datetime')
    if (parsed !== null) return parsed
    const day = this.read(text, parse_date, 'invalid_date')
    if (day !== null) return new datetime(day.year, day.month, day.day)
    throw this.error('invalid', { value })
  }

  override get_prep_value(value: unknown): any {
    const ready = super.get_prep_value(value)
    return ready instanceof datetime ? aware(ready) : ready
  }

  override get_db_prep_value(value: unknown, connection: any, prepared = false): any {
    const ready = prepared ? value : this.get_prep_value(value)
    return isExpression(ready) ? ready : connection.ops.adapt_datetimefield_value(ready)
  }

  override formfield(options: Options = {}): any {
    return super.formfield({ form_class: forms.DateTimeField, ...options })
  }
}

export class TimeField extends TemporalField {
  static override default_error_messages: Record<string, string> = {
    invalid: '“%(value)s” value has an invalid format. It must be in HH:MM[:ss[.uuuuuu]] format.',
    invalid_time:
      '“%(value)s” value has the correct format (HH:MM[:ss[.uuuuuu]]) but it is an invalid time.',
  }

  protected current(): unknown {
    return now().time()
  }

  override to_python(value: any): any {
    if (value === null || value instanceof time) return value
    if (value instanceof datetime) return value.time()
    const parsed = this.read(str(value), parse_time, 'invalid_time')
    if (parsed === null) throw this.error('invalid', { value })
    return parsed
  }

  override get_db_prep_value(value: unknown, connection: any, prepared = false): any {
    const ready = prepared ? value : this.get_prep_value(value)
    return isExpression(ready) ? ready : connection.ops.adapt_timefield_value(ready)
  }

  override value_to_string(obj: any): string {
    return this.value_from_object(obj) === null
      ? ''
      : (this.value_from_object(obj) as time).isoformat()
  }

  override formfield(options: Options = {}): any {
    return super.formfield({ form_class: forms.TimeField, ...options })
  }
}

export class DurationField extends Field {
  static override default_error_messages: Record<string, string> = {
    invalid:
      '“%(value)s” value has an invalid format. It must be in [DD] [[HH:]MM:]ss[.uuuuuu] format.',
  }

  override get empty_strings_allowed(): boolean {
    return false
  }

  override to_python(value: any): any {
    if (value === null || value instanceof timedelta) return value
    const parsed = typeof value === 'string' ? parse_duration(value) : null
    if (parsed === null) throw this.error('invalid', { value })
    return parsed
  }

  override get_db_prep_value(value: any): any {
    if (value === null || isExpression(value)) return value
    return (this.to_python(value) as timedelta).totalMicroseconds()
  }

  override get_db_converters(connection: any): any[] {
    return [
      (value: unknown) => (value === null ? null : timedelta.fromMicroseconds(Number(value))),
      ...super.get_db_converters(connection),
    ]
  }

  override formfield(options: Options = {}): any {
    return super.formfield({ form_class: forms.DurationField, ...options })
  }
}
