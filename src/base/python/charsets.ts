/**
 * The encodings beyond UTF-8, ASCII and Latin-1, through the host's TextDecoder: single-byte charsets both ways (their
 * tables are read off the decoder), UTF-16 with its byte order mark.
 *
 * Python: library/codecs#standard-encodings
 */
import { LookupError, UnicodeDecodeError, UnicodeEncodeError } from './exceptions.ts'

/** Python's other names for what the web's labels name. */
function labelOf(encoding: string): string {
  const name = encoding.toLowerCase().replaceAll('_', '-')
  return name.replace(/^cp(125\d)$/, 'windows-$1').replace(/^iso(8859-\d+)$/, 'iso-$1')
}

interface Charset {
  /** Byte → character; undefined for a byte that means nothing. */
  readonly characters: readonly (string | undefined)[]
  readonly bytes: ReadonlyMap<string, number>
}

const known = new Map<string, Charset | 'utf-16'>()

/** @throws {LookupError} the host does not know it, or it is no charset of single bytes */
function charsetOf(encoding: string): Charset | 'utf-16' {
  const label = labelOf(encoding)
  const cached = known.get(label)
  if (cached) return cached
  const made = /^utf-?16(?:-?le)?$/.test(label) ? 'utf-16' : readCharset(label, encoding)
  known.set(label, made)
  return made
}

/** 0x80 to 0x9f of windows-1252, which some versions of Node's decoder take for Latin-1; a blank means nothing. */
const WINDOWS_1252 = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ'

function readCharset(label: string, encoding: string): Charset {
  const characters = Array.from({ length: 256 }, (_, byte) => {
    const known = label === 'windows-1252' ? WINDOWS_1252[byte - 0x80] : undefined
    if (known !== undefined) return known === ' ' ? undefined : known
    return decodeByte(label, byte, encoding)
  })
  const bytes = new Map<string, number>()
  characters.forEach((char, byte) => {
    if (char !== undefined) bytes.set(char, byte)
  })
  return { characters, bytes }
}

function decodeByte(label: string, byte: number, encoding: string): string | undefined {
  let decoder: TextDecoder
  try {
    decoder = new TextDecoder(label, { fatal: true })
  } catch {
    throw new LookupError(`unknown encoding: ${encoding}`)
  }
  try {
    const char = decoder.decode(new Uint8Array([byte]))
    // the web reads unassigned bytes of these charsets as controls, Python refuses them
    return byte >= 0x80 && char.charCodeAt(0) === byte && byte < 0xa0 ? undefined : char
  } catch {
    return undefined
  }
}

/** Bytes of a text. @param errors  strict, ignore, replace */
export function encodeCharset(text: string, encoding: string, errors: string): number[] {
  const charset = charsetOf(encoding)
  if (charset === 'utf-16') return utf16(text, !/le$/i.test(encoding))
  const codes: number[] = []
  for (const char of text) {
    const byte = charset.bytes.get(char)
    if (byte !== undefined) codes.push(byte)
    else if (errors === 'replace') codes.push(0x3f)
    else if (errors !== 'ignore') {
      throw new UnicodeEncodeError(
        `'charmap' codec can't encode character in position ${codes.length}: character maps to <undefined>`,
      )
    }
  }
  return codes
}

/** Little-endian, as on every machine that Django is developed on. */
function utf16(text: string, withMark: boolean): number[] {
  const units = Array.from({ length: text.length }, (_, index) => text.charCodeAt(index))
  return (withMark ? [0xfeff, ...units] : units).flatMap((unit) => [unit & 0xff, unit >> 8])
}

/** Text of bytes. @param errors  strict, ignore, replace */
export function decodeCharset(bytes: Uint8Array, encoding: string, errors: string): string {
  const charset = charsetOf(encoding)
  if (charset === 'utf-16') return new TextDecoder('utf-16le').decode(bytes)
  return Array.from(bytes, (byte, position) => {
    const char = charset.characters[byte]
    if (char !== undefined) return char
    if (errors === 'replace') return '\ufffd'
    if (errors === 'ignore') return ''
    throw new UnicodeDecodeError(
      `'charmap' codec can't decode byte 0x${byte.toString(16)} in position ${position}: character maps to <undefined>`,
    )
  }).join('')
}
