/** Values that only kind `queryset` has: expressions, fields, rows and chains as arguments; rows and querysets as answers. */
import { class_name } from '../../../src/base/python/class_name.ts'
import { TypeError as PythonTypeError } from '../../../src/base/python/exceptions.ts'
import * as mapping from '../../../src/base/python/mapping.ts'
import { str } from '../../../src/base/python/protocols.ts'
import { apps } from '../../../src/framework/apps/index.ts'
import { models } from '../../../src/framework/db/index.ts'
import * as expressions from '../../../src/framework/db/models/expressions.ts'
import { FieldFile } from '../../../src/framework/db/models/fields/files.ts'
import * as functions from '../../../src/framework/db/models/functions/index.ts'
import * as lookups from '../../../src/framework/db/models/lookups.ts'
import { callMethod, construct } from '../call.ts'
import { decoder, encoder, type Decode, type Encoded } from '../values.ts'

type Json = Record<string, unknown>
type Class = new (...args: unknown[]) => unknown

/** Where the names of `expr` and `field` are looked up. */
const NAMES = { ...lookups, ...functions, ...expressions, ...models } as unknown as Record<
  string,
  Class | undefined
>

/** Python's method of an operator: on the left operand, and on the right one where only that is an expression. */
const OPERATORS: Readonly<Record<string, readonly [string, string]>> = {
  '+': ['__add__', '__radd__'],
  '-': ['__sub__', '__rsub__'],
  '*': ['__mul__', '__rmul__'],
  '/': ['__truediv__', '__rtruediv__'],
  '%': ['__mod__', '__rmod__'],
  '**': ['__pow__', '__rpow__'],
  '&': ['__and__', '__rand__'],
  '|': ['__or__', '__ror__'],
  '^': ['__xor__', '__rxor__'],
  '~': ['__invert__', ''],
  neg: ['__neg__', ''],
}

const isExpression = (value: unknown) =>
  typeof value === 'object' && value !== null && 'resolve_expression' in value

/** `left op right`; without `right` the operator has one operand. */
export function operate(op: string, left: unknown, right?: unknown): unknown {
  const [forward, reflected] = OPERATORS[op] ?? ['', '']
  if (right === undefined) return callMethod(left as object, forward, [])
  const isReflected = !isExpression(left) && isExpression(right)
  if (isReflected) return callMethod(right, reflected, [left])
  if (typeof (left as Json)[forward] !== 'function')
    throw new PythonTypeError(`unsupported operand type(s) for ${op}`)
  return callMethod(left as object, forward, [right])
}

/** Positional arguments, then one object with the others: as a learner calls querysets and managers. */
export function callDirectly(
  target: object,
  name: string,
  args: readonly unknown[],
  kwargs: Json = {},
): unknown {
  const method = (target as Record<string, (...given: unknown[]) => unknown>)[name]
  const given = Object.keys(kwargs).length === 0 ? args : [...args, kwargs]
  return method?.apply(target, [...given])
}

function named(name: unknown): Class {
  const found = NAMES[str(name)]
  if (found === undefined) throw new Error(`there is no expression ${str(name)}`)
  return found
}

export interface Chains {
  readonly run: (chain: readonly unknown[]) => unknown
  readonly bound: (name: string) => unknown
  /** Runs without counting statements. */
  readonly uncounted: <T>(work: () => T) => T
}

/** `target[start:stop:step]`, null for what is left out. */
export function sliceOf(target: unknown, start: unknown, stop: unknown, step: unknown): unknown {
  if (!Array.isArray(target) && typeof target !== 'string')
    return callMethod(target as object, 'slice', [start ?? null, stop ?? null, step ?? null])
  return target.slice((start ?? 0) as number, (stop ?? undefined) as number | undefined)
}

export function modelDecoder({ run, bound, uncounted }: Chains): Decode {
  const listed = (value: unknown, decode: Decode) => ((value ?? []) as unknown[]).map(decode)
  const kwargs = (value: unknown, decode: Decode) => decode(value ?? {}) as Json
  const row = ({ model, pk }: Encoded) => {
    const cls = apps.get_model(str(model)) as Class & { _base_manager: object }
    if (pk === null) return construct(cls, [])
    return uncounted(() => callDirectly(cls._base_manager, 'get', [], { pk }))
  }
  return decoder({
    model: row,
    ref: ({ name }) => bound(str(name)),
    queryset: ({ chain }) => run(chain as unknown[]),
    Q: ({ args, kwargs: given, connector, negated }, decode) =>
      construct(models.Q, listed(args, decode), {
        ...kwargs(given, decode),
        ...(connector ? { _connector: connector } : {}),
        ...(negated ? { _negated: true } : {}),
      }),
    F: ({ name }) => new models.F(name),
    expr: ({ name, args, kwargs: given }, decode) =>
      construct(named(name), listed(args, decode), kwargs(given, decode)),
    field: ({ name, kwargs: given }, decode) => construct(named(name), [], kwargs(given, decode)),
    op: ({ op, left, right }, decode) =>
      operate(str(op), decode(left), right === undefined ? undefined : decode(right)),
    call: ({ on, method, args, kwargs: given }, decode) =>
      callDirectly(decode(on) as object, str(method), listed(args, decode), kwargs(given, decode)),
    getitem: ({ on, index, start, stop, step }, decode) =>
      index === undefined
        ? sliceOf(decode(on), start, stop, step)
        : callMethod(decode(on) as object, '__getitem__', [index]),
    class: ({ model }) => apps.get_model(str(model)),
    zone: ({ v }, decode) => decode({ $: 'tzinfo', v }),
  })
}

/** Sets and dicts whose keys are not strings are recorded sorted. */
function sorted(items: unknown[]): unknown[] {
  const key = (item: unknown) => JSON.stringify(Array.isArray(item) ? item[0] : item)
  return items.sort((a, b) => {
    const [one, other] = [Number(key(a)), Number(key(b))]
    if (!Number.isNaN(one) && !Number.isNaN(other)) return one - other
    return key(a) < key(b) ? -1 : 1
  })
}

/** An answer within an answer: encoded when its chain ran. */
export class Recorded {
  constructor(readonly answer: unknown) {}
}

function encodeFunction(value: unknown): unknown {
  const { _meta } = value as { _meta?: { label: string } }
  if (_meta !== undefined) return { $: 'class', model: _meta.label }
  throw new Error(`cannot encode ${class_name(value)}`)
}

export const encode = encoder((value, inner) => {
  if (value instanceof Recorded) return value.answer
  if (typeof value === 'function') return encodeFunction(value)
  if (value instanceof models.Model)
    return { $: 'model', model: value._meta.label, pk: inner(value.pk) }
  if (value instanceof FieldFile) return str(value)
  if (value instanceof Map && [...value.keys()].some((key) => typeof key !== 'string')) {
    const pairs = mapping.entries(value).map((pair) => pair.map(inner))
    return { $: 'dict', v: sorted(pairs) }
  }
  return undefined
})
