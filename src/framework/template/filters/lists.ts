/**
 * Filters on lists. A queryset is a list here: `first` asks for one row, `length` counts, `slice` sets a limit.
 *
 * Django: django/template/defaultfilters.py (lists)
 */
import {
  AttributeError,
  IndexError,
  KeyError,
  TypeError,
  ValueError,
} from '../../../base/python/exceptions.ts'
import { isIterable, iterate, len, lt, str } from '../../../base/python/protocols.ts'
import { mark_safe } from '../../../base/python/safe_string.ts'
import { conditional_escape } from '../../utils/html.ts'
import { takes } from '../filter_function.ts'
import type { Library } from '../library.ts'
import { randomBelow } from '../random_below.ts'
import { getItem, getSlice } from '../subscript.ts'
import { sortKey } from './sort_key.ts'
import { toInt } from '../../../base/python/int.ts'

interface Autoescape {
  autoescape?: boolean
}

function sorted(value: unknown, arg: unknown, direction: 1 | -1): unknown {
  try {
    const key = sortKey(arg)
    const keyed = [...iterate(value)].map((item) => ({ item, key: key(item) }))
    keyed.sort((a, b) => (lt(a.key, b.key) ? -direction : lt(b.key, a.key) ? direction : 0))
    return keyed.map(({ item }) => item)
  } catch (error) {
    if (error instanceof AttributeError || error instanceof TypeError) return ''
    throw error
  }
}

/** What `read` gives; an empty text where there is no such item. */
function orEmpty(read: () => unknown): unknown {
  try {
    return read()
  } catch (error) {
    if (error instanceof IndexError) return ''
    throw error
  }
}

function join(value: unknown, arg: unknown, { autoescape = true }: Autoescape = {}): unknown {
  try {
    const items = [...iterate(value)]
    if (!autoescape) {
      for (const [i, item] of items.entries()) {
        if (typeof item !== 'string' && !(item instanceof String)) {
          throw new TypeError(`sequence item ${i}: expected str instance`)
        }
      }
      return mark_safe(items.map(str).join(str(arg)))
    }
    const separator = str(conditional_escape(arg))
    return mark_safe(items.map((item) => str(conditional_escape(item))).join(separator))
  } catch (error) {
    if (error instanceof TypeError) return value
    throw error
  }
}

function length(value: unknown): number {
  try {
    return len(value)
  } catch (error) {
    if (error instanceof ValueError || error instanceof TypeError) return 0
    throw error
  }
}

function slice(value: unknown, arg: unknown): unknown {
  try {
    const bounds = str(arg)
      .split(':')
      .map((part) => (part === '' ? null : Number(toInt(part))))
    if (bounds.length > 3) throw new TypeError('slice expected at most 3 arguments')
    return getSlice(value, bounds)
  } catch (error) {
    if (error instanceof ValueError || error instanceof TypeError || error instanceof KeyError) {
      return value
    }
    throw error
  }
}

function unordered_list(value: unknown, { autoescape = true }: Autoescape = {}): unknown {
  const shown = (item: unknown) => str(autoescape ? conditional_escape(item) : item)
  const format = (list: unknown, depth: number): string => {
    const indent = '\t'.repeat(depth)
    return withChildren(list)
      .map(([item, children]) => {
        const sublist =
          children === null || len(children) === 0
            ? ''
            : `\n${indent}<ul>\n${format(children, depth + 1)}\n${indent}</ul>\n${indent}`
        return `${indent}<li>${shown(item)}${sublist}</li>`
      })
      .join('\n')
  }
  return mark_safe(format(value, 1))
}

/** A list right after an item holds that item's children. */
function withChildren(list: unknown): [unknown, unknown[] | null][] {
  const items = [...iterate(list)]
  const result: [unknown, unknown[] | null][] = []
  for (let i = 0; i < items.length; i++) {
    const next = items[i + 1]
    const isNested = Array.isArray(next) || isGenerator(next)
    result.push([items[i], isNested ? [...iterate(next)] : null])
    if (isNested) i++
  }
  return result
}

function isGenerator(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'next' in value && isIterable(value)
}

export function registerLists(register: Library): void {
  const safe = { is_safe: true }
  const escaping = { is_safe: true, needs_autoescape: true }
  register.filter(
    'dictsort',
    takes((value: unknown, arg: unknown) => sorted(value, arg, 1), 1),
  )
  register.filter(
    'dictsortreversed',
    takes((value: unknown, arg: unknown) => sorted(value, arg, -1), 1),
  )
  register.filter(
    'first',
    takes((value: unknown) => orEmpty(() => getItem(value, 0)), 0),
  )
  register.filter('join', takes(join, 1, 1), escaping)
  register.filter(
    'last',
    takes((value: unknown) => orEmpty(() => getItem(value, -1)), 0),
    safe,
  )
  register.filter('length', takes(length, 0))
  register.filter(
    'random',
    takes((value: unknown) => orEmpty(() => getItem(value, randomBelow(len(value)))), 0),
    safe,
  )
  register.filter('slice', takes(slice, 1), safe)
  register.filter('unordered_list', takes(unordered_list, 0, 1), escaping)
}
