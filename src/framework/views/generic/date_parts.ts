/**
 * The parts of a date in a URL, and which period comes before and after. A link never leads to a 404: where empty
 * periods are not shown, the next one is the next that has an object.
 *
 * Django: django/views/generic/dates.py, ref/class-based-views/mixins-date-based
 */
import { class_name } from '../../../base/python/class_name.ts'
import { datetime, time, timedelta, type date } from '../../../base/python/datetime.ts'
import { IndexError, ValueError } from '../../../base/python/exceptions.ts'
import { mixin, type Constructor } from '../../../base/python/mixin.ts'
import { str, truthy } from '../../../base/python/protocols.ts'
import { ImproperlyConfigured } from '../../core/exceptions.ts'
import { settings } from '../../conf/index.ts'
import { DateTimeField, type Model, type QuerySet } from '../../db/models/index.ts'
import { Http404, type HttpRequest } from '../../http/index.ts'
import * as timezone from '../../utils/timezone.ts'
import { callMethod, type Dict } from './methods.ts'

interface ViewParts {
  readonly request: HttpRequest
  readonly kwargs: Dict
}

const daysAfter = (day: date, days: number): date => day.__add__(new timedelta(days)) as date

/** The class attribute, else the URL's, else the query's. @throws {Http404} */
function partOf(view: ViewParts, own: unknown, name: string): unknown {
  const value = own ?? view.kwargs[name] ?? view.request.GET.get(name) ?? null
  if (value === null) throw new Http404(`No ${name} specified`)
  return value
}

/** @throws {Http404} beyond year 9999 */
function replaced(day: date, parts: { year?: number; month?: number; day?: number }): date {
  try {
    return day.replace(parts)
  } catch (error) {
    if (error instanceof ValueError) throw new Http404('Date out of range')
    throw error
  }
}

export const YearMixin = mixin(
  'YearMixin',
  (Base: Constructor<ViewParts>) =>
    class extends Base {
      static year_format = '%Y'
      static year: unknown = null
      declare year_format: string
      declare year: unknown

      get_year_format(): string {
        return this.year_format
      }
      get_year(): unknown {
        return partOf(this, this.year, 'year')
      }
      get_next_year(day: date): date | null {
        return neighbour(this, day, false, 'year')
      }
      get_previous_year(day: date): date | null {
        return neighbour(this, day, true, 'year')
      }
      _get_next_year(day: date): date {
        return replaced(day, { year: day.year + 1, month: 1, day: 1 })
      }
      _get_current_year(day: date): date {
        return day.replace({ month: 1, day: 1 })
      }
    },
)

export const MonthMixin = mixin(
  'MonthMixin',
  (Base: Constructor<ViewParts>) =>
    class extends Base {
      static month_format = '%b'
      static month: unknown = null
      declare month_format: string
      declare month: unknown

      get_month_format(): string {
        return this.month_format
      }
      get_month(): unknown {
        return partOf(this, this.month, 'month')
      }
      get_next_month(day: date): date | null {
        return neighbour(this, day, false, 'month')
      }
      get_previous_month(day: date): date | null {
        return neighbour(this, day, true, 'month')
      }
      _get_next_month(day: date): date {
        if (day.month === 12) return replaced(day, { year: day.year + 1, month: 1, day: 1 })
        return day.replace({ month: day.month + 1, day: 1 })
      }
      _get_current_month(day: date): date {
        return day.replace({ day: 1 })
      }
    },
)

export const DayMixin = mixin(
  'DayMixin',
  (Base: Constructor<ViewParts>) =>
    class extends Base {
      static day_format = '%d'
      static day: unknown = null
      declare day_format: string
      declare day: unknown

      get_day_format(): string {
        return this.day_format
      }
      get_day(): unknown {
        return partOf(this, this.day, 'day')
      }
      get_next_day(day: date): date | null {
        return neighbour(this, day, false, 'day')
      }
      get_previous_day(day: date): date | null {
        return neighbour(this, day, true, 'day')
      }
      _get_next_day(day: date): date {
        return daysAfter(day, 1)
      }
      _get_current_day(day: date): date {
        return day
      }
    },
)

export const WeekMixin = mixin(
  'WeekMixin',
  (Base: Constructor<ViewParts>) =>
    class extends Base {
      static week_format = '%U'
      static week: unknown = null
      declare week_format: string
      declare week: unknown

      get_week_format(): string {
        return this.week_format
      }
      get_week(): unknown {
        return partOf(this, this.week, 'week')
      }
      get_next_week(day: date): date | null {
        return neighbour(this, day, false, 'week')
      }
      get_previous_week(day: date): date | null {
        return neighbour(this, day, true, 'week')
      }
      _get_next_week(day: date): date {
        return daysAfter(day, 7 - this._get_weekday(day))
      }
      _get_current_week(day: date): date {
        return daysAfter(day, -this._get_weekday(day))
      }
      /** 0 for the day that this kind of week begins with. @throws {ValueError} no such kind */
      _get_weekday(day: date): number {
        const format = this.get_week_format()
        if (format === '%W' || format === '%V') return day.weekday()
        if (format === '%U') return (day.weekday() + 1) % 7
        throw new ValueError(`unknown week format: ${format}`)
      }
    },
)

interface DatedParts extends ViewParts {
  readonly model: typeof Model | null
  get_queryset(): QuerySet
}

export const DateMixin = mixin(
  'DateMixin',
  (Base: Constructor<DatedParts>) =>
    class extends Base {
      static date_field: string | null = null
      static allow_future = false
      declare date_field: string | null
      declare allow_future: boolean

      /** @throws {ImproperlyConfigured} */
      get_date_field(): string {
        if (this.date_field === null) {
          throw new ImproperlyConfigured(`${class_name(this.constructor)}.date_field is required.`)
        }
        return this.date_field
      }

      get_allow_future(): boolean {
        return this.allow_future
      }

      get uses_datetime_field(): boolean {
        const model = this.model ?? (callMethod(this, 'get_queryset') as QuerySet).model
        return (
          model._meta.get_field(str(callMethod(this, 'get_date_field'))) instanceof DateTimeField
        )
      }

      /** The beginning of a day: a moment of the current zone, where the field holds moments. */
      _make_date_lookup_arg(day: date): date {
        if (!this.uses_datetime_field) return day
        const start = datetime.combine(day, new time(0, 0))
        return settings.USE_TZ ? timezone.make_aware(start) : start
      }

      _make_single_date_lookup(day: date): Dict {
        const field = str(callMethod(this, 'get_date_field'))
        if (!this.uses_datetime_field) return { [field]: day }
        return {
          [`${field}__gte`]: this._make_date_lookup_arg(day),
          [`${field}__lt`]: this._make_date_lookup_arg(daysAfter(day, 1)),
        }
      }
    },
)

type Period = 'year' | 'month' | 'week' | 'day'
interface Dated extends DatedParts {
  readonly uses_datetime_field: boolean
  _make_date_lookup_arg(day: date): date
}

/** The first day of the next or previous period that has a page; null where there is none. */
function neighbour(view: object, day: date, isPrevious: boolean, period: Period): date | null {
  const current = (value: date) => callMethod(view, `_get_current_${period}`, [value]) as date
  const start = current(day)
  const end = callMethod(view, `_get_next_${period}`, [day]) as date
  const mayBeFuture = truthy(callMethod(view, 'get_allow_future'))
  if (truthy(callMethod(view, 'get_allow_empty'))) {
    const result = isPrevious ? current(daysAfter(start, -1)) : end
    const isPast = result.toordinal() <= timezone.localdate().toordinal()
    return mayBeFuture || isPast ? result : null
  }
  return nearestObject(view as Dated, isPrevious ? start : end, isPrevious, mayBeFuture, current)
}

function nearestObject(
  view: Dated,
  bound: date,
  isPrevious: boolean,
  mayBeFuture: boolean,
  current: (day: date) => date,
): date | null {
  const field = str(callMethod(view, 'get_date_field'))
  const lookup: Record<string, unknown> = {
    [`${field}__${isPrevious ? 'lt' : 'gte'}`]: view._make_date_lookup_arg(bound),
  }
  if (!mayBeFuture) {
    lookup[`${field}__lte`] = view.uses_datetime_field ? timezone.now() : timezone.localdate()
  }
  const rows = (callMethod(view, 'get_queryset') as QuerySet).filter(lookup)
  try {
    const found = rows.order_by(isPrevious ? `-${field}` : field).at(0)[field] as date
    if (!view.uses_datetime_field) return current(found)
    const moment = found as datetime
    return current((settings.USE_TZ ? timezone.localtime(moment) : moment).date())
  } catch (error) {
    if (error instanceof IndexError) return null
    throw error
  }
}
