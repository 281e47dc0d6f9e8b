/**
 * The server of an ASGI application: makes a scope of a request, and an answer of messages. Between two messages others
 * can be served, so the engine stays awake while a view waits.
 */
import { Future } from '../base/async/future.ts'
import { waitFor } from '../base/async/task.ts'
import { iscoroutinefunction } from '../base/asgiref/sync.ts'
import { callWithKwargs } from '../base/kwargs.ts'
import { Bytes, decode, encode } from '../base/python/bytes.ts'
import { RuntimeError } from '../base/python/exceptions.ts'
import { Tuple } from '../base/python/tuple.ts'
import { settings } from '../framework/conf/index.ts'
import { ASGIHandler, type Message } from '../framework/core/handlers/asgi.ts'
import { get_resolver, type URLResolver } from '../framework/urls/index.ts'
import { import_string } from '../framework/utils/module_loading.ts'
import type { EngineRequest } from '../protocol/exchange.ts'
import { joined, type Answered, type Parts } from './answered.ts'
import type { AsgiExchange, AsgiServer } from './async-code.ts'
import { percentDecoded, splitOnce } from './environ.ts'

/**
 * The project's own application where ASGI_APPLICATION names it, else Django's where a view or a middleware is async.
 * @returns null for a project that WSGI serves as well
 */
export function asgiServer(): AsgiServer | null {
  // Daphne's: Django itself has no such setting
  const name: unknown = 'ASGI_APPLICATION' in settings ? settings['ASGI_APPLICATION'] : null
  const isNamed = typeof name === 'string'
  if (!isNamed && !hasAsyncView() && !settings.MIDDLEWARE.some(isAsyncOnly)) return null
  const application = isNamed ? import_string(name) : new ASGIHandler()
  return { begin: (request) => new Exchange(application, request) }
}

const isAsyncOnly = (path: string) =>
  (import_string(path) as { sync_capable?: boolean }).sync_capable === false

function hasAsyncView(resolver: URLResolver = get_resolver()): boolean {
  return resolver.url_patterns.some((pattern) =>
    'url_patterns' in pattern ? hasAsyncView(pattern) : iscoroutinefunction(pattern.callback),
  )
}

type Step = IteratorResult<Uint8Array>
const OVER: Step = { done: true, value: undefined }

class Exchange implements AsgiExchange {
  readonly answered: Future<Answered>
  readonly #head: Future<Answered>
  #answer: (answered: Answered) => void
  #fail: (reason: unknown) => void
  #response: Answered['response'] | null = null
  #isStreamed = false
  readonly #chunks: Uint8Array[] = []
  /** The reader of a stream waits for a part; the application for somebody to take it. */
  #reader: ((step: Step) => void) | null = null
  #readerFailed: ((reason: unknown) => void) | null = null
  #goOn: (() => void) | null = null
  #isOver = false
  #isGone = false
  #error: unknown = null
  #body: Uint8Array | null
  readonly #gone = Future.withResolvers<Message>()

  constructor(application: unknown, request: EngineRequest) {
    const { promise, resolve, reject } = Future.withResolvers<Answered>()
    this.#head = promise
    this.answered = promise
    this.#answer = resolve
    this.#fail = reject
    this.#body = request.body === null ? new Uint8Array() : new Uint8Array(request.body)
    const task = Future.try(
      () =>
        callWithKwargs(application, [
          scopeOf(request),
          () => this.#receive(),
          (message: Message) => this.#send(message),
        ]) as PromiseLike<unknown>,
    )
    task.whenSettled((outcome) => this.#end(outcome.state === 'rejected' ? outcome.reason : null))
  }

  wait(): Answered {
    return waitFor(this.#head)
  }

  cancel(): void {
    this.#isGone = true
    this.#gone.resolve({ type: 'http.disconnect' })
  }

  #receive(): PromiseLike<Message> {
    const body = this.#body
    this.#body = null
    return body === null
      ? this.#gone.promise
      : Future.resolve({ type: 'http.request', body: new Bytes(body), more_body: false })
  }

  #send(message: Message): PromiseLike<unknown> {
    if (message['type'] === 'http.response.start') {
      const { status, reason = '', headers = [], streaming } = message
      this.#isStreamed = streaming === true
      this.#response = {
        status: status as number,
        reason: reason as string,
        headers: Array.from(headers as Iterable<[Uint8Array, Uint8Array]>, ([name, value]) => [
          decode(name, 'latin-1'),
          decode(value, 'latin-1'),
        ]),
        body: null,
      }
      if (this.#isStreamed) {
        this.#answer({ response: { ...this.#response, isStreamed: true }, parts: this.#parts() })
      }
      return Future.resolve(null)
    }
    const body = (message['body'] ?? new Uint8Array()) as Uint8Array
    const isLast = message['more_body'] !== true
    if (body.length > 0) this.#chunks.push(body)
    if (this.#isStreamed) return isLast ? this.#finish() : this.#handOut()
    return isLast ? this.#finish() : Future.resolve(null)
  }

  #parts(): Parts {
    return {
      next: () => {
        const chunk = this.#chunks.shift()
        if (chunk !== undefined) {
          this.#goOn?.()
          return { done: false, value: chunk }
        }
        if (this.#isOver) {
          if (this.#error !== null) throw this.#error
          return OVER
        }
        return new Future<Step>((resolve, reject) => {
          this.#reader = resolve
          this.#readerFailed = reject
          this.#goOn?.()
        })
      },
      return: () => this.cancel(),
      close: () => this.cancel(),
    }
  }

  /** A part is there. The application goes on when the next one is asked for. */
  #handOut(): PromiseLike<unknown> {
    const reader = this.#reader
    const chunk = reader === null ? undefined : this.#chunks.shift()
    if (reader !== null && chunk !== undefined) {
      this.#reader = null
      reader({ done: false, value: chunk })
    }
    return new Future<null>((resolve) => {
      this.#goOn = () => resolve(null)
    })
  }

  #finish(): PromiseLike<unknown> {
    if (this.#isStreamed) {
      this.#isOver = true
      this.#reader?.(OVER)
    } else if (this.#response !== null) {
      const { status } = this.#response
      const hasBody = status !== 204 && status !== 304
      const body = hasBody ? joined(this.#chunks) : null
      this.#answer({ response: { ...this.#response, body }, parts: null })
    }
    return Future.resolve(null)
  }

  /** The application has returned, whether or not it answered. */
  #end(error: unknown): void {
    this.#isOver = true
    this.#error = error
    if (error === null) this.#reader?.(OVER)
    else this.#readerFailed?.(error)
    if (this.#isGone) this.#answer({ response: CLOSED, parts: null })
    else
      this.#fail(error ?? new RuntimeError('ASGI callable returned without completing response.'))
  }
}

/** Nobody will see it; servers write this into their logs. */
const CLOSED: Answered['response'] = {
  status: 499,
  reason: 'Client Closed Request',
  headers: [],
  body: null,
}

function scopeOf(request: EngineRequest): Record<string, unknown> {
  const [rawPath = '', query = ''] = splitOnce(request.url, '?')
  const host = request.headers.find(({ name }) => name.toLowerCase() === 'host')?.value ?? ''
  const [server = '', port = '80'] = splitOnce(host, ':')
  return {
    type: 'http',
    asgi: { version: '3.0', spec_version: '2.3' },
    http_version: '1.1',
    server: new Tuple<unknown>(server, Number(port)),
    client: new Tuple<unknown>('127.0.0.1', 0),
    scheme: 'http',
    method: request.method,
    root_path: '',
    path: decode(percentDecoded(rawPath), 'utf-8', 'replace'),
    raw_path: encode(rawPath),
    query_string: encode(query),
    headers: request.headers.map(
      ({ name, value }) => new Tuple(encode(name.toLowerCase()), encode(value, 'latin-1')),
    ),
  }
}
