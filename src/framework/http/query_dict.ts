/**
 * `request.GET` and `request.POST`: fields with one or more values. They cannot be changed, except a copy.
 *
 * Django: django/http/request.py (QueryDict), ref/request-response#querydict-objects
 */
import { decode, encode } from '../../base/python/bytes.ts'
import { AttributeError, UnicodeDecodeError, ValueError } from '../../base/python/exceptions.ts'
import { str } from '../../base/python/protocols.ts'
import { parse_qsl, quote, quote_plus } from '../../base/python/urllib_parse.ts'
import type { Tuple } from '../../base/python/tuple.ts'
import { settings } from '../conf/index.ts'
import { TooManyFieldsSent } from '../core/exceptions.ts'
import { MultiValueDict } from '../utils/datastructures.ts'

interface QueryDictOptions {
  readonly mutable?: boolean
  readonly encoding?: string | null
}

export class QueryDict extends MultiValueDict {
  _mutable = true
  _encoding: string | null = null

  /** @throws {TooManyFieldsSent}  more than DATA_UPLOAD_MAX_NUMBER_FIELDS */
  constructor(
    query_string: string | Uint8Array | null = '',
    { mutable = false, encoding = null }: QueryDictOptions = {},
  ) {
    super()
    this._encoding = encoding
    const text =
      query_string instanceof Uint8Array
        ? textOf(query_string, this.encoding)
        : str(query_string ?? '')
    if (text !== '') {
      for (const [key, value] of fieldsOf(text, this.encoding)) {
        const list = this._lists.get(key)
        if (list === undefined) this._lists.set(key, [value])
        else list.push(value)
      }
    }
    this._mutable = mutable
  }

  static fromkeys(
    iterable: Iterable<string>,
    value: unknown = '',
    { mutable = false, encoding = null }: QueryDictOptions = {},
  ): QueryDict {
    const made = new QueryDict('', { mutable: true, encoding })
    for (const key of iterable) made.appendlist(key, value)
    made._mutable = mutable
    return made
  }

  get encoding(): string {
    return this._encoding ?? settings.DEFAULT_CHARSET
  }

  set encoding(value: string | null) {
    this._encoding = value
  }

  _assert_mutable(): void {
    if (!this._mutable) {
      const error = new AttributeError('This QueryDict instance is immutable')
      error.teaching = { id: 'http.immutable', hint: 'Change a copy: `request.GET.copy()`.' }
      throw error
    }
  }

  _text(value: unknown): unknown {
    return value instanceof Uint8Array ? decode(value, this.encoding, 'replace') : value
  }

  override __setitem__(key: unknown, value: unknown): void {
    this._assert_mutable()
    super.__setitem__(this._text(key), this._text(value))
  }

  override __delitem__(key: unknown): void {
    this._assert_mutable()
    super.__delitem__(key)
  }

  override setlist(key: unknown, list_: unknown[]): void {
    this._assert_mutable()
    super.setlist(
      this._text(key),
      list_.map((item) => this._text(item)),
    )
  }

  override setlistdefault(key: unknown, default_list: unknown[] | null = null): unknown[] {
    this._assert_mutable()
    return super.setlistdefault(key, default_list)
  }

  override appendlist(key: unknown, value: unknown): void {
    this._assert_mutable()
    super.appendlist(this._text(key), this._text(value))
  }

  override pop(key: unknown, ...fallback: unknown[]): unknown {
    this._assert_mutable()
    return super.pop(key, ...fallback)
  }

  override popitem(): Tuple {
    this._assert_mutable()
    return super.popitem()
  }

  override clear(): void {
    this._assert_mutable()
    super.clear()
  }

  override setdefault(key: unknown, fallback: unknown = null): unknown {
    this._assert_mutable()
    return super.setdefault(this._text(key), this._text(fallback))
  }

  /** A copy that can be changed. */
  override copy(): QueryDict {
    const made = new QueryDict('', { mutable: true, encoding: this.encoding })
    for (const [key, list] of this._lists) made.setlist(key, [...list])
    return made
  }

  __copy__(): QueryDict {
    return this.copy()
  }

  /** @param safe  characters that stay as they are: `'/'` */
  urlencode(safe: string | null = null): string {
    const quoted = (value: unknown) => {
      const bytes = encode(str(value), this.encoding)
      return safe ? quote(bytes, safe) : quote_plus(bytes)
    }
    return Array.from(this._lists, ([key, list]) =>
      list.map((value) => `${quoted(key)}=${quoted(value)}`),
    )
      .flat()
      .join('&')
  }
}

function textOf(query: Uint8Array, encoding: string): string {
  try {
    return decode(query, encoding)
  } catch (error) {
    if (error instanceof UnicodeDecodeError) return decode(query, 'latin-1')
    throw error
  }
}

function fieldsOf(text: string, encoding: string): [string, string][] {
  try {
    return parse_qsl(text, {
      keep_blank_values: true,
      encoding,
      max_num_fields: settings.DATA_UPLOAD_MAX_NUMBER_FIELDS,
    })
  } catch (error) {
    if (!(error instanceof ValueError)) throw error
    throw new TooManyFieldsSent(
      'The number of GET/POST parameters exceeded settings.DATA_UPLOAD_MAX_NUMBER_FIELDS.',
    )
  }
}
