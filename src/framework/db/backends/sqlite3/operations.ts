/**
 * SQL that only SQLite spells so, and values on their way in and out: dates are text in UTC, decimals are REAL, booleans
 * are 0 and 1.
 *
 * Django: django/db/backends/sqlite3/operations.py, django/db/backends/base/operations.py
 */
import { ValueError } from '../../../../base/python/exceptions.ts'
import { str } from '../../../../base/python/protocols.ts'
import { settings } from '../../../conf/index.ts'
import { get_current_timezone } from '../../../utils/timezone.ts'
import { DatabaseError, NotSupportedError } from '../../utils.ts'
import { decimalFromFloat } from '../../models/fields/numbers.ts'
import { parse_date, parse_datetime, parse_time } from '../../../utils/dateparse.ts'
import {
  date,
  datetime,
  Decimal,
  InvalidOperation,
  timezone,
  UUID,
} from '../../models/fields/types.ts'

type Converter = (value: any, expression: any, connection: any) => unknown
type SqlParts = [sql: string, params: unknown[]]

export class DatabaseOperations {
  readonly cast_data_types: Record<string, string> = { DateField: 'TEXT', DateTimeField: 'TEXT' }
  readonly set_operators: Record<string, string> = {
    union: 'UNION',
    intersection: 'INTERSECT',
    difference: 'EXCEPT',
  }
  readonly max_query_params = 999

  constructor(private readonly connection: { timezone_name: string }) {}

  /** Django writes a quote in a name as it is; here it stays inside the name. */
  quote_name(name: string): string {
    const isQuoted = name.length > 1 && name.startsWith('"') && name.endsWith('"')
    const inner = isQuoted ? name.slice(1, -1) : name
    return inner.includes('"') ? `"${inner.replaceAll('"', '""')}"` : `"${inner}"`
  }

  /** How many objects go into one statement. */
  bulk_batch_size(field_count: number, obj_count: number): number {
    if (field_count === 1) return 500
    return field_count > 1 ? Math.floor(this.max_query_params / field_count) : obj_count
  }

  check_expression_support(expression: any): void {
    expression.checkSqlite?.()
  }

  /** Dates are text here: they cannot be summed. */
  refuseDates(expression: any): void {
    for (const source of expression.get_source_expressions()) {
      const type = source?._output_field_or_none?.get_internal_type()
      if (['DateField', 'DateTimeField', 'TimeField'].includes(type)) {
        throw new NotSupportedError(
          'You cannot use Sum, Avg, StdDev, and Variance aggregations on date/time fields in sqlite3 since date/time is saved as text.',
        )
      }
    }
  }

  private zones(tzname: string | null): [string | null, string | null] {
    return tzname !== null && settings.USE_TZ
      ? [tzname, this.connection.timezone_name]
      : [null, null]
  }

  date_extract_sql(kind: string, [sql, params]: SqlParts): SqlParts {
    return [`django_date_extract(%s, ${sql})`, [kind.toLowerCase(), ...params]]
  }
  datetime_extract_sql(kind: string, [sql, params]: SqlParts, tzname: string | null): SqlParts {
    return [
      `django_datetime_extract(%s, ${sql}, %s, %s)`,
      [kind.toLowerCase(), ...params, ...this.zones(tzname)],
    ]
  }
  time_extract_sql(kind: string, [sql, params]: SqlParts): SqlParts {
    return [`django_time_extract(%s, ${sql})`, [kind.toLowerCase(), ...params]]
  }
  date_trunc_sql(kind: string, [sql, params]: SqlParts, tzname: string | null): SqlParts {
    return [
      `django_date_trunc(%s, ${sql}, %s, %s)`,
      [kind.toLowerCase(), ...params, ...this.zones(tzname)],
    ]
  }
  datetime_trunc_sql(kind: string, [sql, params]: SqlParts, tzname: string | null): SqlParts {
    return [
      `django_datetime_trunc(%s, ${sql}, %s, %s)`,
      [kind.toLowerCase(), ...params, ...this.zones(tzname)],
    ]
  }
  time_trunc_sql(kind: string, [sql, params]: SqlParts, tzname: string | null): SqlParts {
    return [
      `django_time_trunc(%s, ${sql}, %s, %s)`,
      [kind.toLowerCase(), ...params, ...this.zones(tzname)],
    ]
  }
  datetime_cast_date_sql([sql, params]: SqlParts, tzname: string | null): SqlParts {
    return [`django_datetime_cast_date(${sql}, %s, %s)`, [...params, ...this.zones(tzname)]]
  }
  datetime_cast_time_sql([sql, params]: SqlParts, tzname: string | null): SqlParts {
    return [`django_datetime_cast_time(${sql}, %s, %s)`, [...params, ...this.zones(tzname)]]
  }

  combine_expression(connector: string, parts: readonly string[]): string {
    if (connector === '^') return `POWER(${parts.join(',')})`
    if (connector === '#') return `BITXOR(${parts.join(',')})`
    return parts.join(` ${connector} `)
  }

  combine_duration_expression(connector: string, parts: readonly string[]): string {
    if (!['+', '-', '*', '/'].includes(connector))
      throw new DatabaseError(`Invalid connector for timedelta: ${connector}.`)
    return `django_format_dtdelta('${connector}', ${parts.join(', ')})`
  }

  subtract_temporals(
    type: string,
    [lhs, lhs_params]: SqlParts,
    [rhs, rhs_params]: SqlParts,
  ): SqlParts {
    const name = type === 'TimeField' ? 'django_time_diff' : 'django_timestamp_diff'
    return [`${name}(${lhs}, ${rhs})`, [...lhs_params, ...rhs_params]]
  }

  integer_field_range(type: string): [bigint, bigint] {
    const max = 9223372036854775807n
    return [type.startsWith('Positive') ? 0n : -max - 1n, max]
  }

  limit_offset_sql(low: number, high: number | null): string {
    const limit = high === null ? -1 : high - low
    return [`LIMIT ${limit}`, ...(low > 0 ? [`OFFSET ${low}`] : [])].join(' ')
  }

  prep_for_like_query(text: string): string {
    return text.replaceAll('\\', '\\\\').replaceAll('%', '\\%').replaceAll('_', '\\_')
  }

  prep_for_iexact_query(value: unknown): unknown {
    return this.prep_for_like_query(str(value))
  }

  /** First and last moment of a year, as stored. */
  year_lookup_bounds(year: number, is_datetime: boolean, iso_year: boolean): [unknown, unknown] {
    let first = new date(year, 1, 1)
    let last = new date(year, 12, 31)
    if (iso_year) {
      first = isoYearStart(year)
      last = date.fromordinal(isoYearStart(year + 1).toordinal() - 1)
    }
    if (!is_datetime) return [first.isoformat(), last.isoformat()]
    const start = new datetime(first.year, first.month, first.day)
    const finish = new datetime(last.year, last.month, last.day, 23, 59, 59, 999999)
    if (!settings.USE_TZ)
      return [this.adapt_datetimefield_value(start), this.adapt_datetimefield_value(finish)]
    const tzinfo = get_current_timezone()
    return [
      this.adapt_datetimefield_value(start.replace({ tzinfo })),
      this.adapt_datetimefield_value(finish.replace({ tzinfo })),
    ]
  }

  adapt_datefield_value(value: any): string | null {
    return value === null ? null : str(value)
  }

  adapt_datetimefield_value(value: any): string | null {
    if (value === null) return null
    if (value.utcoffset() === null) return str(value)
    if (!settings.USE_TZ) {
      throw new ValueError(
        'SQLite backend does not support timezone-aware datetimes when USE_TZ is False.',
      )
    }
    // UTC is what is stored, without saying so
    return str(value.astimezone(timezone.utc)).slice(0, -'+00:00'.length)
  }

  adapt_timefield_value(value: any): string | null {
    if (value === null) return null
    if (value.utcoffset() !== null)
      throw new ValueError('SQLite backend does not support timezone-aware times.')
    return str(value)
  }

  /** As text with all its places. */
  /** As it is: a column's places are a matter of reading. */
  adapt_decimalfield_value(value: unknown): string | null {
    return value === null ? null : str(value)
  }

  get_db_converters(expression: any): Converter[] {
    const field = expression.output_field
    switch (field.get_internal_type()) {
      case 'DateTimeField':
        return [convertDatetime]
      case 'DateField':
        return [(value) => (typeof value === 'string' ? parse_date(value) : value)]
      case 'TimeField':
        return [(value) => (typeof value === 'string' ? parse_time(value) : value)]
      case 'DecimalField':
        return [decimalConverter(expression)]
      case 'UUIDField':
        return [(value) => (value === null ? null : new UUID(value))]
      case 'BooleanField':
        return [(value) => (value === 1 ? true : value === 0 ? false : value)]
      default:
        return []
    }
  }

  window_frame_start(start: number | null): string {
    if (start === null) return 'UNBOUNDED PRECEDING'
    if (start < 0) return `${-start} PRECEDING`
    return start === 0 ? 'CURRENT ROW' : `${start} FOLLOWING`
  }

  window_frame_end(end: number | null): string {
    if (end === null) return 'UNBOUNDED FOLLOWING'
    if (end < 0) return `${-end} PRECEDING`
    return end === 0 ? 'CURRENT ROW' : `${end} FOLLOWING`
  }

  window_frame_rows_start_end(start: number | null, end: number | null): [string, string] {
    if (start !== null && end !== null && start > end)
      throw new ValueError('start cannot be greater than end.')
    return [this.window_frame_start(start), this.window_frame_end(end)]
  }

  window_frame_range_start_end(start: number | null, end: number | null): [string, string] {
    return this.window_frame_rows_start_end(start, end)
  }
}

function isoYearStart(year: number): date {
  const fourth = new date(year, 1, 4)
  return date.fromordinal(fourth.toordinal() - fourth.weekday())
}

const units = new Map<number, Decimal>()

/** 1, 0.1, 0.01 … */
function unit(places: number): Decimal {
  let found = units.get(places)
  if (found === undefined) {
    found = new Decimal(places === 0 ? '1' : `0.${'0'.repeat(places - 1)}1`)
    units.set(places, found)
  }
  return found
}

function convertDatetime(value: unknown): unknown {
  if (typeof value !== 'string') return value
  const plain = readPlain(value)
  if (plain !== null) return plain
  const parsed = parse_datetime(value)
  if (parsed === null || !settings.USE_TZ || parsed.tzinfo !== null) return parsed
  return parsed.replace({ tzinfo: timezone.utc })
}

/** `2025-01-31 12:00:00` with or without microseconds, as Django writes every datetime; null for another form. */
function readPlain(text: string): datetime | null {
  const { length } = text
  if ((length !== 19 && length !== 26) || text.charAt(10) !== ' ') return null
  const number = (from: number, to: number): number => {
    let sum = 0
    for (let i = from; i < to; i += 1) {
      const digit = text.charCodeAt(i) - 48
      if (digit < 0 || digit > 9) return NaN
      sum = sum * 10 + digit
    }
    return sum
  }
  const [year, month, day] = [number(0, 4), number(5, 7), number(8, 10)]
  const parts = {
    hour: number(11, 13),
    minute: number(14, 16),
    second: number(17, 19),
    microsecond: length === 26 ? number(20, 26) : 0,
    tzinfo: settings.USE_TZ ? timezone.utc : null,
  }
  const sum = year + month + day + parts.hour + parts.minute + parts.second + parts.microsecond
  return Number.isNaN(sum) ? null : new datetime(year, month, day, parts)
}

/** A column has its places; what was calculated keeps up to fifteen digits. */
function decimalConverter(expression: any): Converter {
  const places = expression.target === undefined ? null : expression.output_field.decimal_places
  const max_digits: number = expression.output_field.max_digits ?? 28
  return (value) => {
    if (value === null) return null
    if (places !== null && typeof value === 'number') {
      const text = String(value)
      const dot = text.indexOf('.')
      const written = dot === -1 ? 0 : text.length - dot - 1
      // as it was stored: nothing to round
      const fits = text.length + places - written <= Math.min(max_digits, 15)
      if (fits && written <= places && !text.includes('e')) {
        const zeros = '0'.repeat(places - written)
        return new Decimal(dot === -1 && places > 0 ? `${text}.${zeros}` : text + zeros)
      }
    }
    const decimal =
      typeof value === 'string' ? new Decimal(value) : decimalFromFloat(Number(value), 15)
    if (places === null) return decimal
    const column = decimal.quantize(unit(places))
    // the column's precision is a context: what has more digits cannot be rounded in it
    if (digitsOf(column) > max_digits)
      throw new InvalidOperation("[<class 'decimal.InvalidOperation'>]")
    return column
  }
}

const digitsOf = (decimal: Decimal) =>
  str(decimal).replaceAll(/^-|\./g, '').replace(/^0+/, '').length
