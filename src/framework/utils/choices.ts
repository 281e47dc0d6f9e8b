/**
 * Choices in one form: pairs of value and label, or of group name and such pairs. What is made of a function is asked
 * anew each time it is looped over.
 *
 * Django: django/utils/choices.py, ref/models/fields#choices
 */
import * as mapping from '../../base/python/mapping.ts'
import { isIterable, iterate, truthy } from '../../base/python/protocols.ts'
import { isString } from '../../base/python/safe_string.ts'

/** `[value, label]`, or `[group name, pairs]`. */
export type Choice = readonly [unknown, unknown]

/** Choices that are worked out when they are looped over. */
export abstract class BaseChoiceIterator {
  abstract __iter__(): Iterator<Choice>

  [Symbol.iterator](): Iterator<Choice> {
    return this.__iter__()
  }
}

export class CallableChoiceIterator extends BaseChoiceIterator {
  readonly #choices: () => unknown

  constructor(choices: () => unknown) {
    super()
    this.#choices = choices
  }

  *__iter__(): Iterator<Choice> {
    yield* choicesOf(normalize_choices(this.#choices()))
  }
}

/** Puts the blank choice in front, unless there is an empty one already. */
export class BlankChoiceIterator extends BaseChoiceIterator {
  readonly #choices: unknown
  readonly #blank: readonly Choice[]

  constructor(choices: unknown, blank_choice: readonly Choice[]) {
    super()
    this.#choices = choices
    this.#blank = blank_choice
  }

  *__iter__(): Iterator<Choice> {
    const choices = choicesOf(this.#choices)
    if (!flatten_choices(choices).some(([value]) => value === '' || value === null)) {
      for (const choice of this.#blank) yield choice
    }
    yield* choices
  }
}

/** True for a group's inner choices: an array, a tuple included. */
export function isGroup(label: unknown): label is readonly Choice[] {
  return Array.isArray(label)
}

/** The choices of anything that `normalize_choices` gave. */
export function choicesOf(choices: unknown): readonly Choice[] {
  return [...iterate(choices)] as Choice[]
}

/** Without the groups. */
export function flatten_choices(choices: unknown): readonly Choice[] {
  if (!truthy(choices)) return []
  return choicesOf(choices).flatMap(([value, label]): readonly Choice[] =>
    isGroup(label) ? label : [[value, label]],
  )
}

/**
 * Dicts, iterables and functions as a list of pairs; an enumeration as its `choices`. What is no choices at all comes
 * back as it is, for the system checks to name.
 */
export function normalize_choices(value: unknown, depth = 0): unknown {
  if (value instanceof BaseChoiceIterator || isString(value)) return value
  if (typeof value === 'function') return ofFunction(value as () => unknown, depth)
  if (depth >= 2) return value
  if (mapping.isMapping(value)) return pairsOf(mapping.entries(value), value, depth)
  if (!isIterable(value)) return value
  const items = [...iterate(value)]
  return items.some(isString) ? value : pairsOf(items, value, depth)
}

function ofFunction(value: (() => unknown) & { choices?: unknown }, depth: number): unknown {
  if (value.choices !== undefined) return value.choices
  if (depth === 0) return new CallableChoiceIterator(value)
  return depth < 2 ? pairsOf([...iterate(value())], value, depth) : value
}

function pairsOf(items: readonly unknown[], original: unknown, depth: number): unknown {
  const pairs: Choice[] = []
  for (const item of items) {
    if (!isIterable(item) || isString(item)) return original
    const pair = [...iterate(item)]
    if (pair.length !== 2) return original
    pairs.push([pair[0], normalize_choices(pair[1], depth + 1)])
  }
  return pairs
}
