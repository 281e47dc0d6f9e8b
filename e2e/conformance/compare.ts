/**
 * When two recorded answers count as the same: objects regardless of key order, a list for a tuple, 1 for a float 1.0,
 * other floats within 1e-9 of each other, everything else to the letter.
 */

type Encoded = { readonly $: string; readonly [key: string]: unknown }

function isEncoded(value: unknown): value is Encoded {
  return typeof value === 'object' && value !== null && typeof (value as Encoded).$ === 'string'
}

/** A tuple is a list here, and a float written as text is a number where JavaScript has that number. */
function plain(value: unknown): unknown {
  if (!isEncoded(value)) return value
  if (value.$ === 'tuple') return value.v
  if (value.$ === 'namedtuple') return value.v
  if (value.$ === 'float' && /^-?[\d.]+(e[-+]?\d+)?$/.test(String(value.v))) return Number(value.v)
  return value
}

function sameNumber(a: number, b: number): boolean {
  return a === b || Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b))
}

export function same(expected: unknown, got: unknown): boolean {
  const a = plain(expected)
  const b = plain(got)
  if (typeof a === 'number' && typeof b === 'number') return sameNumber(a, b)
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false
    return a.every((item, index) => same(item, b[index]))
  }
  if (typeof a !== 'object' || a === null || typeof b !== 'object' || b === null) return a === b
  const keys = Object.keys(a)
  if (keys.length !== Object.keys(b).length) return false
  return keys.every((key) => Object.hasOwn(b, key) && sameMember(a, b, key))
}

/** In an error `message: null` stands for any text, since Python wrote it. */
function sameMember(a: object, b: object, key: string): boolean {
  const [expected, got] = [a, b].map((value) => (value as Record<string, unknown>)[key])
  return (key === 'message' && expected === null && 'error' in a) || same(expected, got)
}

/** Whether an answer is what was recorded. Only what the record holds is compared at the top: a replay may know more. */
export function sameAnswer(expected: unknown, got: unknown): boolean {
  if (typeof expected !== 'object' || expected === null) return same(expected, got)
  if (typeof got !== 'object' || got === null) return false
  return Object.keys(expected).every((key) => sameMember(expected, got, key))
}
