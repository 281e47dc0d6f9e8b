/**
 * Names of days and months, by number: Monday is 0, January is 1. Lazy, since they follow the language.
 *
 * Django: django/utils/dates.py
 */
import { DAY_NAMES, MONTH_NAMES } from '../../base/python/strftime.ts'
import type { LazyValue } from './functional.ts'
import { AP_MONTHS } from './translation/catalogue.ts'
import { gettext_lazy as _, pgettext_lazy } from './translation/index.ts'

type Names = ReadonlyMap<number, LazyValue>

function byNumber(
  names: readonly string[],
  first: number,
  make: (name: string) => LazyValue,
): Names {
  return new Map(names.map((name, i) => [first + i, make(name)]))
}

const months = MONTH_NAMES.slice(1)

export const WEEKDAYS = byNumber(DAY_NAMES, 0, _)
export const WEEKDAYS_ABBR = byNumber(
  DAY_NAMES.map((name) => name.slice(0, 3)),
  0,
  _,
)
export const MONTHS = byNumber(months, 1, _)
/** Three letters, lower case. */
export const MONTHS_3 = byNumber(
  months.map((name) => name.slice(0, 3).toLowerCase()),
  1,
  _,
)
/** As the Associated Press abbreviates. */
export const MONTHS_AP = byNumber(AP_MONTHS, 1, (name) => pgettext_lazy('abbrev. month', name))
/** Some languages inflect a month within a date. */
export const MONTHS_ALT = byNumber(months, 1, (name) => pgettext_lazy('alt. month', name))
