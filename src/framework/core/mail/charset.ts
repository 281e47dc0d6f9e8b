/**
 * What mail does with a charset: how headers and bodies in it are encoded. Only UTF-8, ASCII and Latin-1 are known.
 *
 * Django: uses Python's email.charset
 */
import { encode, type Bytes } from '../../../base/python/bytes.ts'
import { shorterWay, words, wordLengths } from '../../../base/python/encoded_words.ts'

export type BodyEncoding = 'base64' | 'quoted-printable' | '7or8bit'

/** Characters of `=?…?b?…?=` around charset and text. */
const CHROME_LENGTH = 7

export class Charset {
  readonly name: string
  readonly body: BodyEncoding

  constructor(name: string, body?: BodyEncoding) {
    const lower = name.toLowerCase()
    const aliases: Readonly<Record<string, string>> = {
      'latin-1': 'iso-8859-1',
      latin_1: 'iso-8859-1',
      ascii: 'us-ascii',
      utf8: 'utf-8',
    }
    this.name = aliases[lower] ?? lower
    const byDefault: Readonly<Record<string, BodyEncoding>> = {
      'iso-8859-1': 'quoted-printable',
      'us-ascii': '7or8bit',
    }
    this.body = body ?? byDefault[this.name] ?? 'base64'
  }

  /** False for ASCII: such headers are only folded. */
  get encodesHeaders(): boolean {
    return this.name !== 'us-ascii'
  }

  encode(text: string): Bytes {
    return encode(text, this.name)
  }

  /** UTF-8 takes the shorter of the two ways, Latin-1 stays readable. */
  private wordEncoding(text: string): 'b' | 'q' {
    if (this.name === 'iso-8859-1') return 'q'
    return shorterWay(this.encode(text))
  }

  /**
   * Encoded words, as many as lines are needed.
   * @param lengths  room in the first line, the second, and so on
   * @returns null in the first place where nothing fits into what is left of the first line
   */
  headerLines(text: string, lengths: Iterator<number>): (string | null)[] {
    const kind = this.wordEncoding(text)
    const word = (part: string) => `=?${this.name}?${kind}?${words[kind](this.encode(part))}?=`
    const room = () => Number(lengths.next().value) - this.name.length - CHROME_LENGTH
    const lines: (string | null)[] = []
    let current = ''
    let max = room()
    for (const character of text) {
      if (wordLengths[kind](this.encode(current + character)) <= max) {
        current += character
        continue
      }
      lines.push(lines.length === 0 && current === '' ? null : word(current))
      current = character
      max = room()
    }
    lines.push(word(current))
    return lines
  }
}

export const ASCII: Charset = new Charset('us-ascii')
export const UTF8: Charset = new Charset('utf-8')
