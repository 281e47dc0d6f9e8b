/**
 * Parts of dates, and dates cut to a period. A datetime is looked at in the current zone (or `tzinfo`), although it is
 * stored in UTC.
 *
 * Django: django/db/models/functions/datetime.py, ref/models/database-functions#date-functions
 */
import { class_name } from '../../../../base/python/class_name.ts'
import { TypeError, ValueError } from '../../../../base/python/exceptions.ts'
import { str } from '../../../../base/python/protocols.ts'
import { settings } from '../../../conf/index.ts'
import { splitKwargs } from '../arguments.ts'
import { Func } from '../expressions.ts'
import type { Sql } from '../expressions/base.ts'
import { currentZone } from '../fields/dates.ts'
import {
  DateField,
  DateTimeField,
  DurationField,
  type Field,
  IntegerField,
  TimeField,
} from '../fields/index.ts'
import { datetime } from '../fields/types.ts'
import { Transform, YearExact, YearGt, YearGte, YearLt, YearLte } from '../lookups.ts'

/** The zone's name for the database; null where the project has none. */
function tzname(tzinfo: any): string | null {
  if (!settings.USE_TZ) return null
  return str(tzinfo ?? currentZone())
}

export class Extract extends Transform {
  static override arity: number | null = null
  static override output_field: Field | null = new IntegerField()
  tzinfo: any

  /** `new Extract('created_at', 'year')`, `new ExtractYear('created_at', { tzinfo })` */
  constructor(expression: any, ...args: any[]) {
    const [[kind], { lookup_name, tzinfo = null, ...extra }] = splitKwargs(args)
    super(expression, extra)
    const own = kind ?? lookup_name ?? null
    if (own !== null) this.kind = own
    if (this.lookup_name === null || this.lookup_name === '')
      throw new ValueError('lookup_name must be provided')
    this.tzinfo = tzinfo
  }
  declare kind?: string

  get lookup_name(): string {
    return this.kind ?? (this.constructor as typeof Transform).lookup_name
  }

  override as_sql(compiler: any, connection: any): Sql {
    const compiled: Sql = compiler.compile(this.lhs)
    const field = this.lhs.output_field
    const { ops } = connection
    if (field instanceof DateTimeField)
      return ops.datetime_extract_sql(this.lookup_name, compiled, tzname(this.tzinfo))
    if (this.tzinfo !== null) throw new ValueError('tzinfo can only be used with DateTimeField.')
    if (field instanceof DateField) return ops.date_extract_sql(this.lookup_name, compiled)
    if (field instanceof TimeField) return ops.time_extract_sql(this.lookup_name, compiled)
    throw new ValueError('Extract requires native DurationField database support.')
  }

  override as_sqlite(compiler: any, connection: any): Sql {
    return this.as_sql(compiler, connection)
  }

  override resolve_expression(
    query: any,
    allow_joins = true,
    reuse: Set<string> | null = null,
    summarize = false,
    for_save = false,
  ): any {
    const clone = super.resolve_expression(query, allow_joins, reuse, summarize, for_save)
    const field = clone.lhs.output_field
    if (!(
      field instanceof DateField ||
      field instanceof TimeField ||
      field instanceof DurationField
    )) {
      throw new ValueError(
        'Extract input expression must be DateField, DateTimeField, TimeField, or DurationField.',
      )
    }
    const own = field instanceof DateTimeField ? null : class_name(field.constructor)
    if (own === 'DateField' && ['hour', 'minute', 'second'].includes(clone.lookup_name))
      throw new ValueError(
        `Cannot extract time component '${clone.lookup_name}' from DateField '${field.name}'.`,
      )
    if (
      field instanceof DurationField &&
      ['year', 'iso_year', 'month', 'week', 'week_day', 'iso_week_day', 'quarter'].includes(
        clone.lookup_name,
      )
    )
      throw new ValueError(
        `Cannot extract component '${clone.lookup_name}' from DurationField '${field.name}'.`,
      )
    return clone
  }
}

/** One class for each part; `created_at__month` finds it by its lookup name. */
function part(name: string, lookup_name: string): typeof Extract {
  const cls = class extends Extract {
    static override lookup_name = lookup_name
  }
  Object.defineProperty(cls, '__name__', { value: name })
  return cls
}

export const ExtractYear = part('ExtractYear', 'year')
export const ExtractIsoYear = part('ExtractIsoYear', 'iso_year')
export const ExtractMonth = part('ExtractMonth', 'month')
export const ExtractDay = part('ExtractDay', 'day')
export const ExtractWeek = part('ExtractWeek', 'week')
export const ExtractWeekDay = part('ExtractWeekDay', 'week_day')
export const ExtractIsoWeekDay = part('ExtractIsoWeekDay', 'iso_week_day')
export const ExtractQuarter = part('ExtractQuarter', 'quarter')
export const ExtractHour = part('ExtractHour', 'hour')
export const ExtractMinute = part('ExtractMinute', 'minute')
export const ExtractSecond = part('ExtractSecond', 'second')

const DATE_PARTS = [
  ExtractYear,
  ExtractMonth,
  ExtractDay,
  ExtractWeekDay,
  ExtractIsoWeekDay,
  ExtractWeek,
  ExtractIsoYear,
  ExtractQuarter,
]
for (const cls of DATE_PARTS) DateField.register_lookup(cls)
for (const cls of [ExtractHour, ExtractMinute, ExtractSecond]) {
  DateTimeField.register_lookup(cls)
  TimeField.register_lookup(cls)
}
for (const cls of [ExtractYear, ExtractIsoYear])
  for (const lookup of [YearExact, YearGt, YearGte, YearLt, YearLte]) cls.register_lookup(lookup)

export class Now extends Func {
  static override function = 'CURRENT_TIMESTAMP'
  static override template = "STRFTIME('%%%%Y-%%%%m-%%%%d %%%%H:%%%%M:%%%%f', 'NOW')"
  static override output_field: Field | null = new DateTimeField()
}

const PERIODS = ['year', 'quarter', 'month', 'week', 'day', 'hour', 'minute', 'second']

export class TruncBase extends Transform {
  static override arity: number | null = null
  static kind: string | null = null
  tzinfo: any
  declare own_kind: string | null

  constructor(expression: any, options: Record<string, any> = {}) {
    const { tzinfo = null, output_field = null, kind = null, is_dst: _, ...extra } = options
    super(expression, { output_field, ...extra })
    this.tzinfo = tzinfo
    this.own_kind = kind
  }

  get kind(): string {
    return this.own_kind ?? (this.constructor as typeof TruncBase).kind ?? ''
  }

  override _resolve_output_field(): any {
    return this.lhs.output_field
  }

  override as_sql(compiler: any, connection: any): Sql {
    const compiled: Sql = compiler.compile(this.lhs)
    const zone = this.lhs.output_field instanceof DateTimeField ? tzname(this.tzinfo) : null
    if (this.lhs.output_field instanceof DateTimeField === false && this.tzinfo !== null)
      throw new ValueError('tzinfo can only be used with DateTimeField.')
    const { ops } = connection
    const field = this.output_field
    if (field instanceof DateTimeField) return ops.datetime_trunc_sql(this.kind, compiled, zone)
    if (field instanceof DateField) return ops.date_trunc_sql(this.kind, compiled, zone)
    if (field instanceof TimeField) return ops.time_trunc_sql(this.kind, compiled, zone)
    throw new ValueError('Trunc only valid on DateField, TimeField, or DateTimeField.')
  }

  override as_sqlite(compiler: any, connection: any): Sql {
    return this.as_sql(compiler, connection)
  }

  override resolve_expression(
    query: any,
    allow_joins = true,
    reuse: Set<string> | null = null,
    summarize = false,
    for_save = false,
  ): any {
    const clone = super.resolve_expression(query, allow_joins, reuse, summarize, for_save)
    const field = clone.lhs.output_field
    if (!(field instanceof DateField || field instanceof TimeField))
      throw new TypeError(`'${field.name}' isn't a DateField, TimeField, or DateTimeField.`)
    const output = this.explicit_output_field ?? (this.constructor as typeof TruncBase).output_field
    const target = output ?? field
    if (!(target instanceof DateField || target instanceof TimeField)) {
      throw new ValueError('output_field must be either DateField, TimeField, or DateTimeField')
    }
    const isDate = (item: any) => item instanceof DateField && !(item instanceof DateTimeField)
    const to_datetime = target instanceof DateTimeField
    if (
      isDate(field) &&
      (to_datetime || ['hour', 'minute', 'second', 'time'].includes(clone.kind))
    ) {
      const name = output === null ? class_name(field.constructor) : class_name(output.constructor)
      throw new ValueError(
        `Cannot truncate DateField '${field.name}' to ${to_datetime ? name : 'DateTimeField'}.`,
      )
    }
    if (
      field instanceof TimeField &&
      (to_datetime || ['year', 'quarter', 'month', 'week', 'day', 'date'].includes(clone.kind))
    ) {
      throw new ValueError(`Cannot truncate TimeField '${field.name}' to DateTimeField.`)
    }
    return clone
  }

  /** The truncated wall clock means the zone that was asked for. */
  override get_db_converters(connection: any): any[] {
    return [...super.get_db_converters(connection), (value: unknown) => this.convert(value)]
  }

  private convert(value: any): unknown {
    const field = this.output_field
    if (field instanceof DateTimeField) {
      if (!settings.USE_TZ || value === null) return value
      return value.replace({ tzinfo: this.tzinfo ?? currentZone() })
    }
    if (!(value instanceof datetime)) return value
    return field instanceof DateField ? value.date() : value.time()
  }
}

/** `new Trunc('created_at', 'month', { output_field, tzinfo })` */
export class Trunc extends TruncBase {
  constructor(
    expression: any,
    kind: string | Record<string, any>,
    options: Record<string, any> = {},
  ) {
    super(expression, typeof kind === 'string' ? { ...options, kind } : kind)
  }
}

function period(name: string, kind: string): typeof TruncBase {
  const cls = class extends TruncBase {
    static override kind: string | null = kind
  }
  Object.defineProperty(cls, '__name__', { value: name })
  return cls
}

export const [
  TruncYear,
  TruncQuarter,
  TruncMonth,
  TruncWeek,
  TruncDay,
  TruncHour,
  TruncMinute,
  TruncSecond,
] = PERIODS.map((kind) => period(`Trunc${kind.charAt(0).toUpperCase()}${kind.slice(1)}`, kind)) as [
  typeof TruncBase,
  typeof TruncBase,
  typeof TruncBase,
  typeof TruncBase,
  typeof TruncBase,
  typeof TruncBase,
  typeof TruncBase,
  typeof TruncBase,
]

export class TruncDate extends TruncBase {
  static override kind: string | null = 'date'
  static override lookup_name = 'date'
  static override output_field: Field | null = new DateField()

  override as_sql(compiler: any, connection: any): Sql {
    return connection.ops.datetime_cast_date_sql(compiler.compile(this.lhs), tzname(this.tzinfo))
  }
}

export class TruncTime extends TruncBase {
  static override kind: string | null = 'time'
  static override lookup_name = 'time'
  static override output_field: Field | null = new TimeField()

  override as_sql(compiler: any, connection: any): Sql {
    return connection.ops.datetime_cast_time_sql(compiler.compile(this.lhs), tzname(this.tzinfo))
  }
}

DateTimeField.register_lookup(TruncDate)
DateTimeField.register_lookup(TruncTime)
