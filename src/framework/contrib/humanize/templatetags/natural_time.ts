/**
 * Dates as people say them: "yesterday", "3 hours ago", "2 days, 4 hours from now".
 *
 * Django: django/contrib/humanize/templatetags/humanize.py (naturalday, NaturalTimeFormatter)
 */
import { date, datetime, type timedelta } from '../../../../base/python/datetime.ts'
import { percent_format } from '../../../../base/python/format.ts'
import { lt } from '../../../../base/python/protocols.ts'
import { date as dateFilter } from '../../../template/filters/dates.ts'
import { TIME_STRINGS, timesince, timeuntil } from '../../../utils/timesince.ts'
import {
  get_default_timezone,
  is_aware,
  localtime,
  make_naive,
  now,
} from '../../../utils/timezone.ts'
import {
  gettext,
  type LazyPlural,
  ngettext,
  npgettext_lazy,
} from '../../../utils/translation/index.ts'

/** Compared in the value's own zone; a plain date in the default one. */
export function naturalday(value: unknown, arg: unknown = null): unknown {
  if (!(value instanceof date)) return value
  const zone = value instanceof datetime ? value.tzinfo : null
  const current = zone === null ? nowNaive() : localtime(nowAware(), zone)
  const today = new date(current.year, current.month, current.day)
  const day = new date(value.year, value.month, value.day)
  const days = day.toordinal() - today.toordinal()
  if (days === 0) return gettext('today')
  if (days === 1) return gettext('tomorrow')
  if (days === -1) return gettext('yesterday')
  return dateFilter(value, arg)
}

function nowAware(): datetime {
  const current = now()
  return is_aware(current) ? current : current.replace({ tzinfo: get_default_timezone() })
}

function nowNaive(): datetime {
  const current = now()
  return is_aware(current) ? make_naive(current, get_default_timezone()) : current
}

export function naturaltime(value: unknown): unknown {
  if (!(value instanceof date)) return value
  const current = value instanceof datetime && is_aware(value) ? nowAware() : nowNaive()
  if (lt(value, current)) {
    return spoken(current.sub(value as datetime), 'ago', () =>
      timesince(value, current, { time_strings: PAST }),
    )
  }
  return spoken((value as datetime).sub(current), 'from now', () =>
    timeuntil(value, current, { time_strings: FUTURE }),
  )
}

/** Units as they stand beside "ago" and "from now": other languages put them in another case there. */
function timeStrings(context: string): Readonly<Record<string, LazyPlural>> {
  const units = Object.keys(TIME_STRINGS)
  return Object.fromEntries(
    units.map((unit) => [
      unit,
      npgettext_lazy(context, `%(num)d ${unit}`, `%(num)d ${unit}s`, 'num'),
    ]),
  )
}

const PAST = timeStrings('naturaltime-past')
const FUTURE = timeStrings('naturaltime-future')

/** Hours, minutes and seconds alone; from a day on in timesince's two units. */
function spoken(delta: timedelta, when: string, long: () => unknown): string {
  if (delta.days !== 0) return percent_format(gettext(`%(delta)s ${when}`), { delta: long() })
  if (delta.seconds === 0) return gettext('now')
  if (delta.seconds < 60) return counted(delta.seconds, 'a', 'second', when)
  const minutes = Math.floor(delta.seconds / 60)
  if (minutes < 60) return counted(minutes, 'a', 'minute', when)
  return counted(Math.floor(minutes / 60), 'an', 'hour', when)
}

/** Between number and unit stands a no-break space. */
function counted(count: number, article: string, unit: string, when: string): string {
  const text = ngettext(`${article} ${unit} ${when}`, `%(count)s\u00a0${unit}s ${when}`, count)
  return text.includes('%') ? percent_format(text, { count }) : text
}
