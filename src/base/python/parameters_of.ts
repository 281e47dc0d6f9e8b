/**
 * The parameters of a callable, for those who must know them: template tags and signal receivers. Metadata set by
 * `setParameters` (and by compiled Python) wins; else the source of a TypeScript function is read, whose last
 * destructured object stands for its keyword arguments. Answers null where nothing can be known.
 */

export interface Parameter {
  readonly name: string
  /** `keyword`: only by name; `args` and `kwargs` take any number. */
  readonly kind: 'positional' | 'keyword' | 'args' | 'kwargs'
  readonly hasDefault: boolean
}

const known = new WeakMap<object, readonly Parameter[]>()

/** Says what parameters a callable has, where its source cannot be trusted (wrapped, built at run time). */
export function setParameters(callable: object, parameters: readonly Parameter[]): void {
  known.set(callable, parameters)
}

export function parametersOf(callable: unknown): readonly Parameter[] | null {
  if (typeof callable !== 'function') return null
  const set = known.get(callable)
  if (set) return set
  const list = parameterList(Function.prototype.toString.call(callable))
  if (list === null) return null
  const parts = splitTop(list)
  return parts.flatMap((part, i) => readParameter(part, i === parts.length - 1))
}

/** The text between the parentheses, or the lone name before an arrow; null for native code and classes. */
function parameterList(source: string): string | null {
  if (source.includes('[native code]') || /^class\b/.test(source)) return null
  const lone = /^(?:async\s+)?([\w$]+)\s*=>/.exec(source)
  if (lone) return lone[1] ?? null
  const open = source.indexOf('(')
  const close = open === -1 ? -1 : matching(source, open)
  return close === -1 ? null : source.slice(open + 1, close)
}

function readParameter(part: string, isLast: boolean): Parameter[] {
  if (part.startsWith('...')) {
    return [{ name: part.slice(3).trim(), kind: 'args', hasDefault: false }]
  }
  if (part.startsWith('{')) {
    const inner = part.slice(1, matching(part, 0))
    return isLast ? splitTop(inner).map(readKeyword) : []
  }
  const name = /^[\w$]+/.exec(part)?.[0]
  return name ? [{ name, kind: 'positional', hasDefault: part.includes('=') }] : []
}

function readKeyword(part: string): Parameter {
  if (part.startsWith('...')) {
    return { name: part.slice(3).trim(), kind: 'kwargs', hasDefault: false }
  }
  const name = /^[\w$]+/.exec(part)?.[0] ?? part
  return { name, kind: 'keyword', hasDefault: part.includes('=') }
}

const PAIRS: Record<string, string> = { '(': ')', '[': ']', '{': '}' }

/** Where the token at `start` ends (exclusive): a string, a comment, or one character. */
function skipToken(text: string, start: number): number {
  const rest = text.slice(start)
  const token =
    /^(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`(?:\\.|[^`\\])*`|\/\*[\s\S]*?\*\/|\/\/[^\n]*)/.exec(
      rest,
    )
  return start + (token ? token[0].length : 1)
}

/** Index of the bracket that closes the one at `open`, or -1. */
function matching(text: string, open: number): number {
  const closers: string[] = []
  for (let i = open; i < text.length; i = skipToken(text, i)) {
    const char = text.charAt(i)
    if (PAIRS[char] !== undefined) closers.push(PAIRS[char])
    else if (char === closers.at(-1)) {
      closers.pop()
      if (closers.length === 0) return i
    }
  }
  return -1
}

/** Splits at the commas outside of brackets; comments are dropped, empty parts too. */
function splitTop(list: string): string[] {
  const parts: string[] = []
  let part = ''
  let i = 0
  while (i < list.length) {
    const char = list.charAt(i)
    const end = PAIRS[char] === undefined ? skipToken(list, i) : matching(list, i) + 1
    if (char === ',') {
      parts.push(part)
      part = ''
    } else if (!/^\/[/*]/.test(list.slice(i))) part += list.slice(i, end)
    i = end
  }
  return [...parts, part].map((text) => text.trim()).filter((text) => text !== '')
}
