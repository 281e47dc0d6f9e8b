/**
 * One mailbox, `"Ada L." <ada@example.com>`, taken apart by the grammar of RFC 5322.
 *
 * Django: uses Python's email.headerregistry, email.utils
 * Left out: address literals (`[127.0.0.1]`) and routes.
 */
import { HeaderParseError } from './header.ts'

export interface Mailbox {
  readonly display_name: string
  readonly local_part: string
  /** Empty where there is no `@`. */
  readonly domain: string
}

const SPECIALS = '()<>@,:;.\\"[]'
const ATOM_ENDS = `${SPECIALS} \t`
const isAtomChar = (char: string | undefined): boolean =>
  char !== undefined && !ATOM_ENDS.includes(char)
/** What ends a display name or a local part. */
const PHRASE_ENDS = ')<>@,:;\\[]'

class Reader {
  at = 0

  constructor(readonly text: string) {}

  get next(): string | undefined {
    return this.text[this.at]
  }

  /** @throws {HeaderParseError}  something else stands there */
  expect(char: string): void {
    if (this.next !== char) throw new HeaderParseError(`expected '${char}'`)
    this.at += 1
  }

  /** Blanks and comments. @returns a blank if there were any */
  skip(): string {
    const start = this.at
    for (;;) {
      if (this.next === ' ' || this.next === '\t') this.at += 1
      else if (this.next === '(') this.comment()
      else return this.at > start ? ' ' : ''
    }
  }

  private comment(): void {
    let depth = 0
    do {
      if (this.next === undefined) throw new HeaderParseError('end of header inside comment')
      if (this.next === '(') depth += 1
      if (this.next === ')') depth -= 1
      this.at += this.next === '\\' ? 2 : 1
    } while (depth > 0)
  }

  atom(): string {
    const start = this.at
    while (isAtomChar(this.next)) this.at += 1
    if (start === this.at) throw new HeaderParseError(`expected atom but found '${this.rest}'`)
    return this.text.slice(start, this.at)
  }

  /** Atoms with dots between, blanks around. */
  dotAtom(): string {
    this.skip()
    let text = this.atom()
    while (this.next === '.') {
      this.at += 1
      text += `.${this.atom()}`
    }
    this.skip()
    return text
  }

  quoted(): string {
    this.at += 1
    let text = ''
    while (this.next !== '"') {
      if (this.next === undefined) return text
      if (this.next === '\\') this.at += 1
      text += this.next ?? ''
      this.at += 1
    }
    this.at += 1
    return text
  }

  get rest(): string {
    return this.text.slice(this.at)
  }
}

/** Words up to `<`, with one blank where there were any. */
function displayName(reader: Reader): string {
  let name = ''
  let first = true
  while (reader.next !== undefined && !PHRASE_ENDS.includes(reader.next)) {
    const blank = reader.skip()
    if (!first || blank === '') name += blank
    first = false
    if (reader.next === undefined || PHRASE_ENDS.includes(reader.next)) break
    if (reader.next === '"') name += reader.quoted()
    else if (reader.next === '.') {
      name += '.'
      reader.at += 1
    } else name += reader.atom()
  }
  return name.trimEnd()
}

function localPart(reader: Reader): string {
  reader.skip()
  if (reader.next === undefined) throw new HeaderParseError('expected local-part')
  let text = ''
  while (reader.next !== undefined && !PHRASE_ENDS.includes(reader.next)) {
    if (reader.next === '"') text += reader.quoted()
    else if (reader.next === '.') {
      text += '.'
      reader.at += 1
    } else if (reader.skip() === '') text += reader.atom()
    else if (isAtomChar(reader.next)) text += ' '
  }
  if (text === '') throw new HeaderParseError('expected local-part')
  return text.trimEnd()
}

function addrSpec(reader: Reader): Omit<Mailbox, 'display_name'> {
  const local_part = localPart(reader)
  if (reader.next !== '@') return { local_part, domain: '' }
  reader.at += 1
  const domain = reader.dotAtom()
  if (reader.next === '@') throw new HeaderParseError('Invalid Domain')
  return { local_part, domain }
}

function nameAddr(reader: Reader): Mailbox {
  reader.skip()
  const isBare = reader.next === '<'
  if (!isBare && (reader.next === undefined || PHRASE_ENDS.includes(reader.next))) {
    throw new HeaderParseError('expected name-addr')
  }
  const display_name = isBare ? '' : displayName(reader)
  reader.expect('<')
  const spec = addrSpec(reader)
  if (reader.next === '>') reader.at += 1
  reader.skip()
  return { display_name, ...spec }
}

/**
 * The first mailbox of a text, and what follows it.
 * @throws {HeaderParseError}
 */
export function parseMailbox(
  text: string,
): readonly [mailbox: Mailbox, token: string, rest: string] {
  let reader = new Reader(text)
  let mailbox: Mailbox
  try {
    mailbox = nameAddr(reader)
  } catch (error) {
    if (!(error instanceof HeaderParseError)) throw error
    reader = new Reader(text)
    mailbox = { display_name: '', ...addrSpec(reader) }
  }
  return [mailbox, text.slice(0, reader.at), reader.rest]
}

/** Cuts at commas that are not inside quotes, brackets or comments. */
function splitAddresses(text: string): string[] {
  const parts = text.match(/(?:"(?:[^"\\]|\\.)*"|<[^>]*>|\([^)]*\)|[^,])+/g)
  return parts ?? []
}

/** `email.utils.getaddresses`: name and address of each; two empty texts where one cannot be read. */
export function getaddresses(text: string): [name: string, address: string][] {
  return splitAddresses(text).map((part) => {
    try {
      const [{ display_name, local_part, domain }, , rest] = parseMailbox(part.trim())
      if (rest.trim() !== '') return ['', '']
      return [display_name, domain === '' ? local_part : `${local_part}@${domain}`]
    } catch (error) {
      if (!(error instanceof HeaderParseError)) throw error
      return ['', '']
    }
  })
}

/** The address as it is written, its local part in quotes where it needs them. */
export function addrSpecText(local_part: string, domain: string): string {
  const needsQuotes = [...local_part].some((char) => ATOM_ENDS.includes(char) && char !== '.')
  const local = needsQuotes ? `"${local_part.replace(/[\\"]/g, '\\$&')}"` : local_part
  if (domain !== '') return `${local}@${domain}`
  return local === '' ? '<>' : local
}

/** `email.utils.formataddr`: `name <address>`, the name in quotes where it needs them. */
export function formataddr(name: string, address: string): string {
  if (name === '') return address
  const quotes = /[\][\\()<>@,:;".]/.test(name) ? '"' : ''
  return `${quotes}${name.replace(/[\\"]/g, '\\$&')}${quotes} <${address}>`
}
