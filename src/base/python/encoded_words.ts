/**
 * Words of a header beyond ASCII: `=?utf-8?b?…?=` in base64, or `=?utf-8?q?…?=` in which letters stay readable.
 *
 * Python: email.charset, email.quoprimime
 */
import { encodeBase64 } from './base64.ts'

/** One byte as `=C3`. */
export function escapedByte(byte: number): string {
  return `=${byte.toString(16).toUpperCase().padStart(2, '0')}`
}

function wordByte(byte: number): string {
  const char = String.fromCharCode(byte)
  if (char === ' ') return '_'
  return /[-!*+/A-Za-z0-9]/.test(char) ? char : escapedByte(byte)
}

/** How many characters an encoded word's text would have. */
export const wordLengths = {
  b: (bytes: Uint8Array): number => Math.ceil(bytes.length / 3) * 4,
  q: (bytes: Uint8Array): number =>
    Array.from<number, number>(bytes, (byte) => wordByte(byte).length).reduce((a, b) => a + b, 0),
}

/** Text of an encoded word. */
export const words = {
  b: encodeBase64,
  q: (bytes: Uint8Array): string => Array.from(bytes, wordByte).join(''),
}

/** The shorter of the two ways. */
export function shorterWay(bytes: Uint8Array): 'b' | 'q' {
  return wordLengths.b(bytes) < wordLengths.q(bytes) ? 'b' : 'q'
}
