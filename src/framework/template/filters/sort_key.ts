/**
 * `dictsort:"author.name"`: a dotted name followed by keys first, then attributes; a number takes that item of each row.
 *
 * Django: django/template/defaultfilters.py (_property_resolver)
 */
import { AttributeError, KeyError, TypeError, ValueError } from '../../../base/python/exceptions.ts'
import { str } from '../../../base/python/protocols.ts'
import { isString } from '../../../base/python/safe_string.ts'
import { bitOf, lookUp, MISSING } from '../lookup.ts'
import { toFloatNumber } from '../python_numbers.ts'
import { getItem } from '../subscript.ts'

export function sortKey(arg: unknown): (row: unknown) => unknown {
  if (isNumeric(arg)) {
    // a number written as text is no index, although it looks like one
    return (row) => {
      if (isString(arg) && isString(row)) throw new TypeError('string indices must be integers')
      if (isString(arg) && !Array.isArray(row)) {
        const value = lookUp(row, { name: str(arg), index: -1 })
        if (value === MISSING) throw new KeyError(str(arg))
        return value
      }
      return getItem(row, arg)
    }
  }
  const name = str(arg)
  if (name.includes('._') || name.startsWith('_')) {
    throw new AttributeError('Access to private variables is forbidden.')
  }
  const bits = name.split('.').map(bitOf)
  return (row) => {
    let value = row
    for (const bit of bits) {
      value = lookUp(value, { name: bit.name, index: -1 })
      if (value === MISSING) throw new AttributeError(`no attribute '${bit.name}'`)
    }
    return value
  }
}

function isNumeric(arg: unknown): boolean {
  try {
    toFloatNumber(arg)
    return true
  } catch (error) {
    if (error instanceof ValueError) return false
    throw error
  }
}
