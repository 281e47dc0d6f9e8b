/**
 * Python's `html.parser`: a forgiving scanner that reports tags, text and references, in its own idea of HTML.
 * `strip_tags` and truncation inherit that idea, down to what an unfinished tag at the end means.
 *
 * Python: library/html.parser (as of 3.11)
 * Left out: positions, attributes (nobody here reads them), declarations and comments as events.
 */
import { AssertionError } from './exceptions.ts'
import { unescape } from './html.ts'

const TAG_NAME = /([a-zA-Z][^\t\n\r\f />\x00]*)(?:\s|\/(?!>))*/y
const ATTRIBUTE =
  /((?<=['"\s/])[^\s/>][^\s/=>]*)(\s*=+\s*('[^']*'|"[^"]*"|(?!['"])[^>\s]*))?(?:\s|\/(?!>))*/y
const START_TAG =
  /<[a-zA-Z][^\t\n\r\f />\x00]*(?:[\s/]*(?:(?<=['"\s/])[^\s/>][^\s/=>]*(?:\s*=+\s*(?:'[^']*'|"[^"]*"|(?!['"])[^>\s]*)\s*)?(?:\s|\/(?!>))*)*)?\s*/y
const END_TAG = /<\/\s*([a-zA-Z][-.a-zA-Z0-9:_]*)\s*>/y
const TEXT_ENDS = /[&<]/g
const NUMBER_REFERENCE = /&#(?:[0-9]+|[xX][0-9a-fA-F]+)[^0-9a-fA-F]/y
const NAME_REFERENCE = /&([a-zA-Z][-.a-zA-Z0-9]*)[^a-zA-Z0-9]/y
const HALF_REFERENCE = /&[a-zA-Z#]/y

/** Elements whose content is text whatever stands in it. */
const RAW_TEXT = ['script', 'style']

export class HTMLParser {
  protected rawdata = ''
  /** Source of the start tag that is being reported: `<a href="…">`. */
  protected startTagText = ''
  #rawElement: string | null = null
  readonly #convertReferences: boolean

  /** @param convert_charrefs  references are turned into characters and belong to the text */
  constructor({ convert_charrefs = true }: { convert_charrefs?: boolean } = {}) {
    this.#convertReferences = convert_charrefs
  }

  handle_starttag(_tag: string): void {}
  handle_endtag(_tag: string): void {}
  handle_data(_data: string): void {}
  handle_entityref(_name: string): void {}
  handle_charref(_name: string): void {}
  handle_startendtag(tag: string): void {
    this.handle_starttag(tag)
    this.handle_endtag(tag)
  }

  /** Reports what is certain; an unfinished end waits for more. */
  feed(data: string): void {
    this.rawdata += data
    this.#advance(false)
  }

  /** Reports what is left, as if nothing came after it. */
  close(): void {
    this.#advance(true)
  }

  reset(): void {
    this.rawdata = ''
    this.#rawElement = null
  }

  #text(from: number, to: number): void {
    const text = this.rawdata.slice(from, to)
    this.handle_data(this.#convertReferences && this.#rawElement === null ? unescape(text) : text)
  }

  #advance(isEnd: boolean): void {
    const data = this.rawdata
    let at = 0
    while (at < data.length) {
      const stop = this.#endOfText(at)
      if (stop === null) break
      if (stop > at) this.#text(at, stop)
      at = stop
      if (at === data.length) break
      const next = data.charAt(at) === '<' ? this.#markup(at, isEnd) : this.#reference(at, isEnd)
      if (next.to !== null) at = next.to
      if (next.wait) break
    }
    if (isEnd && at < data.length && this.#rawElement === null) {
      this.#text(at, data.length)
      at = data.length
    }
    this.rawdata = data.slice(at)
  }

  /** Where the text that begins here stops; null: more must come first. */
  #endOfText(at: number): number | null {
    const data = this.rawdata
    if (this.#rawElement !== null) {
      const closing = new RegExp(`</\\s*${this.#rawElement}\\s*>`, 'gi')
      const ends = this.#convertReferences ? closing : new RegExp(`&|${closing.source}`, 'gi')
      return searchFrom(this.#convertReferences ? ends : closing, data, at)
    }
    if (!this.#convertReferences) return searchFrom(TEXT_ENDS, data, at) ?? data.length
    const tag = data.indexOf('<', at)
    if (tag !== -1) return tag
    // a reference may be cut in half at the end
    const amp = data.lastIndexOf('&')
    const isHalf = amp >= Math.max(at, data.length - 34) && !/[\s;]/.test(data.slice(amp))
    return isHalf ? null : data.length
  }

  #markup(at: number, isEnd: boolean): { to: number | null; wait: boolean } {
    const data = this.rawdata
    let to = this.#markupEnd(at)
    if (to === null) return { to: null, wait: true }
    if (to >= 0) return { to, wait: false }
    if (!isEnd) return { to: null, wait: true }
    // never finished: it was text up to the next bracket
    to = data.indexOf('>', at + 1)
    if (to !== -1) to += 1
    else {
      to = data.indexOf('<', at + 1)
      if (to === -1) to = at + 1
    }
    this.#text(at, to)
    return { to, wait: false }
  }

  /** Reports the markup at `at`. Index after it, -1 where it is unfinished, null for a lone `<` at the end. */
  #markupEnd(at: number): number | null {
    const data = this.rawdata
    if (/[a-zA-Z]/.test(data.charAt(at + 1))) return this.#startTag(at)
    if (data.startsWith('</', at)) return this.#endTag(at)
    if (data.startsWith('<!--', at)) return after(/--\s*>/g, data, at + 4)
    if (data.startsWith('<?', at)) return after(/>/g, data, at + 2)
    if (data.startsWith('<![', at)) return markedSection(data, at)
    if (data.startsWith('<!', at)) return after(/>/g, data, at + 2)
    if (at + 1 >= data.length) return null
    this.handle_data('<')
    return at + 1
  }

  #startTag(at: number): number {
    const data = this.rawdata
    const end = endOfStartTag(data, at)
    if (end < 0) return end
    this.startTagText = data.slice(at, end)
    const name = matchAt(TAG_NAME, data, at + 1)
    let position = at + 1 + (name?.[0].length ?? 0)
    while (position < end) {
      const attribute = matchAt(ATTRIBUTE, data, position)
      if (!attribute || attribute[0] === '') break
      position += attribute[0].length
    }
    const tag = (name?.[1] ?? '').toLowerCase()
    const closing = data.slice(position, end).trim()
    if (closing !== '>' && closing !== '/>') this.handle_data(data.slice(at, end))
    else if (closing === '/>') this.handle_startendtag(tag)
    else {
      this.handle_starttag(tag)
      if (RAW_TEXT.includes(tag)) this.#rawElement = tag
    }
    return end
  }

  #endTag(at: number): number {
    const data = this.rawdata
    const end = data.indexOf('>', at + 1) + 1
    if (end === 0) return -1
    const match = matchAt(END_TAG, data, at)
    if (!match) {
      if (this.#rawElement !== null) {
        this.handle_data(data.slice(at, end))
        return end
      }
      const name = matchAt(TAG_NAME, data, at + 2)
      // without a name it is a comment
      if (!name) return end
      this.handle_endtag((name[1] ?? '').toLowerCase())
      return data.indexOf('>', at + 2 + name[0].length) + 1
    }
    const tag = (match[1] ?? '').toLowerCase()
    if (this.#rawElement !== null && tag !== this.#rawElement) {
      this.handle_data(data.slice(at, end))
      return end
    }
    this.handle_endtag(tag)
    this.#rawElement = null
    return end
  }

  #reference(at: number, isEnd: boolean): { to: number | null; wait: boolean } {
    const data = this.rawdata
    const isNumber = data.startsWith('&#', at)
    const match = matchAt(isNumber ? NUMBER_REFERENCE : NAME_REFERENCE, data, at)
    if (match) {
      if (isNumber) this.handle_charref(match[0].slice(2, -1))
      else this.handle_entityref(match[1] ?? '')
      // the character that ended it belongs to it only if it is the semicolon
      const end = at + match[0].length
      return { to: match[0].endsWith(';') ? end : end - 1, wait: false }
    }
    if (isNumber) {
      if (!data.slice(at).includes(';')) return { to: null, wait: true }
      this.handle_data('&#')
      return { to: at + 2, wait: true }
    }
    const half = matchAt(HALF_REFERENCE, data, at)
    if (half) {
      const isAll = isEnd && half[0].length === data.length - at
      return { to: isAll ? at + 1 : null, wait: true }
    }
    if (at + 1 >= data.length) return { to: null, wait: true }
    this.handle_data('&')
    return { to: at + 1, wait: false }
  }
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}

function searchFrom(pattern: RegExp, text: string, at: number): number | null {
  return matchAt(pattern, text, at)?.index ?? null
}

function after(pattern: RegExp, text: string, at: number): number {
  const match = matchAt(pattern, text, at)
  return match ? match.index + match[0].length : -1
}

/** Index after the tag's `>`, before what is no part of it, or -1 where it is unfinished. */
function endOfStartTag(data: string, at: number): number {
  const end = at + (matchAt(START_TAG, data, at)?.[0].length ?? 0)
  const next = data.charAt(end)
  if (next === '>') return end + 1
  if (next === '/') return data.startsWith('/>', end) ? end + 2 : -1
  if (next === '' || /[a-zA-Z=]/.test(next)) return -1
  return end > at ? end : at + 1
}

/** `<![CDATA[…]]>` and Word's `<![if …]>`. @throws AssertionError for any other */
function markedSection(data: string, at: number): number {
  const name = matchAt(/([a-zA-Z][-_.a-zA-Z0-9]*)\s*/y, data, at + 3)
  if (at + 3 === data.length) return -1
  if (!name) throw new AssertionError(`expected name token at '${data.slice(at, at + 20)}'`)
  if (at + 3 + name[0].length === data.length) return -1
  const keyword = (name[1] ?? '').toLowerCase()
  if (['temp', 'cdata', 'ignore', 'include', 'rcdata'].includes(keyword)) {
    return after(/\]\s*\]\s*>/g, data, at + 3)
  }
  if (['if', 'else', 'endif'].includes(keyword)) return after(/\]\s*>/g, data, at + 3)
  throw new AssertionError(
    `unknown status keyword '${data.slice(at + 3, at + 3 + name[0].length)}' in marked section`,
  )
}
