/**
 * `multipart/form-data`: fields and files between boundaries. A part with a file name is a file, one with an empty name
 * is an ordinary field. File names come from strangers: only the last part of a path is kept, nothing unprintable.
 *
 * Django: django/http/multipartparser.py
 * Left out: upload handlers of the project's own.
 */
import { decode, encode } from '../../base/python/bytes.ts'
import { BytesIO } from '../../base/python/bytes_io.ts'
import type { Dict } from '../../base/python/dict.ts'
import { Exception, ValueError } from '../../base/python/exceptions.ts'
import { unescape } from '../../base/python/html.ts'
import { repr, str } from '../../base/python/protocols.ts'
import { settings } from '../conf/index.ts'
import { RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent } from '../core/exceptions.ts'
import { InMemoryUploadedFile, TemporaryUploadedFile } from '../core/files/uploadedfile.ts'
import { MultiValueDict } from '../utils/datastructures.ts'
import { parse_header_parameters } from '../utils/http.ts'
import { QueryDict } from './query_dict.ts'

export class MultiPartParserError extends Exception {}

const MAX_TOTAL_HEADER_SIZE = 1024
const BOUNDARY = /^[ -~]{0,200}[!-~]$/

interface Part {
  /** `raw`: no Content-Disposition. */
  readonly kind: 'raw' | 'field' | 'file'
  /** Header name → value and parameters. */
  readonly headers: ReadonlyMap<string, readonly [string, Readonly<Record<string, string>>]>
  readonly body: Uint8Array
  /** A boundary and more came after it. */
  readonly isComplete: boolean
}

export class MultiPartParser {
  readonly #boundary: Uint8Array
  readonly #encoding: string
  readonly #contentLength: number
  #readBytes = 0

  /** @throws {MultiPartParserError}  no content type, boundary or length that could be used */
  constructor(
    META: Dict,
    private readonly input: Uint8Array,
    encoding: string | null = null,
  ) {
    const type = str(META.get('CONTENT_TYPE', ''))
    if (!type.startsWith('multipart/')) {
      throw new MultiPartParserError(`Invalid Content-Type: ${type}`)
    }
    if (/[^\x00-\x7f]/.test(type)) {
      throw new MultiPartParserError(`Invalid non-ASCII Content-Type in multipart: ${type}`)
    }
    const { boundary } = parse_header_parameters(type)[1]
    if (!boundary || !BOUNDARY.test(boundary)) {
      throw new MultiPartParserError(`Invalid boundary in multipart: ${str(boundary ?? null)}`)
    }
    const length = Number(str(META.get('CONTENT_LENGTH', '0')))
    if (length < 0) throw new MultiPartParserError(`Invalid content length: ${repr(length)}`)
    this.#contentLength = Number.isInteger(length) ? length : 0
    this.#boundary = encode(`--${boundary}`)
    this.#encoding = encoding ?? settings.DEFAULT_CHARSET
  }

  /**
   * @throws {TooManyFieldsSent | TooManyFilesSent | RequestDataTooBig}  more than the settings allow
   * @throws {MultiPartParserError}  broken content
   */
  parse(): [post: QueryDict, files: MultiValueDict] {
    const post = new QueryDict('', { mutable: true, encoding: this.#encoding })
    const files = new MultiValueDict()
    if (this.#contentLength === 0) return [new QueryDict('', { encoding: this.#encoding }), files]
    let fieldCount = 0
    let fileCount = 0
    for (const part of this.#parts()) {
      const most = settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
      if (part.kind !== 'file' && most !== null) {
        fieldCount += 1
        // two more: what stands before the first and after the last boundary
        if (fieldCount > most + 2) {
          throw new TooManyFieldsSent(
            'The number of GET/POST parameters exceeded settings.DATA_UPLOAD_MAX_NUMBER_FIELDS.',
          )
        }
      }
      const disposition = part.headers.get('content-disposition')?.[1]
      const name = disposition?.['name']?.trim()
      if (part.kind === 'raw' || disposition === undefined || name === undefined) continue
      if (part.kind === 'field') post.appendlist(name, this.#fieldText(name, part))
      else {
        fileCount += 1
        const mostFiles = settings.DATA_UPLOAD_MAX_NUMBER_FILES
        if (mostFiles !== null && fileCount > mostFiles) {
          throw new TooManyFilesSent(
            'The number of files exceeded settings.DATA_UPLOAD_MAX_NUMBER_FILES.',
          )
        }
        const fileName = sanitize_file_name(disposition['filename'] ?? '')
        // a file is there when something follows it; one that was cut off is not
        if (fileName !== null && part.isComplete) files.appendlist(name, this.#file(fileName, part))
      }
    }
    post._mutable = false
    return [post, files]
  }

  #fieldText(name: string, part: Part): string {
    let data = part.body
    if (transferEncoding(part) === 'base64') {
      this.#count(data.length)
      data = fromBase64(data) ?? data
    } else this.#count(data.length)
    this.#count(name.length + 2)
    return decode(data, this.#encoding, 'replace')
  }

  #count(bytes: number): void {
    this.#readBytes += bytes
    const most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    if (most !== null && this.#readBytes > most) {
      throw new RequestDataTooBig('Request body exceeded settings.DATA_UPLOAD_MAX_MEMORY_SIZE.')
    }
  }

  #file(fileName: string, part: Part): InMemoryUploadedFile | TemporaryUploadedFile {
    let data: Uint8Array = part.body
    if (transferEncoding(part) === 'base64') {
      const decoded = fromBase64(data)
      if (decoded === null) throw new MultiPartParserError('Could not decode base64 data.')
      data = decoded
    }
    const [type, extra] = part.headers.get('content-type') ?? ['', {}]
    const isSmall = this.#contentLength <= settings.FILE_UPLOAD_MAX_MEMORY_SIZE
    const File = isSmall ? InMemoryUploadedFile : TemporaryUploadedFile
    return new File(new BytesIO(data), fileName, type.trim(), {
      size: data.length,
      charset: extra['charset'] ?? null,
      content_type_extra: Object.fromEntries(
        Object.entries(extra).map(([key, value]) => [key, encode(value)]),
      ),
    })
  }

  /** Everything between boundaries, the preamble included. */
  *#parts(): Generator<Part> {
    let at = 0
    while (at < this.input.length) {
      const found = indexOf(this.input, this.#boundary, at)
      let end = found === -1 ? this.input.length : found
      if (found !== -1 && end > at && this.input[end - 1] === 10) end -= 1
      if (found !== -1 && end > at && this.input[end - 1] === 13) end -= 1
      const next = found === -1 ? this.input.length : found + this.#boundary.length
      yield { ...partOf(this.input.subarray(at, end)), isComplete: next < this.input.length }
      at = next
    }
  }
}

const HEADER_END = encode('\r\n\r\n')

function partOf(bytes: Uint8Array): Omit<Part, 'isComplete'> {
  const end = indexOf(bytes.subarray(0, MAX_TOTAL_HEADER_SIZE), HEADER_END, 0)
  if (end === -1) {
    if (bytes.length >= MAX_TOTAL_HEADER_SIZE) {
      throw new MultiPartParserError('Request max total header size exceeded.')
    }
    return { kind: 'raw', headers: new Map(), body: bytes }
  }
  const headers = new Map<string, readonly [string, Readonly<Record<string, string>>]>()
  let kind: Part['kind'] = 'raw'
  for (const line of splitLines(bytes.subarray(0, end))) {
    const header = headerOf(line)
    if (header === null) continue
    const [name, value, params] = header
    if (name === 'content-disposition') kind = params['filename'] ? 'file' : 'field'
    headers.set(name, [value, params])
  }
  return { kind, headers, body: bytes.subarray(end + HEADER_END.length) }
}

function headerOf(line: Uint8Array): [string, string, Record<string, string>] | null {
  try {
    const [main, params] = parse_header_parameters(decode(line))
    const colon = main.indexOf(':')
    return colon === -1 ? null : [main.slice(0, colon), main.slice(colon + 1), params]
  } catch (error) {
    if (error instanceof ValueError) return null
    throw error
  }
}

function splitLines(bytes: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = []
  const newline = encode('\r\n')
  let at = 0
  for (;;) {
    const found = indexOf(bytes, newline, at)
    lines.push(bytes.subarray(at, found === -1 ? undefined : found))
    if (found === -1) return lines
    at = found + 2
  }
}

function transferEncoding(part: Part): string | null {
  return part.headers.get('content-transfer-encoding')?.[0].trim() ?? null
}

/** Position of `needle` from `from` on; -1 for none. */
function indexOf(bytes: Uint8Array, needle: Uint8Array, from: number): number {
  const [first = 0] = needle
  for (let at = bytes.indexOf(first, from); at !== -1; at = bytes.indexOf(first, at + 1)) {
    if (needle.every((byte, offset) => bytes[at + offset] === byte)) return at
  }
  return -1
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** As Python's `b64decode`: characters outside of the alphabet are passed over. @returns null for wrong padding */
function fromBase64(bytes: Uint8Array): Uint8Array | null {
  const text = decode(bytes, 'latin-1').replace(/[^A-Za-z0-9+/=]/g, '')
  const digits = text.replace(/=.*$/s, '')
  if (digits.length % 4 === 1 || text.length % 4 !== 0) return null
  const out: number[] = []
  let bits = 0
  let count = 0
  for (const digit of digits) {
    bits = ((bits << 6) | ALPHABET.indexOf(digit)) & 0xffffff
    count += 6
    if (count >= 8) {
      count -= 8
      out.push((bits >> count) & 0xff)
    }
  }
  return Uint8Array.from(out)
}

/** @returns null for a name of which nothing is left */
export function sanitize_file_name(file_name: string): string | null {
  const last = unescape(file_name).split('/').pop()?.split('\\').pop() ?? ''
  const printable = last.replace(/[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu, '')
  return ['', '.', '..'].includes(printable) ? null : printable
}
