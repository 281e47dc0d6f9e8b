/**
 * Choices as a class: `class Status extends models.TextChoices { static DRAFT = ['d', 'Draft']; static LIVE = 'l' }`.
 * Python's enumeration makes members of them when the class is made; here they become plain values as soon as somebody
 * asks the class for its choices, so `post.status === Status.DRAFT` holds as it does in Python.
 *
 * Django: django/db/models/enums.py, ref/models/fields#enumeration-types
 * Left out: a member's own `label` and `name`: `new Status('d')` gives the member with them.
 */
import { class_name } from '../../../base/python/class_name.ts'
import { TypeError, ValueError } from '../../../base/python/exceptions.ts'
import { eq, hash, repr, str } from '../../../base/python/protocols.ts'
import { Tuple } from '../../../base/python/tuple.ts'

type Choice = readonly [name: string, value: unknown, label: unknown]

const prepared = new WeakMap<object, readonly Choice[]>()
/** Lists as a learner wrote them, for those who took one before the class was asked. */
const written = new WeakMap<object, unknown>()

/** `PAST_DUE` → `Past Due` */
const labelOf = (name: string) =>
  name
    .replaceAll('_', ' ')
    .toLowerCase()
    .replace(/(?<![\p{L}])\p{L}/gu, (letter) => letter.toUpperCase())

/** Makes the members; twice does no harm. */
function membersOf(cls: typeof Choices): readonly Choice[] {
  const known = prepared.get(cls)
  if (known !== undefined) return known
  const own = cls as unknown as Record<string, unknown>
  const choices = Object.getOwnPropertyNames(cls).flatMap((name): Choice[] => {
    const given = Object.getOwnPropertyDescriptor(cls, name)?.value as unknown
    if (/^(?:length|name|prototype|__.*__)$/.test(name) || typeof given === 'function') return []
    const [value, label] = Array.isArray(given) ? split(given) : [given, undefined]
    cls.checkValue(value)
    if (Array.isArray(given)) written.set(given, value)
    Object.defineProperty(own, name, { value, enumerable: true, configurable: true })
    return [[name, value, label ?? labelOf(name)]]
  })
  prepared.set(cls, choices)
  return choices
}

/** The last of several is the label. */
function split(given: readonly unknown[]): [unknown, unknown] {
  if (given.length < 2) return [given[0], undefined]
  const values = given.slice(0, -1)
  return [values.length === 1 ? values[0] : Tuple.from(values), given.at(-1)]
}

/** A default may have been taken from the class before it had members. */
export function plainChoice(value: unknown): unknown {
  return typeof value === 'object' && value !== null && written.has(value)
    ? written.get(value)
    : value
}

export abstract class Choices {
  declare static __empty__: unknown
  readonly name: string
  readonly value: unknown
  readonly label: unknown

  /** The member with this value. @throws {ValueError} there is none */
  constructor(given: unknown) {
    const cls = new.target
    const found = membersOf(cls).find(([, value]) => eq(value, plainChoice(given)))
    if (found === undefined)
      throw new ValueError(`${repr(given)} is not a valid ${class_name(cls)}`)
    ;[this.name, this.value, this.label] = found
  }

  /** @throws {TypeError} no value of this kind */
  static checkValue(_value: unknown): void {}

  private static get hasEmpty(): boolean {
    return Object.hasOwn(this, '__empty__')
  }

  static get choices(): Tuple[] {
    const all = membersOf(this).map(([, value, label]) => new Tuple<unknown>(value, label))
    return this.hasEmpty ? [new Tuple<unknown>(null, this.__empty__), ...all] : all
  }
  static get labels(): unknown[] {
    return this.choices.map(([, label]) => label)
  }
  static get values(): unknown[] {
    return this.choices.map(([value]) => value)
  }
  static get names(): string[] {
    const all = membersOf(this).map(([name]) => name)
    return this.hasEmpty ? ['__empty__', ...all] : all
  }

  static __contains__(value: unknown): boolean {
    return membersOf(this).some(([, known]) => eq(known, value))
  }
  static *[Symbol.iterator](): Generator<unknown> {
    for (const [, value] of membersOf(this)) yield value
  }

  __eq__(other: unknown): boolean {
    return eq(this.value, other instanceof Choices ? other.value : other)
  }
  __hash__(): unknown {
    return hash(this.value)
  }
  __str__(): string {
    return str(this.value)
  }
  __repr__(): string {
    return `${class_name(this.constructor)}.${this.name}`
  }
  toString(): string {
    return this.__str__()
  }
}

export class TextChoices extends Choices {
  static override checkValue(value: unknown): void {
    if (typeof value !== 'string') throw new TypeError(`${repr(value)} is not a string`)
  }
}

export class IntegerChoices extends Choices {
  static override checkValue(value: unknown): void {
    if (typeof value === 'number' || typeof value === 'bigint') return
    throw new ValueError(`invalid literal for int() with base 10: ${repr(value)}`)
  }
}
