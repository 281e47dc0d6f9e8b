/**
 * Cutting texts to a number of characters or words, HTML too: then only text counts, and open tags are closed.
 * Combining marks do not count as characters; the ellipsis does, in `chars`.
 *
 * Django: Truncator of django/utils/text.py
 */
import { percent_format } from '../../base/python/format.ts'
import { escape } from '../../base/python/html.ts'
import { HTMLParser } from '../../base/python/html_parser.ts'
import { str } from '../../base/python/protocols.ts'
import { isCombining, words } from '../../base/python/strings.ts'
import { toInt } from '../../base/python/int.ts'
import { pgettext } from './translation/index.ts'
import { VOID_ELEMENTS } from './void_elements.ts'

const PLACE = '%(truncated_text)s'

/** The cut text with its ellipsis, or with `truncate` put where its `%(truncated_text)s` says, or behind. */
export function add_truncation_text(text: string, truncate: unknown = null): string {
  const mark =
    truncate === null
      ? pgettext('String to return when truncating text', '%(truncated_text)s…')
      : str(truncate)
  // Django's own mark, which pages use by the thousand
  if (mark.startsWith(PLACE) && !mark.includes('%', 1)) return text + mark.slice(PLACE.length)
  if (mark.includes(PLACE)) return percent_format(mark, { truncated_text: text })
  return text.endsWith(mark) ? text : text + mark
}

/** What remains of `length` once the ellipsis is counted; never less than zero. */
function lengthWithoutMark(length: number, truncate: unknown): number {
  let remaining = length
  for (const char of add_truncation_text('', truncate)) {
    if (isCombining(char)) continue
    remaining -= 1
    if (remaining === 0) break
  }
  return remaining
}

const DONE = Symbol('truncation completed')

/** Copies HTML until the length is used up; what has to be closed is then closed. */
abstract class Truncation extends HTMLParser {
  output = ''
  protected remaining: number
  protected readonly mark: unknown
  readonly #open: string[] = []

  constructor(length: number, mark: unknown) {
    super()
    this.remaining = length
    this.mark = mark
  }

  /** The pieces that count, and how the first `remaining` of them read as HTML. */
  protected abstract split(data: string): { count: number; shown: string }

  override handle_starttag(tag: string): void {
    this.output += this.startTagText
    if (!VOID_ELEMENTS.has(tag)) this.#open.push(tag)
  }

  override handle_endtag(tag: string): void {
    if (VOID_ELEMENTS.has(tag)) return
    this.output += `</${tag}>`
    if (this.#open.at(-1) === tag) this.#open.pop()
  }

  override handle_startendtag(tag: string): void {
    this.handle_starttag(tag)
    if (!VOID_ELEMENTS.has(tag)) this.handle_endtag(tag)
  }

  override handle_data(data: string): void {
    const { count, shown } = this.split(data)
    if (this.remaining < count) {
      this.remaining = 0
      this.output += add_truncation_text(shown, this.mark)
      throw DONE
    }
    this.remaining -= count
    this.output += shown
  }

  /** An unfinished tag or reference at the end is dropped. */
  run(html: string): string {
    try {
      this.feed(html)
    } catch (error) {
      if (error !== DONE) throw error
      for (const tag of this.#open.reverse()) this.output += `</${tag}>`
    }
    return this.output
  }

  /** Ends the copy where it stands. */
  protected stop(): never {
    throw DONE
  }
}

class CharsTruncation extends Truncation {
  #seen = 0
  readonly #length: number

  constructor(length: number, mark: unknown) {
    super(lengthWithoutMark(length, mark), mark)
    this.#length = length
  }

  protected override split(data: string): { count: number; shown: string } {
    const chars = [...data]
    this.#seen += chars.length
    // exactly as long as allowed, and nothing after it: no ellipsis needed
    if (this.#seen === this.#length && this.output.length + data.length === this.rawdata.length) {
      this.output += data
      this.stop()
    }
    return { count: chars.length, shown: escape(chars.slice(0, this.remaining).join('')) }
  }
}

class WordsTruncation extends Truncation {
  protected override split(data: string): { count: number; shown: string } {
    const parts = data.split(/(?<=\S)\s+(?=\S)/)
    return { count: parts.length, shown: escape(parts.slice(0, this.remaining).join(' ')) }
  }
}

/** `new Truncator(text).chars(20)`, `.words(5, null, { html: true })`. */
export class Truncator {
  readonly #text: string

  constructor(text: unknown) {
    this.#text = str(text)
  }

  __str__(): string {
    return this.#text
  }

  /** At most `num` characters, the ellipsis included. @throws ValueError where `num` is no number */
  chars(num: unknown, truncate: unknown = null, { html = false }: { html?: boolean } = {}): string {
    const length = Number(toInt(num))
    if (length <= 0) return ''
    const text = this.#text.normalize('NFC')
    return html ? new CharsTruncation(length, truncate).run(text) : cutChars(text, length, truncate)
  }

  /** At most `num` words; runs of white space become one space. @throws ValueError where `num` is no number */
  words(num: unknown, truncate: unknown = null, { html = false }: { html?: boolean } = {}): string {
    const length = Number(toInt(num))
    if (length <= 0) return ''
    if (html) return new WordsTruncation(length, truncate).run(this.#text)
    const all = words(this.#text)
    const kept = all.slice(0, length).join(' ')
    return all.length > length ? add_truncation_text(kept, truncate) : kept
  }
}

function cutChars(text: string, length: number, truncate: unknown): string {
  if (text.length <= length) return text
  const room = lengthWithoutMark(length, truncate)
  // one unit is one character, and none combines
  if (/^[ -~]*$/.test(text)) return add_truncation_text(text.slice(0, room), truncate)
  let count = 0
  let index = 0
  let end: number | null = null
  for (const char of text) {
    if (!isCombining(char)) {
      count += 1
      if (end === null && count > room) end = index
      if (count > length) return add_truncation_text(text.slice(0, end ?? 0), truncate)
    }
    index += char.length
  }
  return text
}
