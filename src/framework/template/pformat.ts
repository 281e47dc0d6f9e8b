/**
 * `pprint.pformat`: a repr on one line where it fits into 80 columns, else one item a line, dict keys sorted.
 *
 * Python: library/pprint
 */
import * as mapping from '../../base/python/mapping.ts'
import { lt, repr } from '../../base/python/protocols.ts'
import { Tuple } from '../../base/python/tuple.ts'

const WIDTH = 80

export function pformat(value: unknown, indent = 0, closing = 0): string {
  const flat = flatRepr(value)
  if (flat.length <= WIDTH - indent - closing) return flat
  if (mapping.isPlainObject(value) || value instanceof Map) {
    const items = sortedEntries(value).map(([key, item], i, all) => {
      const label = `${repr(key)}: `
      const end = i === all.length - 1 ? closing + 1 : 1
      return label + pformat(item, indent + 1 + label.length, end)
    })
    return `{${items.join(`,\n${' '.repeat(indent + 1)}`)}}`
  }
  if (Array.isArray(value)) {
    const [open, close] = value instanceof Tuple ? ['(', ')'] : ['[', ']']
    const items = value.map((item, i) =>
      pformat(item, indent + 1, i === value.length - 1 ? closing + 1 : 1),
    )
    return `${open}${items.join(`,\n${' '.repeat(indent + 1)}`)}${close}`
  }
  return flat
}

function flatRepr(value: unknown): string {
  if (mapping.isPlainObject(value) || value instanceof Map) {
    return `{${sortedEntries(value)
      .map(([key, item]) => `${repr(key)}: ${flatRepr(item)}`)
      .join(', ')}}`
  }
  return repr(value)
}

function sortedEntries(dict: unknown): [unknown, unknown][] {
  const entries = mapping.entries(dict)
  try {
    return entries.sort(([a], [b]) => (lt(a, b) ? -1 : lt(b, a) ? 1 : 0))
  } catch {
    return entries
  }
}
