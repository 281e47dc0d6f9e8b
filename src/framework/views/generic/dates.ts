/**
 * Archives: objects by a date field, by year, month, week and day, with links to the next and previous one that has any.
 *
 * Django: django/views/generic/dates.py, ref/class-based-views/generic-date-based
 */
import { class_name } from '../../../base/python/class_name.ts'
import type { date } from '../../../base/python/datetime.ts'
import { NotImplementedError, ValueError } from '../../../base/python/exceptions.ts'
import { repr, str, truthy } from '../../../base/python/protocols.ts'
import { strptime } from '../../../base/python/strptime.ts'
import { Http404, type HttpRequest } from '../../http/index.ts'
import type { QuerySet } from '../../db/models/index.ts'
import * as timezone from '../../utils/timezone.ts'
import { ContextMixin, TemplateResponseMixin, View } from './base.ts'
import { DateMixin, DayMixin, MonthMixin, WeekMixin, YearMixin } from './date_parts.ts'
import { BaseDetailView, SingleObjectTemplateResponseMixin } from './detail.ts'
import { MultipleObjectMixin, MultipleObjectTemplateResponseMixin } from './list.ts'
import { callMethod, type Dict } from './methods.ts'

/** List of dates or null, objects, further context. */
type DatedItems = readonly [unknown, unknown, Dict]

/** The days of a period: from the first up to, but without, the second. */
function between(view: BaseDateListView, start: date, end: date): Dict {
  const field = str(callMethod(view, 'get_date_field'))
  return {
    [`${field}__gte`]: view._make_date_lookup_arg(start),
    [`${field}__lt`]: view._make_date_lookup_arg(end),
  }
}

export class BaseDateListView extends DateMixin(MultipleObjectMixin(ContextMixin(View))) {
  static allow_empty = false
  static date_list_period = 'year'
  declare date_list_period: string
  declare date_list: unknown

  get(_request: HttpRequest, ..._rest: unknown[]): unknown {
    const [date_list, object_list, extra] = callMethod(this, 'get_dated_items') as DatedItems
    this.date_list = date_list
    this.object_list = object_list
    const context = callMethod(this, 'get_context_data', [], { object_list, date_list, ...extra })
    return callMethod(this, 'render_to_response', [context])
  }

  get_dated_items(): DatedItems {
    throw new NotImplementedError('A DateView must provide an implementation of get_dated_items()')
  }

  override get_ordering(): unknown {
    return this.ordering ?? `-${str(callMethod(this, 'get_date_field'))}`
  }

  /** Without the future, unless `allow_future`. @throws {Http404} nothing is left and it may not be empty */
  get_dated_queryset(lookup: Dict = {}): QuerySet {
    let rows = (callMethod(this, 'get_queryset') as QuerySet).filter(lookup)
    const paginate_by = callMethod(this, 'get_paginate_by', [rows])
    if (!truthy(callMethod(this, 'get_allow_future'))) {
      const now = this.uses_datetime_field ? timezone.now() : timezone.localdate()
      rows = rows.filter({ [`${str(callMethod(this, 'get_date_field'))}__lte`]: now })
    }
    if (!truthy(callMethod(this, 'get_allow_empty'))) {
      // of a list in pages only the database is asked
      if (paginate_by === null ? !truthy(rows) : !rows.exists()) throw noneAvailable(rows)
    }
    return rows
  }

  get_date_list_period(): string {
    return this.date_list_period
  }

  /** The years, months or days that have objects. */
  get_date_list(queryset: QuerySet, date_type: string | null = null, ordering = 'ASC'): unknown {
    const period = date_type ?? str(callMethod(this, 'get_date_list_period'))
    const field = str(callMethod(this, 'get_date_field'))
    const dates = this.uses_datetime_field
      ? queryset.datetimes(field, period, ordering)
      : queryset.dates(field, period, ordering)
    if (!truthy(dates) && !truthy(callMethod(this, 'get_allow_empty'))) {
      throw noneAvailable(queryset)
    }
    return dates
  }
}

function noneAvailable({ model }: QuerySet): Http404 {
  return new Http404(`No ${str(model._meta.verbose_name_plural)} available`)
}

export class BaseArchiveIndexView extends BaseDateListView {
  static context_object_name = 'latest'

  override get_dated_items(): DatedItems {
    const rows = callMethod(this, 'get_dated_queryset') as QuerySet
    const dates = callMethod(this, 'get_date_list', [rows, null, 'DESC'])
    return [dates, truthy(dates) ? rows : rows.none(), {}]
  }
}

export class BaseYearArchiveView extends YearMixin(BaseDateListView) {
  static override date_list_period = 'month'
  /** Whether the page also gets the objects, not only the months. */
  static make_object_list = false
  declare make_object_list: boolean

  override get_dated_items(): DatedItems {
    const day = dateFrom([[this.get_year(), this.get_year_format()]])
    const lookup = between(this, day, this._get_next_year(day))
    const rows = callMethod(this, 'get_dated_queryset', [], lookup) as QuerySet
    const dates = callMethod(this, 'get_date_list', [rows])
    const shown = truthy(callMethod(this, 'get_make_object_list')) ? rows : rows.none()
    const around = {
      next_year: this.get_next_year(day),
      previous_year: this.get_previous_year(day),
    }
    return [dates, shown, { year: day, ...around }]
  }

  get_make_object_list(): boolean {
    return this.make_object_list
  }
}

export class BaseMonthArchiveView extends MonthMixin(YearMixin(BaseDateListView)) {
  static override date_list_period = 'day'

  override get_dated_items(): DatedItems {
    const day = dateFrom([
      [this.get_year(), this.get_year_format()],
      [this.get_month(), this.get_month_format()],
    ])
    const lookup = between(this, day, this._get_next_month(day))
    const rows = callMethod(this, 'get_dated_queryset', [], lookup) as QuerySet
    const dates = callMethod(this, 'get_date_list', [rows])
    return [
      dates,
      rows,
      {
        month: day,
        next_month: this.get_next_month(day),
        previous_month: this.get_previous_month(day),
      },
    ]
  }
}

/** The day of the week, by `%w`, that each kind of week begins with. */
const WEEK_STARTS: Readonly<Record<string, string>> = { '%W': '1', '%U': '0', '%V': '1' }

export class BaseWeekArchiveView extends WeekMixin(YearMixin(BaseDateListView)) {
  override get_dated_items(): DatedItems {
    const week_format = this.get_week_format()
    const start = WEEK_STARTS[week_format]
    if (start === undefined) {
      const choices = Object.keys(WEEK_STARTS).sort().join(', ')
      throw new ValueError(`Unknown week format ${repr(week_format)}. Choices are: ${choices}`)
    }
    const year_format = this.get_year_format()
    if (week_format === '%V' && year_format !== '%G') {
      throw new ValueError(
        `ISO week directive '${week_format}' is incompatible with the year directive '${year_format}'. Use the ISO year '%G' instead.`,
      )
    }
    const day = dateFrom([
      [this.get_year(), year_format],
      [start, '%w'],
      [this.get_week(), week_format],
    ])
    const lookup = between(this, day, this._get_next_week(day))
    const rows = callMethod(this, 'get_dated_queryset', [], lookup) as QuerySet
    const around = {
      next_week: this.get_next_week(day),
      previous_week: this.get_previous_week(day),
    }
    return [null, rows, { week: day, ...around }]
  }
}

export class BaseDayArchiveView extends DayMixin(MonthMixin(YearMixin(BaseDateListView))) {
  override get_dated_items(): DatedItems {
    return this._get_dated_items(dayOf(this))
  }

  _get_dated_items(day: date): DatedItems {
    const lookup = this._make_single_date_lookup(day)
    const rows = callMethod(this, 'get_dated_queryset', [], lookup) as QuerySet
    return [
      null,
      rows,
      {
        day,
        previous_day: this.get_previous_day(day),
        next_day: this.get_next_day(day),
        previous_month: this.get_previous_month(day),
        next_month: this.get_next_month(day),
      },
    ]
  }
}

export class BaseTodayArchiveView extends BaseDayArchiveView {
  override get_dated_items(): DatedItems {
    return this._get_dated_items(timezone.localdate())
  }
}

export class BaseDateDetailView extends DateMixin(DayMixin(MonthMixin(YearMixin(BaseDetailView)))) {
  /** Of that day only. @throws {Http404} also for a day to come, unless `allow_future` */
  override get_object(queryset: QuerySet | null = null): unknown {
    const day = dayOf(this)
    const rows = queryset ?? (callMethod(this, 'get_queryset') as QuerySet)
    const isFuture = day.toordinal() > timezone.localdate().toordinal()
    if (isFuture && !truthy(callMethod(this, 'get_allow_future'))) {
      const names = str(rows.model._meta.verbose_name_plural)
      const cls = class_name(this.constructor)
      throw new Http404(`Future ${names} not available because ${cls}.allow_future is False.`)
    }
    return super.get_object(rows.filter(this._make_single_date_lookup(day)))
  }
}

interface HasDay {
  get_year(): unknown
  get_year_format(): string
  get_month(): unknown
  get_month_format(): string
  get_day(): unknown
  get_day_format(): string
}

function dayOf(view: HasDay): date {
  return dateFrom([
    [view.get_year(), view.get_year_format()],
    [view.get_month(), view.get_month_format()],
    [view.get_day(), view.get_day_format()],
  ])
}

/** @param parts  texts with their formats; @throws {Http404} no such day */
function dateFrom(parts: readonly (readonly [unknown, string])[]): date {
  const [year, month = ['', ''], day = ['', '']] = parts as [[unknown, string], ...typeof parts]
  const text = [year, month, day].map(([value]) => str(value)).join('__')
  const format = [year, month, day].map(([, one]) => one).join('__')
  try {
    return strptime(text, format).date()
  } catch (error) {
    if (!(error instanceof ValueError)) throw error
    throw new Http404(`Invalid date string “${text}” given format “${format}”`)
  }
}

const inList = <T extends typeof BaseDateListView>(Base: T) =>
  MultipleObjectTemplateResponseMixin(TemplateResponseMixin(Base))

/** All objects, the newest first, with the years that have any. */
export class ArchiveIndexView extends inList(BaseArchiveIndexView) {
  static template_name_suffix = '_archive'
}
export class YearArchiveView extends inList(BaseYearArchiveView) {
  static template_name_suffix = '_archive_year'
}
export class MonthArchiveView extends inList(BaseMonthArchiveView) {
  static template_name_suffix = '_archive_month'
}
export class WeekArchiveView extends inList(BaseWeekArchiveView) {
  static template_name_suffix = '_archive_week'
}
export class DayArchiveView extends inList(BaseDayArchiveView) {
  static template_name_suffix = '_archive_day'
}
export class TodayArchiveView extends inList(BaseTodayArchiveView) {
  static template_name_suffix = '_archive_day'
}
/** One object of a day. */
export class DateDetailView extends SingleObjectTemplateResponseMixin(
  TemplateResponseMixin(BaseDateDetailView),
) {
  static template_name_suffix = '_detail'
}

export { DateMixin, DayMixin, MonthMixin, WeekMixin, YearMixin } from './date_parts.ts'
