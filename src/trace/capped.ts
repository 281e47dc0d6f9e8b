/** Keeps a trace's texts and lists at a size that can be sent, stored and drawn. What was cut says so. */

const MAX_TEXT = 4_000
/** Bodies and sources are worth more than other texts. */
const MAX_BODY = 64_000
const MAX_ITEMS = 500

/** The same value where nothing is too long, else a copy with long texts and lists cut. Only plain data goes in. */
export function capped<T>(value: T, maxText = MAX_TEXT): T {
  return fits(value, maxText) ? value : (cut(value, maxText) as T)
}

function fits(value: unknown, maxText: number): boolean {
  if (typeof value === 'string') return value.length <= maxText
  if (typeof value !== 'object' || value === null) return true
  if (Array.isArray(value)) {
    return value.length <= MAX_ITEMS && value.every((item) => fits(item, maxText))
  }
  let count = 0
  for (const key in value) {
    if ((count += 1) > MAX_ITEMS) return false
    if (!fits((value as Record<string, unknown>)[key], limitOf(key, maxText))) return false
  }
  return true
}

function cut(value: unknown, maxText: number): unknown {
  if (typeof value === 'string') {
    return value.length <= maxText
      ? value
      : `${value.slice(0, maxText)}… (${value.length} characters)`
  }
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.slice(0, MAX_ITEMS).map((item) => cut(item, maxText))
  const entries = Object.entries(value).slice(0, MAX_ITEMS)
  return Object.fromEntries(entries.map(([key, item]) => [key, cut(item, limitOf(key, maxText))]))
}

const limitOf = (key: string, maxText: number) =>
  key === 'body' || key === 'responseBody' ? MAX_BODY : maxText
