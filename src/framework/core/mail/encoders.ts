/**
 * Bytes as mail may carry them: base64 in lines of 76, quoted-printable for bodies, and the encoded words of headers.
 *
 * Django: uses Python's email.quoprimime and email.base64mime
 */
import { encodeBase64 } from '../../../base/python/base64.ts'

const LINE_SIZE = 76

/** `base64.encodebytes`: each line ends with a newline. */
export function base64Lines(bytes: Uint8Array): string {
  return encodeBase64(bytes).replace(/.{1,76}/g, '$&\n')
}

function escaped(byte: number): string {
  return `=${byte.toString(16).toUpperCase().padStart(2, '0')}`
}

/** A body as quoted-printable: lines of at most 76 characters, broken softly with `=` at their end. */
export function quotedPrintable(bytes: Uint8Array): string {
  if (bytes.length === 0) return ''
  const text = Array.from(bytes, (byte) => {
    const isSafe = (byte >= 0x20 && byte <= 0x7e && byte !== 0x3d) || [9, 10, 13].includes(byte)
    return isSafe ? String.fromCharCode(byte) : escaped(byte)
  }).join('')
  return text
    .split(/\r\n|\r|\n/)
    .map(softLines)
    .join('\n')
}

/** Never breaks inside of `=XX`, and never leaves a blank at the end of a line. */
function softLines(line: string): string {
  const pieces: string[] = []
  const last = line.length - 1 - LINE_SIZE
  let start = 0
  while (start <= last) {
    const stop = start + LINE_SIZE - 1
    if (line[stop - 2] === '=') {
      pieces.push(line.slice(start, stop - 1))
      start = stop - 2
    } else if (line[stop - 1] === '=') {
      pieces.push(line.slice(start, stop))
      start = stop - 1
    } else {
      pieces.push(`${line.slice(start, stop)}=`)
      start = stop
    }
  }
  pieces.push(protectBlank(line.slice(start), start - last))
  return pieces.join('\n')
}

/** @param room  characters that are left in the line */
function protectBlank(rest: string, room: number): string {
  const blank = rest.at(-1)
  if (blank !== ' ' && blank !== '\t') return rest
  const code = escaped(blank.charCodeAt(0))
  const tail = room >= 3 ? code : room === 2 ? `${blank}=\n` : `=\n${code}`
  return rest.slice(0, -1) + tail
}

/** How many characters an encoded word's text would have. */
export const wordLengths = {
  b: (bytes: Uint8Array): number => Math.ceil(bytes.length / 3) * 4,
  q: (bytes: Uint8Array): number =>
    Array.from<number, number>(bytes, (byte) => wordByte(byte).length).reduce((a, b) => a + b, 0),
}

/** Text of an encoded word: `=?utf-8?q?…?=`. */
export const words = {
  b: encodeBase64,
  q: (bytes: Uint8Array): string => Array.from(bytes, wordByte).join(''),
}

function wordByte(byte: number): string {
  const char = String.fromCharCode(byte)
  if (char === ' ') return '_'
  return /[-!*+/A-Za-z0-9]/.test(char) ? char : escaped(byte)
}
