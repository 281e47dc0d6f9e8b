/**
 * Answers that are made while they are sent: the iterator is read once, by the server, after all middleware has run.
 *
 * Django: django/http/response.py (StreamingHttpResponse, FileResponse)
 */
import { isAwaitable, outsideCoroutine } from '../../base/async/state.ts'
import type { Bytes } from '../../base/python/bytes.ts'
import { class_name } from '../../base/python/class_name.ts'
import { AttributeError } from '../../base/python/exceptions.ts'
import { getLogger } from '../../base/python/logging.ts'
import { iterate } from '../../base/python/protocols.ts'
import { asyncPart } from '../core/handlers/async_part.ts'
import { content_disposition_header } from '../utils/http.ts'
import { guess_type } from '../utils/mimetypes.ts'
import { join } from './response.ts'
import { HttpResponseBase, type ResponseOptions, withContentType } from './response_base.ts'

export class StreamingHttpResponse extends HttpResponseBase {
  override streaming = true
  /** What gives the chunks is to be awaited. */
  is_async = false
  _iterator: Iterator<unknown> = [][Symbol.iterator]()

  /** @param streaming_content  iterable of texts or bytes */
  constructor(
    streaming_content: unknown = [],
    content_type: ResponseOptions | string | null = null,
    options: ResponseOptions = {},
  ) {
    super(withContentType(content_type, options))
    this.streaming_content = streaming_content
  }

  get content(): Bytes {
    throw new AttributeError(
      `This ${class_name(this.constructor)} instance has no \`content\` attribute. Use \`streaming_content\` instead.`,
    )
  }

  get text(): string {
    throw new AttributeError(
      `This ${class_name(this.constructor)} instance has no \`text\` attribute.`,
    )
  }

  /** Chunks as bytes; what was read is gone. An asynchronous iterator can only be awaited. */
  get streaming_content(): Iterable<Bytes> & AsyncIterable<Bytes> {
    const make = (value: unknown) => this.make_bytes(value)
    const chunks = this.is_async
      ? mappedAsync(this._iterator as unknown as AsyncIterator<unknown>, make)
      : mapped(this._iterator, make)
    return chunks as Iterable<Bytes> & AsyncIterable<Bytes>
  }

  set streaming_content(value: unknown) {
    this._set_streaming_content(value)
  }

  _set_streaming_content(value: unknown): void {
    const hasOwn = typeof value === 'object' && value !== null
    this.is_async = hasOwn && Symbol.asyncIterator in value && !(Symbol.iterator in value)
    this._iterator = this.is_async
      ? ((value as AsyncIterable<unknown>)[Symbol.asyncIterator]() as unknown as Iterator<unknown>)
      : iterate(value)[Symbol.iterator]()
    // what is `close()` for a generator of Python's is `return()` here
    const { close, return: end } = value as { close?: () => void; return?: () => void }
    const closer = close ?? (this.is_async ? undefined : end)
    if (typeof closer === 'function') this._resource_closers.push(() => closer.call(value))
  }

  getvalue(): Bytes {
    return join([...this.streaming_content])
  }

  [Symbol.iterator](): Iterator<Bytes> {
    if (!this.is_async) return this.streaming_content[Symbol.iterator]()
    warn('asynchronous', 'synchronous')
    const all = asyncPart.part?.listOf(this.streaming_content) ?? []
    return (all as Bytes[])[Symbol.iterator]()
  }

  /** What is synchronous is read to its end first: it would keep everybody waiting between two chunks. */
  [Symbol.asyncIterator](): AsyncIterator<Bytes> {
    if (this.is_async) return this.streaming_content[Symbol.asyncIterator]()
    warn('synchronous', 'asynchronous')
    const all = outsideCoroutine(() => [...this.streaming_content])
    return mappedAsync(all[Symbol.iterator](), (chunk) => chunk as Bytes)[Symbol.asyncIterator]()
  }
}

function* mapped<T>(iterator: Iterator<unknown>, make: (value: unknown) => T): Generator<T> {
  for (let next = iterator.next(); !next.done; next = iterator.next()) yield make(next.value)
}

/** @param iterator  each step may be there already or to come */
function mappedAsync<T>(
  iterator: Pick<AsyncIterator<unknown> | Iterator<unknown>, 'next' | 'return'>,
  make: (value: unknown) => T,
): AsyncIterable<T> {
  type Step = IteratorResult<unknown>
  const made = (step: Step) => (step.done === true ? step : { ...step, value: make(step.value) })
  const both = (step: Step | PromiseLike<Step>) =>
    isAwaitable(step) ? step.then(made) : made(step)
  const steps = {
    next: () => both(iterator.next()),
    return: () => iterator.return?.() ?? { done: true, value: undefined },
  }
  return { [Symbol.asyncIterator]: () => steps as unknown as AsyncIterator<T> }
}

/** Python shows its warnings on the console. */
function warn(given: string, wanted: string): void {
  getLogger('py.warnings').warning(
    `StreamingHttpResponse must consume ${given} iterators in order to serve them ${wanted}ly. Use ${wanted === 'synchronous' ? 'a' : 'an'} ${wanted} iterator instead.`,
  )
}

/** What a file answers to; anything with `read` will do. */
interface FileLike {
  read(size?: number): Uint8Array
  seek?(offset: number, whence?: number): number
  seekable?(): boolean
  tell?(): number
  readonly name?: unknown
  close?(): void
}

export interface FileResponseOptions extends ResponseOptions {
  /** True: the browser offers to save it. */
  readonly as_attachment?: boolean
  /** Where the file itself has no name, or should have another. */
  readonly filename?: string
}

/** How a file is packed, as a type of its own, so that browsers do not unpack it. */
const PACKED: Readonly<Record<string, string>> = {
  br: 'application/x-brotli',
  bzip2: 'application/x-bzip',
  compress: 'application/x-compress',
  gzip: 'application/gzip',
  xz: 'application/x-xz',
}

export class FileResponse extends StreamingHttpResponse {
  block_size = 4096
  as_attachment: boolean
  filename: string
  file_to_stream: FileLike | null = null
  _no_explicit_content_type: boolean

  constructor(
    file: unknown = [],
    { as_attachment = false, filename = '', ...options }: FileResponseOptions = {},
  ) {
    super([], options)
    this.as_attachment = as_attachment
    this.filename = filename
    this._no_explicit_content_type = (options.content_type ?? null) === null
    this.streaming_content = file
  }

  override _set_streaming_content(value: unknown): void {
    if (typeof value !== 'object' || value === null || !('read' in value)) {
      this.file_to_stream = null
      super._set_streaming_content(value)
      return
    }
    const file = value as FileLike
    this.file_to_stream = file
    if (file.close !== undefined) this._resource_closers.push(() => file.close?.())
    this.set_headers(file)
    const size = this.block_size
    super._set_streaming_content(
      (function* () {
        for (let chunk = file.read(size); chunk.length > 0; chunk = file.read(size)) yield chunk
      })(),
    )
  }

  /** Length, type and name, as far as the file knows them. */
  set_headers(file: FileLike): void {
    const isSeekable = file.seek !== undefined && (file.seekable?.() ?? true)
    if (isSeekable && file.tell !== undefined) {
      const start = file.tell()
      this.headers.__setitem__('Content-Length', (file.seek?.(0, 2) ?? 0) - start)
      file.seek?.(start)
    }
    const own = typeof file.name === 'string' ? file.name : ''
    const name = (this.filename || own).replace(/^.*\//s, '')
    if (this._no_explicit_content_type) {
      const [type, packed] = name === '' ? [null, null] : guess_type(name)
      const shown = (packed === null ? undefined : PACKED[packed]) ?? type
      this.headers.__setitem__('Content-Type', shown ?? 'application/octet-stream')
    }
    const disposition = content_disposition_header(this.as_attachment, name)
    if (disposition) this.headers.__setitem__('Content-Disposition', disposition)
  }
}
