/**
 * Filler text. Only its beginning is fixed; the rest is drawn from the same words, at random.
 *
 * Django: django/utils/lorem_ipsum.py
 */
import { ports } from './ports.ts'

const COMMON_P =
  'Lorem ipsum dolor sit amet, consectetur adipisicing elit, sed do eiusmod tempor incididunt ut labore et dolore ' +
  'magna aliqua. Ut enim ad minim veniam, quis nostrud exercitation ullamco laboris nisi ut aliquip ex ea commodo ' +
  'consequat. Duis aute irure dolor in reprehenderit in voluptate velit esse cillum dolore eu fugiat nulla pariatur. ' +
  'Excepteur sint occaecat cupidatat non proident, sunt in culpa qui officia deserunt mollit anim id est laborum.'

const ALL = COMMON_P.toLowerCase().replace(/[.,]/g, '').split(' ')
const COMMON_WORDS = ALL.slice(0, 19)
const WORDS = [...new Set(ALL)]

/** From `low` to `high`, both included. */
function between(low: number, high: number): number {
  const [a = 0, b = 0] = ports.random(2)
  return low + ((a * 256 + b) % (high - low + 1))
}

function sample(count: number): string[] {
  const left = [...WORDS]
  return Array.from({ length: Math.min(count, left.length) }, () => {
    const [word] = left.splice(between(0, left.length - 1), 1)
    return word!
  })
}

function sentence(): string {
  const sections = Array.from({ length: between(1, 5) }, () => sample(between(3, 12)).join(' '))
  const text = sections.join(', ')
  return `${text[0]!.toUpperCase()}${text.slice(1)}${between(0, 1) === 0 ? '?' : '.'}`
}

function paragraph(): string {
  return Array.from({ length: between(1, 4) }, sentence).join(' ')
}

/** @param common  the first paragraph is the one that everyone knows */
export function paragraphs(count: number, common = true): string[] {
  return Array.from({ length: Math.max(0, count) }, (_, i) =>
    common && i === 0 ? COMMON_P : paragraph(),
  )
}

/** Words with blanks between. A negative count takes as many off the end of the fixed words. */
export function words(count: number, common = true): string {
  const list = common ? [...COMMON_WORDS] : []
  if (count <= list.length) return list.slice(0, count).join(' ')
  while (list.length < count) list.push(...sample(count - list.length))
  return list.join(' ')
}
