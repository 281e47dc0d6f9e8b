/**
 * Base 64 as Python's `base64` module reads and writes it, between bytes and text.
 *
 * Python: library/base64
 */
import { Bytes } from './bytes.ts'
import { ValueError } from './exceptions.ts'

const STANDARD = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const VALUES = new Map([...STANDARD].map((char, value) => [char, value]))

export class BinasciiError extends ValueError {
  static readonly __name__ = 'Error'
}

export function encodeBase64(bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i < bytes.length; i += 3) {
    const [a = 0, b, c] = [bytes[i], bytes[i + 1], bytes[i + 2]]
    const bits = (a << 16) | ((b ?? 0) << 8) | (c ?? 0)
    text += STANDARD.charAt(bits >> 18) + STANDARD.charAt((bits >> 12) & 63)
    text += b === undefined ? '=' : STANDARD.charAt((bits >> 6) & 63)
    text += c === undefined ? '=' : STANDARD.charAt(bits & 63)
  }
  return text
}

/** Characters that are no digits are skipped, as Python does. @throws BinasciiError for wrong padding */
export function decodeBase64(text: string): Bytes {
  const bytes: number[] = []
  let bits = 0
  let digits = 0
  let pads = 0
  for (const char of text) {
    if (char === '=') {
      pads += 1
      if (digits % 4 >= 2 && (digits % 4) + pads >= 4) return Bytes.from(bytes) as Bytes
      continue
    }
    const value = VALUES.get(char)
    if (value === undefined) continue
    pads = 0
    bits = ((bits << 6) | value) & 0xffffff
    digits += 1
    if (digits % 4 === 2) bytes.push((bits >> 4) & 255)
    else if (digits % 4 === 3) bytes.push((bits >> 2) & 255)
    else if (digits % 4 === 0) bytes.push(bits & 255)
  }
  if (digits % 4 === 1) {
    throw new BinasciiError(
      `Invalid base64-encoded string: number of data characters (${digits}) cannot be 1 more than a multiple of 4`,
    )
  }
  if (digits % 4 !== 0) throw new BinasciiError('Incorrect padding')
  return Bytes.from(bytes) as Bytes
}

/** The alphabet for URLs (`-_`), without padding. */
export function encodeBase64Url(bytes: Uint8Array): string {
  return encodeBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

/** Padding may be missing. @throws BinasciiError */
export function decodeBase64Url(text: string): Bytes {
  const padded = text + '='.repeat((4 - (text.length % 4)) % 4)
  return decodeBase64(padded.replaceAll('-', '+').replaceAll('_', '/'))
}
