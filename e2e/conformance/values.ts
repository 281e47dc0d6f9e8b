/**
 * Values of recorded cases as ours, and ours as they are recorded: the encodings of FORMAT.md and OPS.md. What belongs to
 * one kind only (uploads, widgets, models) is added by that kind.
 */
import { Bytes } from '../../src/base/python/bytes.ts'
import { class_name } from '../../src/base/python/class_name.ts'
import {
  date,
  datetime,
  time,
  timedelta,
  timezone,
  ZoneInfo,
} from '../../src/base/python/datetime.ts'
import { Decimal } from '../../src/base/python/decimal.ts'
import { Exception } from '../../src/base/python/exceptions.ts'
import * as exceptions from '../../src/base/python/exceptions.ts'
import { Float, toFloat } from '../../src/base/python/float.ts'
import * as mapping from '../../src/base/python/mapping.ts'
import { parseFloatText, parseInteger } from '../../src/base/python/numbers.ts'
import { eq, isIterable, iterate, len, repr, str, truthy } from '../../src/base/python/protocols.ts'
import { Range } from '../../src/base/python/range.ts'
import { Pattern } from '../../src/base/python/re.ts'
import { isString, mark_safe, SafeString } from '../../src/base/python/safe_string.ts'
import { Tuple } from '../../src/base/python/tuple.ts'
import { UUID } from '../../src/base/python/uuid.ts'
import * as coreExceptions from '../../src/framework/core/exceptions.ts'
import { ValidationError } from '../../src/framework/core/exceptions.ts'
import { MultiValueDict } from '../../src/framework/utils/datastructures.ts'
import { evaluated, LazyValue } from '../../src/framework/utils/functional.ts'

/** An encoded value: `$` says of which type. */
export interface Encoded {
  readonly $: string
  readonly v?: unknown
  readonly [key: string]: unknown
}

export type Decode = (value: unknown) => unknown
type Decoder = (value: Encoded, decode: Decode) => unknown
type Json = Record<string, unknown>

const list = (value: unknown): unknown[] => value as unknown[]
const text = (value: unknown): string => str(value)

/** Python's own functions that cases name. */
const PYTHON: Readonly<Record<string, (value: unknown) => unknown>> = {
  int: (value) => parseInteger(str(value)),
  float: (value) => toFloat(parseFloatText(str(value))),
  str,
  bool: truthy,
  decimal: (value) => new Decimal(value as string),
  upper: (value) => str(value).toUpperCase(),
  lower: (value) => str(value).toLowerCase(),
  len,
  list: (value) => [...iterate(value)],
}

/** An exception class by its bare name, wherever it lives. */
export function errorClass(name: string): new (...args: unknown[]) => Error {
  const found = { ...exceptions, ...coreExceptions }[name as keyof typeof exceptions] as unknown
  if (typeof found !== 'function') throw new Error(`no exception class ${name}`)
  return found as new (...args: unknown[]) => Error
}

function zone(name: string): unknown {
  const offset = /^([+-])(\d\d)(\d\d)$/.exec(name)
  if (!offset) return name === 'UTC' ? timezone.utc : new ZoneInfo(name)
  const minutes = Number(offset[2]) * 60 + Number(offset[3])
  return new timezone(new timedelta({ minutes: offset[1] === '-' ? -minutes : minutes }), name)
}

function moment(value: Encoded): datetime {
  const parsed = datetime.fromisoformat(text(value.v))
  if (value.tz === undefined) return parsed
  const tzinfo = zone(text(value.tz)) as ZoneInfo
  return value.tz === 'UTC' ? parsed.replace({ tzinfo }) : parsed.astimezone(tzinfo)
}

function callable(value: Encoded, decode: Decode): () => unknown {
  const result = decode(value.returns ?? null)
  return () => {
    if (value.raises === undefined) return result
    throw new (errorClass(text(value.raises)))(value.message ?? '')
  }
}

/** An instance of a class made for it. */
function instance(value: Encoded, decode: Decode): object {
  const made = { [text(value.class)]: class {} }[text(value.class)] as new () => Json
  const prototype = made.prototype as Json
  for (const [name, result] of Object.entries((value.methods ?? {}) as Json)) {
    const returned = decode(result)
    prototype[name] = () => returned
  }
  if (value.str !== undefined) prototype.__str__ = () => value.str
  const object = new made()
  for (const [name, attribute] of Object.entries((value.attrs ?? {}) as Json)) {
    object[name] = decode(attribute)
  }
  return object
}

/** A dict with keys as Python has them: 1, 1.0 and True are one key, its first spelling stays. */
function dictOf(pairs: readonly unknown[][]): Map<unknown, unknown> {
  const dict = new Map<unknown, unknown>()
  for (const [key, value] of pairs) {
    const known = [...dict.keys()].find((other) => eq(other, key))
    dict.set(known === undefined ? key : known, value)
  }
  return dict
}

const DECODERS: Readonly<Record<string, Decoder>> = {
  tuple: ({ v }, decode) => Tuple.from(list(v).map(decode)),
  set: ({ v }, decode) => new Set(list(v).map(decode)),
  float: ({ v }) => toFloat(parseFloatText(text(v))),
  int: ({ v }) => parseInteger(text(v)),
  decimal: ({ v }) => new Decimal(text(v)),
  date: ({ v }) => date.fromisoformat(text(v)),
  time: ({ v }) => time.fromisoformat(text(v)),
  datetime: moment,
  timedelta: ({ v }) => new timedelta({ seconds: v as number }),
  bytes: ({ v }) => Bytes.from(Buffer.from(text(v), 'base64')),
  uuid: ({ v }) => new UUID(text(v)),
  safe: ({ v }) => mark_safe(v),
  lazy: ({ v }) => new LazyValue(() => v),
  iterator: ({ v }, decode) => list(v).map(decode).values(),
  dict: ({ v }, decode) => dictOf(list(v).map((pair) => list(pair).map(decode))),
  multivaluedict: ({ v }, decode) =>
    new MultiValueDict(list(v).map((pair) => list(pair).map(decode) as [unknown, unknown[]])),
  range: ({ v }) => new Range(...(v as [number, number, number])),
  repeat: ({ v, times, before = '', after = '' }) =>
    `${text(before)}${text(v).repeat(times as number)}${text(after)}`,
  regex: ({ v, flags = '' }) => new Pattern(text(v), text(flags)),
  callable,
  object: instance,
  exception: (value, decode) =>
    new (errorClass(text(value.class)))(...list(value.args ?? []).map(decode)),
  py: ({ name }) => PYTHON[text(name)],
  tzinfo: ({ v }) => zone(text(v)),
}

/** A decoder that knows `more` types besides the common ones. */
export function decoder(more: Readonly<Record<string, Decoder>> = {}): Decode {
  const decode: Decode = (value) => {
    if (Array.isArray(value)) return value.map(decode)
    // an int of that size would be written as one
    if (typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER)
      return toFloat(value)
    if (typeof value !== 'object' || value === null) return value
    if (!('$' in value)) {
      return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, decode(item)]))
    }
    const encoded = value as Encoded
    const own = more[encoded.$] ?? DECODERS[encoded.$]
    if (!own) throw new Error(`no value of type ${encoded.$}`)
    return own(encoded, decode)
  }
  return decode
}

/** Gives undefined for what it does not know. */
export type Encode = (value: unknown, encode: (value: unknown) => unknown) => unknown

const INTEGER_KEY = /^(?:0|[1-9][0-9]*)$/

function encodeNumber(value: number): unknown {
  if (Number.isSafeInteger(value) || !Number.isInteger(value)) {
    return Number.isFinite(value) ? value : { $: 'float', v: String(value).toLowerCase() }
  }
  return { $: 'float', v: repr(new Float(value)) }
}

function encodeMoment(value: datetime): unknown {
  const { tzinfo } = value
  const tz = tzinfo === timezone.utc ? 'UTC' : tzinfo instanceof ZoneInfo ? tzinfo.key : null
  return { $: 'datetime', v: value.isoformat(), ...(tz === null ? {} : { tz }) }
}

function encodeMapping(value: unknown, encode: (value: unknown) => unknown): unknown {
  const entries = mapping.entries(value)
  const isPlain = entries.every(
    ([key]) => isString(key) && !INTEGER_KEY.test(str(key)) && str(key) !== '$',
  )
  return isPlain
    ? Object.fromEntries(entries.map(([key, item]) => [str(key), encode(item)]))
    : { $: 'dict', v: entries.map(([key, item]) => [encode(key), encode(item)]) }
}

/** Python's classes, most special first. */
function encodePython(value: object, encode: (value: unknown) => unknown): unknown {
  if (value instanceof SafeString) return { $: 'safe', v: value.valueOf() }
  if (isString(value)) return str(value)
  if (value instanceof LazyValue) return encode(evaluated(value))
  if (value instanceof Float) return { $: 'float', v: repr(value) }
  if (value instanceof Decimal) return { $: 'decimal', v: str(value) }
  if (value instanceof Uint8Array) return { $: 'bytes', v: Buffer.from(value).toString('base64') }
  if (value instanceof datetime) return encodeMoment(value)
  if (value instanceof date) return { $: 'date', v: value.isoformat() }
  if (value instanceof time) return { $: 'time', v: value.isoformat() }
  if (value instanceof timedelta) return { $: 'timedelta', v: Number(value.total_seconds()) }
  if (value instanceof UUID) return { $: 'uuid', v: str(value) }
  if (value instanceof ZoneInfo) return { $: 'object', class: 'ZoneInfo', str: str(value) }
  if (value instanceof Pattern) return { $: 'regex', v: value.pattern }
  if (value instanceof ValidationError) {
    return { $: 'object', class: 'ValidationError', attrs: errorAnswer(value) }
  }
  if (value instanceof MultiValueDict) {
    const lists = [...value.lists()]
    return { $: 'multivaluedict', v: lists.map(([key, items]) => [encode(key), encode(items)]) }
  }
  return undefined
}

/** An encoder that asks `more` first. */
export function encoder(more: Encode = () => undefined): (value: unknown) => unknown {
  const encode = (value: unknown): unknown => {
    if (value === undefined || value === null) return null
    const own = more(value, encode)
    if (own !== undefined) return own
    if (typeof value === 'number') return encodeNumber(value)
    if (typeof value === 'bigint') return { $: 'int', v: String(value) }
    if (typeof value !== 'object') return value
    const python = encodePython(value, encode)
    if (python !== undefined) return python
    if (value instanceof Set) return encodeSet(value, encode)
    if (value instanceof Tuple) return { $: 'tuple', v: Array.from(value, encode) }
    if (Array.isArray(value)) return value.map(encode)
    if (mapping.isMapping(value)) return encodeMapping(value, encode)
    if (isIterable(value)) return [...iterate(value)].map(encode)
    throw new Error(`cannot encode ${class_name(value.constructor)}`)
  }
  return encode
}

function encodeSet(value: ReadonlySet<unknown>, encode: (value: unknown) => unknown): unknown {
  const items = [...value].map(encode)
  items.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
  return { $: 'set', v: items }
}

/** The answer that an exception is. Anything but Python's exceptions is a bug of ours and is thrown on. */
export function errorAnswer(error: unknown): Json {
  if (!(error instanceof Exception)) throw error
  if (error instanceof ValidationError) {
    const { messages, error_dict } = error
    const singles = error.error_list ?? [...(error_dict?.values() ?? [])].flat()
    return {
      error: 'ValidationError',
      message: messages.join('\n'),
      messages,
      codes: singles.map(({ code }) => code ?? null),
      ...(error_dict ? { error_dict: error.message_dict } : {}),
    }
  }
  if (error instanceof exceptions.KeyError) {
    const [key = ''] = error.args
    return { error: error.name, message: isString(key) ? str(key) : repr(key) }
  }
  return { error: error.name, message: str(error) }
}
