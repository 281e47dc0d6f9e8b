/**
 * One header's value, folded into lines of 78 characters: ASCII at commas, semicolons and blanks, everything else as
 * encoded words.
 *
 * Django: uses Python's email.header
 * Left out: values of several charsets.
 */
import { UnicodeEncodeError, ValueError } from '../../../base/python/exceptions.ts'
import { repr } from '../../../base/python/protocols.ts'
import { splitlines } from '../../../base/python/strings.ts'
import { ASCII, Charset, UTF8 } from './charset.ts'

/** Python's email.errors.HeaderParseError. */
export class HeaderParseError extends ValueError {}

const MAX_LENGTH = 78
/** Where a line may end, the better places first; a blank stands before what follows. */
const SPLIT_CHARS = [';', ',', ' ', '\t']

type Part = readonly [blank: string, text: string]

const sizeOf = (parts: readonly Part[], start: number): number =>
  parts.reduce((size, [blank, text]) => size + blank.length + text.length, start)
const textOf = (parts: readonly Part[]): string => parts.map((part) => part.join('')).join('')

/** Collects parts into lines. */
class Folding {
  readonly lines: string[] = []
  private parts: Part[] = []

  /** @param started  characters that the first line has already: the header's name */
  constructor(private started: number) {}

  feed(blank: string, text: string, charset: Charset): void {
    if (!charset.encodesHeaders) {
      this.feedAscii(blank + text)
      return
    }
    const words = charset.headerLines(text, this.rooms())
    const first = words.shift()
    if (first !== null && first !== undefined) this.push(blank, first)
    const last = words.pop()
    if (last === undefined || last === null) return
    this.newline()
    this.parts.push([' ', last])
    for (const word of words) this.lines.push(` ${word ?? ''}`)
  }

  private *rooms(): Generator<number> {
    yield MAX_LENGTH - sizeOf(this.parts, this.started)
    for (;;) yield MAX_LENGTH - 1
  }

  private feedAscii(text: string): void {
    const pieces = text.split(/([ \t]+)/)
    if (pieces[0] === '') pieces.shift()
    else pieces.unshift('')
    for (let i = 0; i + 1 < pieces.length; i += 2) this.push(pieces[i] ?? '', pieces[i + 1] ?? '')
  }

  private push(blank: string, text: string): void {
    this.parts.push([blank, text])
    if (sizeOf(this.parts, this.started) <= MAX_LENGTH) return
    const at = this.splitPoint()
    if (at !== null) {
      const rest = this.parts.splice(at)
      this.lines.push(textOf(this.parts))
      this.parts = rest
      this.started = 0
      return
    }
    // nothing to split at: what is too long gets a line of its own
    const [before, long] = this.parts.pop() ?? ['', '']
    const isAfterName = this.started > 0
    if (isAfterName) this.newline()
    this.parts.push([isAfterName && before === '' ? ' ' : before, long])
  }

  private splitPoint(): number | null {
    for (const char of SPLIT_CHARS) {
      for (let i = this.parts.length - 1; i > 0; i -= 1) {
        const isBlank = char === ' ' || char === '\t'
        if (isBlank && this.parts[i]?.[0].startsWith(char)) return i
        if (this.parts[i - 1]?.[1].endsWith(char)) return i
      }
    }
    return null
  }

  newline(): void {
    const end = this.parts.pop()
    if (end !== undefined && !(end[0] === ' ' && end[1] === '')) this.parts.push(end)
    if (sizeOf(this.parts, this.started) > 0) {
      const text = textOf(this.parts)
      const isBlank = this.started === 0 && text.trim() === ''
      const last = this.lines.length - 1
      if (isBlank && last >= 0) this.lines[last] += text
      else this.lines.push(text)
    }
    this.parts = []
    this.started = 0
  }

  finish(): string {
    this.parts.push([' ', ''])
    this.newline()
    return this.lines.join('\n')
  }
}

/**
 * A value as it stands in a message.
 * @param charset  null: ASCII, or UTF-8 where that does not do
 * @param header_name  its length counts for the first line
 * @throws {HeaderParseError}  a line of it looks like a header of its own
 */
export function encodeHeader(
  text: string,
  charset: string | null = null,
  header_name = '',
): string {
  const used = charsetFor(text, charset)
  const folding = new Folding(header_name === '' ? 0 : header_name.length + 2)
  const [first = '', ...others] = splitlines(text)
  folding.feed('', first, used)
  for (const line of others) {
    folding.newline()
    const rest = line.trimStart()
    if (used.encodesHeaders) folding.feed(' ', ` ${rest}`, used)
    else folding.feed(line.slice(0, line.length - rest.length), rest, used)
  }
  if (others.length > 0) folding.newline()
  const value = folding.finish()
  if (/\n[^ \t]+:/.test(value)) {
    throw new HeaderParseError(`header value appears to contain an embedded header: ${repr(value)}`)
  }
  return value
}

function charsetFor(text: string, name: string | null): Charset {
  const charset = name === null ? ASCII : new Charset(name)
  try {
    charset.encode(text)
    return charset
  } catch (error) {
    if (charset.name !== ASCII.name || !(error instanceof UnicodeEncodeError)) throw error
    return UTF8
  }
}
