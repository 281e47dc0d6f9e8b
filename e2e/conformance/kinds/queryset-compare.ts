/** When two answers of kind `queryset` count as the same: also the statements sent, and rows in any order where it is open. */
import { same } from '../compare.ts'

type Json = Readonly<Record<string, unknown>>

/** A validation error is its list or dict of texts, other errors their class and text. */
function sameError(expected: Json, got: Json): boolean {
  if (expected['error'] !== got['error']) return false
  if ('message_dict' in expected) return same(expected['message_dict'], got['error_dict'])
  if ('messages' in expected) return same(expected['messages'], got['messages'])
  return expected['message'] === null || expected['message'] === got['message']
}

const isError = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && 'error' in value && 'message' in value

/** The value of `try` is an error as an answer; `do` and `atomic` give lists of such values. */
function sameValue(expected: unknown, got: unknown): boolean {
  if (isError(expected)) return isError(got) && sameError(expected, got)
  if (Array.isArray(expected) && expected.some(isError)) {
    return (
      Array.isArray(got) &&
      got.length === expected.length &&
      expected.every((item, index) => sameValue(item, got[index]))
    )
  }
  return same(withoutZones(expected), withoutZones(got))
}

/** Moments are compared by their text alone. */
function withoutZones(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutZones)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(([key]) => key !== 'tz')
  return Object.fromEntries(entries.map(([key, item]) => [key, withoutZones(item)]))
}

function sameMultiset(expected: readonly unknown[], got: readonly unknown[]): boolean {
  const left = [...got]
  return (
    expected.length === got.length &&
    expected.every((item) => {
      const index = left.findIndex((other) => sameValue(item, other))
      if (index !== -1) left.splice(index, 1)
      return index !== -1
    })
  )
}

function sameChain(expected: Json, got: Json, isUnordered: boolean): boolean {
  if ((expected['savepoints'] ?? 0) !== (got['savepoints'] ?? 0)) return false
  if ('queries' in expected && expected['queries'] !== got['queries']) return false
  if ('error' in expected) return sameError(expected, got)
  if ('error' in got) return false
  const [wanted, given] = [expected['value'], got['value']]
  return isUnordered && Array.isArray(wanted) && Array.isArray(given)
    ? sameMultiset(wanted, given)
    : sameValue(wanted, given)
}

/** @param isUnordered  the order of the rows is open */
export function sameRows(expected: unknown, got: unknown, isUnordered: boolean): boolean {
  const [wanted, given] = [expected as Json, got as Json]
  if (!sameChain(wanted, given, isUnordered)) return false
  const answers = (given['then'] ?? []) as Json[]
  return ((wanted['then'] ?? []) as Json[]).every((item, index) =>
    sameChain(item, answers[index] ?? {}, false),
  )
}
