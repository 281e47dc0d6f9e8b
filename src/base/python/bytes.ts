/**
 * Python's bytes: a Uint8Array that prints as `b'…'`. Text becomes bytes and back by the codecs that Django uses:
 * UTF-8, ASCII and Latin-1.
 */
import { decodeCharset, encodeCharset } from './charsets.ts'
import { UnicodeDecodeError, UnicodeEncodeError } from './exceptions.ts'
import { bytesRepr } from './protocols.ts'

export class Bytes extends Uint8Array<ArrayBuffer> {
  /** As Uint8Array's: a length, values, or a part of a buffer. */
  constructor(
    source: number | Iterable<number> | ArrayLike<number> | ArrayBufferLike = 0,
    byteOffset?: number,
    length?: number,
  ) {
    super(source as ArrayBuffer, byteOffset, length)
  }

  /** The characters' codes, one byte each: `Bytes.latin1('\xff')`. */
  static latin1(text: string): Bytes {
    const bytes = new Bytes(text.length)
    for (let i = 0; i < text.length; i += 1) bytes[i] = text.charCodeAt(i)
    return bytes
  }

  static fromhex(hex: string): Bytes {
    return Bytes.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16)) as Bytes
  }

  /** @throws UnicodeDecodeError with `errors = 'strict'` */
  decode(encoding = 'utf-8', errors = 'strict'): string {
    return decode(this, encoding, errors)
  }

  hex(): string {
    return Array.from(this, (byte) => byte.toString(16).padStart(2, '0')).join('')
  }

  __repr__(): string {
    return bytesRepr(this)
  }

  __str__(): string {
    return bytesRepr(this)
  }

  override toString(): string {
    return bytesRepr(this)
  }
}

const UTF8 = new TextEncoder()
// ignoreBOM means "keep the BOM": Python's utf-8 codec keeps it too
const STRICT_UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

type Codec = 'utf-8' | 'ascii' | 'latin-1'
const CODECS: Record<string, Codec> = {
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  ascii: 'ascii',
  'us-ascii': 'ascii',
  'latin-1': 'latin-1',
  latin1: 'latin-1',
  'iso-8859-1': 'latin-1',
  'iso8859-1': 'latin-1',
}

/** null for the rarer ones, which charsets.ts knows. */
function codec(encoding: string): Codec | null {
  return CODECS[encoding] ?? CODECS[encoding.toLowerCase().replaceAll('_', '-')] ?? null
}

/** `text.encode(encoding, errors)`; `errors`: strict, ignore, replace. */
export function encode(text: string, encoding = 'utf-8', errors = 'strict'): Bytes {
  const name = codec(encoding)
  if (name === null) return Bytes.from(encodeCharset(text, encoding, errors)) as Bytes
  if (name === 'utf-8') {
    const { buffer, byteOffset, byteLength } = UTF8.encode(text)
    return new Bytes(buffer, byteOffset, byteLength)
  }
  const limit = name === 'ascii' ? 0x80 : 0x100
  const all = codesBelow(text, limit)
  if (all !== null) return all
  const codes: number[] = []
  let position = 0
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0
    if (code < limit) codes.push(code)
    else if (errors === 'replace') codes.push(0x3f)
    else if (errors !== 'ignore') {
      const shown =
        code < 0x100 ? `\\x${code.toString(16)}` : `\\u${code.toString(16).padStart(4, '0')}`
      throw new UnicodeEncodeError(
        `'${name}' codec can't encode character '${shown}' in position ${position}: ordinal not in range(${limit})`,
      )
    }
    position += 1
  }
  return Bytes.from(codes) as Bytes
}

/** null where a character has no byte. */
function codesBelow(text: string, limit: number): Bytes | null {
  const bytes = new Bytes(text.length)
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i)
    if (code >= limit) return null
    bytes[i] = code
  }
  return bytes
}

/** `bytes.decode(encoding, errors)`; `errors`: strict, ignore, replace. */
export function decode(bytes: Uint8Array, encoding = 'utf-8', errors = 'strict'): string {
  const name = codec(encoding)
  if (name === null) return decodeCharset(bytes, encoding, errors)
  if (name === 'utf-8') return decodeUtf8(bytes, errors)
  const limit = name === 'ascii' ? 0x80 : 0x100
  let text = ''
  for (const [position, byte] of bytes.entries()) {
    if (byte < limit) text += String.fromCharCode(byte)
    else if (errors === 'replace') text += '\ufffd'
    else if (errors !== 'ignore') {
      throw new UnicodeDecodeError(
        `'ascii' codec can't decode byte 0x${byte.toString(16)} in position ${position}: ordinal not in range(128)`,
      )
    }
  }
  return text
}

function decodeUtf8(bytes: Uint8Array, errors: string): string {
  try {
    return STRICT_UTF8.decode(bytes)
  } catch {
    if (errors === 'replace') return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
    const bad = firstInvalid(bytes)
    if (errors === 'ignore') {
      const before = decodeUtf8(bytes.subarray(0, bad.start), errors)
      return before + decodeUtf8(bytes.subarray(bad.end), errors)
    }
    const byte = (bytes[bad.start] ?? 0).toString(16).padStart(2, '0')
    throw decodeError(
      `'utf-8' codec can't decode byte 0x${byte} in position ${bad.start}: ${bad.reason}`,
      bad,
    )
  }
}

function decodeError(message: string, at: { start: number; end: number }): UnicodeDecodeError {
  const error = new UnicodeDecodeError(message)
  error.start = at.start
  error.end = at.end
  return error
}

/** Where the first ill-formed sequence lies: `[start, end)`, split as CPython splits it. */
function firstInvalid(bytes: Uint8Array): { start: number; end: number; reason: string } {
  let i = 0
  while (i < bytes.length) {
    const lead = bytes[i] ?? 0
    const size =
      lead < 0x80
        ? 1
        : lead >= 0xc2 && lead < 0xe0
          ? 2
          : lead >= 0xe0 && lead < 0xf0
            ? 3
            : lead >= 0xf0 && lead < 0xf5
              ? 4
              : 0
    if (size === 0) return { start: i, end: i + 1, reason: 'invalid start byte' }
    for (let k = 1; k < size; k += 1) {
      const next = bytes[i + k]
      if (next === undefined)
        return { start: i, end: bytes.length, reason: 'unexpected end of data' }
      if (!continues(lead, k, next))
        return { start: i, end: i + k, reason: 'invalid continuation byte' }
    }
    i += size
  }
  return { start: bytes.length, end: bytes.length, reason: 'unexpected end of data' }
}

/** The second byte has tighter bounds after E0, ED, F0 and F4 (no overlong forms, no surrogates, ≤ U+10FFFF). */
function continues(lead: number, k: number, byte: number): boolean {
  if (k === 1 && lead === 0xe0) return byte >= 0xa0 && byte < 0xc0
  if (k === 1 && lead === 0xed) return byte >= 0x80 && byte < 0xa0
  if (k === 1 && lead === 0xf0) return byte >= 0x90 && byte < 0xc0
  if (k === 1 && lead === 0xf4) return byte >= 0x80 && byte < 0x90
  return byte >= 0x80 && byte < 0xc0
}
