/** Keeps a trace's texts and lists at a size that can be sent, stored and drawn. What was cut says so. */

const MAX_TEXT = 4_000
/** Bodies and sources are worth more than other texts. */
const MAX_BODY = 64_000
const MAX_ITEMS = 500

/** A copy with long texts and lists cut. Only plain data goes in, so the copy is whole. */
export function capped<T>(value: T, maxText = MAX_TEXT): T {
  if (typeof value === 'string') return cut(value, maxText) as T
  if (Array.isArray(value)) {
    const items = value.length > MAX_ITEMS ? value.slice(0, MAX_ITEMS) : value
    return items.map((item: unknown) => capped(item, maxText)) as T
  }
  if (typeof value !== 'object' || value === null) return value
  const copy: Record<string, unknown> = {}
  let count = 0
  for (const [key, item] of Object.entries(value)) {
    if ((count += 1) > MAX_ITEMS) break
    copy[key] = capped(item, key === 'body' || key === 'responseBody' ? MAX_BODY : maxText)
  }
  return copy as T
}

function cut(text: string, max: number): string {
  return text.length <= max ? text : `${text.slice(0, max)}… (${text.length} characters)`
}
