/** Steps: calls and questions to one object, one after the other. An error ends only its own step. */
import * as mapping from '../../src/base/python/mapping.ts'
import { eq, contains, iterate, len, repr, str, truthy } from '../../src/base/python/protocols.ts'
import { isString } from '../../src/base/python/safe_string.ts'
import { callMethod } from './call.ts'
import { errorAnswer, type Decode } from './values.ts'

export type Step = readonly [string, ...unknown[]]

export interface StepContext {
  readonly decode: Decode
  readonly encode: (value: unknown) => unknown
  /** Moves the clock on. */
  readonly advance?: (seconds: number) => void
}

type Members = Record<string, unknown>

function attribute(target: unknown, name: string): unknown {
  const value = (target as Members)[name]
  if (value === undefined) throw new Error(`there is no attribute ${name}`)
  return value
}

/** `target[key]`. */
function getItem(target: unknown, key: unknown): unknown {
  const { __getitem__ } = Object(target) as { __getitem__?: (key: unknown) => unknown }
  if (typeof __getitem__ === 'function') return __getitem__.call(target, key)
  return Array.isArray(target) ? target.at(Number(key)) : mapping.get(target, key)
}

/** Python's methods of text, which JavaScript spells otherwise. */
const TEXT_METHODS: Readonly<Record<string, (text: string, ...args: string[]) => unknown>> = {
  upper: (text) => text.toUpperCase(),
  lower: (text) => text.toLowerCase(),
  strip: (text) => text.trim(),
  replace: (text, from = '', to = '') => text.replaceAll(from, to),
  capitalize: (text) => text.slice(0, 1).toUpperCase() + text.slice(1).toLowerCase(),
  title: (text) =>
    text.toLowerCase().replace(/\p{L}+/gu, (word) => word[0]?.toUpperCase() + word.slice(1)),
}

function has(target: unknown, name: string): boolean {
  try {
    return (target as Members)[name] !== undefined
  } catch {
    return false
  }
}

/** Asks one thing; the result is not encoded. */
function ask(target: unknown, [what, ...rest]: Step, context: StepContext): unknown {
  const { decode } = context
  const name = rest[0] as string
  switch (what) {
    case 'call': {
      const args = ((rest[1] ?? []) as unknown[]).map(decode)
      const kwargs = decode(rest[2] ?? {}) as Members
      const textMethod = isString(target) ? TEXT_METHODS[name] : undefined
      if (textMethod) return textMethod(str(target), ...args.map(str))
      return callMethod(target as object, name, args, kwargs)
    }
    case 'get':
      return attribute(target, name)
    case 'maybe':
      return has(target, name) ? attribute(target, name) : null
    case 'has':
      return has(target, name)
    case 'set':
      ;(target as Members)[name] = decode(rest[1])
      return null
    case 'getitem':
      return getItem(target, decode(rest[0]))
    case 'setitem':
      callMethod(target as object, '__setitem__', [decode(rest[0]), decode(rest[1])])
      return null
    case 'delitem':
      callMethod(target as object, '__delitem__', [decode(rest[0])])
      return null
    case 'contains':
      return contains(target, decode(rest[0]))
    case 'len':
      return len(target)
    case 'bool':
      return truthy(target)
    case 'str':
      return htmlOrText(target)
    case 'repr':
      return repr(target)
    case 'bytes':
      return callMethod(target as object, '__bytes__', [])
    case 'list':
      return [...iterate(target)]
    case 'eq':
      return eq(target, decode(rest[0]))
    case 'add':
      return callMethod(target as object, '__add__', [decode(rest[0])])
    case 'on':
      return ask(attribute(target, name), rest[1] as Step, context)
    case 'at':
      return ask(getItem(target, decode(rest[0])), rest[1] as Step, context)
    case 'then':
      return answers(ask(target, rest[0] as Step, context), rest[1] as Step[], context)
    case 'each':
      return [...iterate(target)].flatMap((item) => answers(item, [rest[0] as Step], context))
    case 'advance':
      context.advance?.(rest[0] as number)
      return null
    default:
      throw new Error(`no step ${what}`)
  }
}

/** `str(target)`: what draws itself as HTML gives safe text in Python. */
function htmlOrText(target: unknown): unknown {
  const { __html__ } = Object(target) as { __html__?: () => unknown }
  return typeof __html__ === 'function' ? __html__.call(target) : str(target)
}

/** Whether a step's result is a list of answers. */
function isNested([what, ...rest]: Step): boolean {
  if (what === 'on' || what === 'at') return isNested(rest[1] as Step)
  return what === 'then' || what === 'each'
}

/** One answer for each step: `{ value }` or an error. Steps after `become` go to its result. */
export function answers(
  target: unknown,
  steps: readonly Step[],
  context: StepContext,
): readonly Members[] {
  let current = target
  return steps.map((step) => {
    try {
      if (step[0] === 'become') {
        current = ask(current, step[1] as Step, context)
        return { value: null }
      }
      const result = ask(current, step, context)
      // the answers of inner steps are encoded already
      return { value: isNested(step) ? result : context.encode(result) }
    } catch (error) {
      return errorAnswer(error)
    }
  })
}
