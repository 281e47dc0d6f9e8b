/**
 * `'{:>8} {name}'.format(…)`.
 *
 * Python: library/string#format-string-syntax
 */
import { AttributeError, IndexError, KeyError, ValueError } from './exceptions.ts'
import { format_value } from './format_value.ts'
import * as mapping from './mapping.ts'
import { repr, str, type_name } from './repr.ts'

/**
 * `template.format(*args, **kwargs)`.
 * @param show  how a value and its spec become text; `format_html` escapes here
 * @throws IndexError, KeyError for what is not given, ValueError for a broken template
 */
export function str_format(
  template: string,
  args: readonly unknown[] = [],
  kwargs: unknown = {},
  show: (value: unknown, spec: string) => string = format_value,
): string {
  let automatic = 0
  const expand = (text: string, depth: number): string => {
    let result = ''
    let i = 0
    while (i < text.length) {
      const char = text.charAt(i)
      if ((char === '{' || char === '}') && text.charAt(i + 1) === char && depth === 0) {
        result += char
        i += 2
      } else if (char === '{') {
        const end = closingBrace(text, i)
        const field = text.slice(i + 1, end)
        result += fieldText(field, depth)
        i = end + 1
      } else if (char === '}') {
        throw new ValueError("Single '}' encountered in format string")
      } else {
        result += char
        i += 1
      }
    }
    return result
  }

  const fieldText = (field: string, depth: number): string => {
    if (depth > 1) throw new ValueError('Max string recursion exceeded')
    const [, path = '', conversion, spec = ''] =
      /^((?:[^[\]!:]|\[[^\]]*\])*)(?:!([\s\S]))?(?::([\s\S]*))?$/.exec(field) ?? []
    let value = lookUp(path)
    if (conversion === 's') value = str(value)
    else if (conversion === 'r' || conversion === 'a') value = repr(value)
    return show(value, expand(spec, depth + 1))
  }

  const lookUp = (path: string): unknown => {
    const first = /^[^.[]*/.exec(path)?.[0] ?? ''
    const key = first === '' ? String(automatic++) : first
    let value: unknown
    if (/^\d+$/.test(key)) {
      if (Number(key) >= args.length) {
        throw new IndexError(`Replacement index ${key} out of range for positional args tuple`)
      }
      value = args[Number(key)]
    } else {
      if (!mapping.has(kwargs, key)) throw new KeyError(key)
      value = mapping.get(kwargs, key)
    }
    for (const [, attribute, item] of path
      .slice(first.length)
      .matchAll(/\.([^.[]+)|\[([^\]]*)\]/g)) {
      value = attribute === undefined ? itemOf(value, item ?? '') : attributeOf(value, attribute)
    }
    return value
  }

  return expand(template, 0)
}

function closingBrace(text: string, open: number): number {
  let depth = 0
  for (let i = open; i < text.length; i += 1) {
    if (text.charAt(i) === '{') depth += 1
    else if (text.charAt(i) === '}' && (depth -= 1) === 0) return i
  }
  throw new ValueError(
    open === text.length - 1
      ? "Single '{' encountered in format string"
      : "expected '}' before end of string",
  )
}

function attributeOf(value: unknown, name: string): unknown {
  const found = (Object(value) as Record<string, unknown>)[name]
  if (found === undefined) {
    throw new AttributeError(`'${type_name(value)}' object has no attribute '${name}'`)
  }
  return found
}

function itemOf(value: unknown, key: string): unknown {
  if (Array.isArray(value)) return value[Number(key)] as unknown
  if (!mapping.has(value, key)) throw new KeyError(key)
  return mapping.get(value, key)
}
