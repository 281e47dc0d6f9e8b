/**
 * Python's `int(text)` and `float(text)`: blanks around are dropped, underscores may stand between digits, and every
 * decimal digit of Unicode counts.
 *
 * Python: library/functions#int, #float
 */
import { ValueError } from './exceptions.ts'
import { stringRepr } from './protocols.ts'

const INTEGER = /^[+-]?\p{Nd}+(?:_\p{Nd}+)*$/u
const FLOAT = /^[+-]?(?:\d+(?:_\d+)*\.?(?:\d+(?:_\d+)*)?|\.\d+(?:_\d+)*)(?:e[+-]?\d+(?:_\d+)*)?$/i
const WORDS: Readonly<Record<string, number>> = {
  inf: Infinity,
  infinity: Infinity,
  nan: NaN,
}

/** Unicode's decimal digits stand in runs of ten, each beginning at its zero. */
function digitValue(char: string): string {
  if (char >= '0' && char <= '9') return char
  let code = char.codePointAt(0) ?? 0
  let value = 0
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - 1))) {
    code -= 1
    value += 1
  }
  return String(value)
}

/** The text with ASCII digits, without the blanks around it. */
export function asciiDigits(text: string): string {
  return text.trim().replace(/[^\P{Nd}0-9]/gu, digitValue)
}

/** `int(text)`. @throws {ValueError} not a whole number */
export function parseInteger(text: string): number | bigint {
  const trimmed = text.trim()
  if (!INTEGER.test(trimmed)) {
    throw new ValueError(`invalid literal for int() with base 10: ${stringRepr(text)}`)
  }
  const digits = asciiDigits(trimmed).replace(/_/g, '').replace(/^\+/, '')
  const value = Number(digits)
  return Number.isSafeInteger(value) ? value + 0 : BigInt(digits)
}

/** `float(text)`. @throws {ValueError} not a number */
export function parseFloatText(text: string): number {
  const trimmed = asciiDigits(text)
  const word = WORDS[trimmed.replace(/^[+-]/, '').toLowerCase()]
  if (word !== undefined) return trimmed.startsWith('-') ? -word : word
  if (!FLOAT.test(trimmed)) {
    throw new ValueError(`could not convert string to float: ${stringRepr(text)}`)
  }
  return Number(trimmed.replace(/_/g, ''))
}
