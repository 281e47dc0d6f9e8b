/**
 * Filters that choose.
 *
 * Django: django/template/defaultfilters.py (logic, misc)
 */
import { str, truthy } from '../../../base/python/protocols.ts'
import { pformat } from '../pformat.ts'
import { phone2numeric } from '../../utils/text.ts'
import { gettext } from '../../utils/translation/index.ts'
import { takes } from '../filter_function.ts'
import type { Library } from '../library.ts'

const byDefault = (value: unknown, arg: unknown): unknown => (truthy(value) ? value : arg)

const defaultIfNone = (value: unknown, arg: unknown): unknown =>
  value === null || value === undefined ? arg : value

function yesno(value: unknown, arg: unknown = null): unknown {
  const bits = str(arg ?? gettext('yes,no,maybe')).split(',')
  if (bits.length < 2) return value
  // more than three choices count as two, as in Django
  const [yes, no, maybe = no] = bits.length === 3 ? bits : bits.slice(0, 2)
  if (value === null || value === undefined) return maybe
  return truthy(value) ? yes : no
}

function pprint(value: unknown): string {
  try {
    return pformat(value)
  } catch (error) {
    const { name, message } = error as Error
    return `Error in formatting: ${name}: ${message}`
  }
}

export function registerLogic(register: Library): void {
  register.filter('default', takes(byDefault, 1))
  register.filter('default_if_none', takes(defaultIfNone, 1))
  register.filter('yesno', takes(yesno, 0, 1))
  register.filter(
    'phone2numeric',
    takes((value: unknown) => phone2numeric(str(value)), 0),
    {
      is_safe: true,
    },
  )
  register.filter('pprint', takes(pprint, 0), { is_safe: true })
}
