/**
 * A name or literal in a template, compiled once to a function of the context. Inside, a missing name is the value
 * MISSING rather than an exception: templates miss names all the time, and exceptions cost.
 *
 * Django: django/template/base.py (Variable, VariableDoesNotExist)
 */
import { callWithKwargs, isCallable } from '../../base/kwargs.ts'
import { Exception, TypeError, ValueError } from '../../base/python/exceptions.ts'
import { toFloat } from '../../base/python/float.ts'
import { isString, mark_safe } from '../../base/python/safe_string.ts'
import { repr, truthy, type_name } from '../../base/python/protocols.ts'
import { unescape_string_literal } from '../utils/text.ts'
import { gettext, pgettext } from '../utils/translation/index.ts'
import { calling } from './calling.ts'
import { BaseContext, Context } from './context.ts'
import { unwrapped } from './context_proxy.ts'
import { TemplateSyntaxError } from './exceptions.ts'
import { bitOf, lookUp, MISSING, type Bit } from './lookup.ts'

/** Gives the value, or MISSING. */
export type Resolver = (context: Context) => unknown

export class VariableDoesNotExist extends Exception {
  constructor(
    readonly msg: string,
    readonly params: readonly unknown[] = [],
  ) {
    super(msg, params)
    let next = 0
    this.message = msg.replace(/%[sr]/g, (how) => {
      const value = params[next++]
      return how === '%r' ? repr(value) : String(value)
    })
  }

  override __str__(): string {
    return this.message
  }
}

export class Variable {
  /** The value of a literal; undefined for a name. */
  readonly literal: unknown
  /** The parts of a dotted name; null for a literal. */
  readonly lookups: readonly string[] | null = null
  readonly translate: boolean = false
  message_context: string | null = null
  /** Where the value is looked up. */
  readonly find: Resolver
  /** As written in the template. */
  readonly var: string

  constructor(source: string) {
    if (!isString(source)) {
      throw new TypeError(`Variable must be a string or number, got <class '${type_name(source)}'>`)
    }
    this.var = source
    let text: string = source
    const number = numberLiteral(text)
    if (number !== null) {
      this.literal = number
    } else {
      if (text.startsWith('_(') && text.endsWith(')')) {
        this.translate = true
        text = text.slice(2, -1)
      }
      const literal = stringLiteral(text)
      if (literal !== null) this.literal = mark_safe(literal)
      else this.lookups = nameParts(text)
    }
    const { lookups, literal } = this
    const plain: Resolver = lookups === null ? () => literal : compileLookups(lookups.map(bitOf))
    this.find = this.translate ? (context) => this.#translated(plain(context)) : plain
  }

  /** @throws {VariableDoesNotExist}  a part of the name leads nowhere */
  resolve(context: unknown): unknown {
    const bound = unwrapped(context)
    const value = this.find(bound instanceof BaseContext ? (bound as Context) : new Context(bound))
    if (value === MISSING) throw failedLookup(this, bound)
    return value
  }

  #translated(value: unknown): unknown {
    if (value === MISSING) return value
    const text = String(value)
    const translated =
      this.message_context === null ? gettext(text) : pgettext(this.message_context, text)
    return isString(value) && typeof value !== 'string' ? mark_safe(translated) : translated
  }

  __str__(): string {
    return this.var
  }

  __repr__(): string {
    return `<Variable: ${repr(this.var)}>`
  }
}

/** Which part failed, on which value: for the message only, so the way is walked again. */
export function failedLookup(variable: Variable, context: unknown): VariableDoesNotExist {
  const parts = variable.lookups ?? []
  const bound = context instanceof BaseContext ? (context as Context) : new Context(context)
  let at: unknown = bound
  let failed = parts[0] ?? ''
  for (let i = 1; i < parts.length; i++) {
    const found = compileLookups(parts.slice(0, i).map(bitOf))(bound)
    if (found === MISSING) break
    at = found
    failed = parts[i]!
  }
  return new VariableDoesNotExist('Failed lookup for key [%s] in %r', [failed, at])
}

const DIGITS = '\\d+(?:_\\d+)*'
const FLOAT = new RegExp(
  `^[+-]?(?:${DIGITS}(?:\\.(?:${DIGITS})?)?|\\.${DIGITS})(?:e[+-]?${DIGITS})?$`,
  'i',
)

/** Python's `int(text)` and `float(text)` as Django applies them; null where they fail. */
function numberLiteral(text: string): unknown {
  if (/[.e]/i.test(text)) {
    return FLOAT.test(text) && !text.endsWith('.')
      ? toFloat(Number(text.replaceAll('_', '')))
      : null
  }
  if (!/^[+-]?\d+(?:_\d+)*$/.test(text)) return null
  const digits = text.replaceAll('_', '')
  const value = Number(digits)
  return Number.isSafeInteger(value) ? value : BigInt(digits.replace(/^\+/, ''))
}

function stringLiteral(text: string): string | null {
  if (!/^["']/.test(text)) return null
  try {
    return String(unescape_string_literal(text))
  } catch (error) {
    if (error instanceof ValueError) return null
    throw error
  }
}

function nameParts(text: string): string[] {
  if (text.includes('._') || text.startsWith('_')) {
    throw new TemplateSyntaxError(
      `Variables and attributes may not begin with underscores: '${text}'`,
    )
  }
  return text.split('.')
}

function compileLookups(bits: readonly Bit[]): Resolver {
  const [first, ...rest] = bits as [Bit, ...Bit[]]
  const { name } = first
  if (rest.length === 0) {
    return (context) => {
      const value = context.lookup(name)
      if (value === undefined) return contextAttribute(context, first)
      if (typeof value === 'string' || typeof value === 'number') return value
      try {
        return called(value, null, context)
      } catch (error) {
        return silenced(error, context)
      }
    }
  }
  return (context) => {
    try {
      let current = context.lookup(name)
      if (current === undefined) current = contextAttribute(context, first)
      else current = called(current, null, context)
      for (const bit of rest) {
        if (current === MISSING) return MISSING
        const value = lookUp(current, bit)
        current = called(value, current, context)
      }
      return current
    } catch (error) {
      return silenced(error, context)
    }
  }
}

/** `ObjectDoesNotExist` and friends show nothing; every other exception is the learner's to see. */
function silenced(error: unknown, context: Context): unknown {
  if (
    typeof error === 'object' &&
    error !== null &&
    truthy((error as { silent_variable_failure?: unknown }).silent_variable_failure ?? false)
  ) {
    return invalid(context)
  }
  throw error
}

function invalid(context: Context): string {
  return context.template?.engine.string_if_invalid ?? ''
}

/** The context's own attributes stand behind its names: `{{ request }}` works with any RequestContext. */
const CONTEXT_ATTRIBUTES: ReadonlySet<string> = new Set([
  ...['autoescape', 'dicts', 'render_context', 'request', 'template', 'template_name'],
  ...['use_l10n', 'use_tz'],
])

function contextAttribute(context: Context, bit: Bit): unknown {
  if (!CONTEXT_ATTRIBUTES.has(bit.name)) return MISSING
  const value = (context as unknown as Record<string, unknown>)[bit.name]
  return value === undefined ? MISSING : value
}

/** A callable is called, unless it says that templates must not; one that needs arguments shows nothing. */
function called(value: unknown, self: unknown, context: Context): unknown {
  if (typeof value !== 'function' && (typeof value !== 'object' || value === null)) return value
  if (!isCallable(value)) return value
  const flags = value as { do_not_call_in_templates?: unknown; alters_data?: unknown }
  if (flags.do_not_call_in_templates !== undefined && truthy(flags.do_not_call_in_templates)) {
    return value
  }
  if (flags.alters_data !== undefined && truthy(flags.alters_data)) return invalid(context)
  const { needsArguments, isClass } = calling(value)
  if (needsArguments) return invalid(context)
  if (isClass) return new (value as unknown as new () => unknown)()
  const result = callWithKwargs(value, [], {}, self)
  // a JavaScript function without `return` gives None, as Python's does
  return result === undefined ? null : result
}
