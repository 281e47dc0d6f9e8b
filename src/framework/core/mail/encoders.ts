/**
 * Bytes as mail may carry them: base64 in lines of 76, and quoted-printable.
 *
 * Django: uses Python's email.quoprimime and email.base64mime
 */
import { encodeBase64 } from '../../../base/python/base64.ts'
import { escapedByte } from '../../../base/python/encoded_words.ts'

const LINE_SIZE = 76

/** `base64.encodebytes`: each line ends with a newline. */
export function base64Lines(bytes: Uint8Array): string {
  return encodeBase64(bytes).replace(/.{1,76}/g, '$&\n')
}

/** A body as quoted-printable: lines of at most 76 characters, broken softly with `=` at their end. */
export function quotedPrintable(bytes: Uint8Array): string {
  if (bytes.length === 0) return ''
  const text = Array.from(bytes, (byte) => {
    const isSafe = (byte >= 0x20 && byte <= 0x7e && byte !== 0x3d) || [9, 10, 13].includes(byte)
    return isSafe ? String.fromCharCode(byte) : escapedByte(byte)
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
  const code = escapedByte(blank.charCodeAt(0))
  const tail = room >= 3 ? code : room === 2 ? `${blank}=\n` : `=\n${code}`
  return rest.slice(0, -1) + tail
}
