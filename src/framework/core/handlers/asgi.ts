/**
 * From an ASGI scope to a request, and from a response to messages. Everything is awaited, so a request that waits keeps
 * nobody else waiting, and can be called off when the client is gone.
 *
 * Django: django/core/handlers/asgi.py, howto/deployment/asgi
 */
import { CancelledError } from '../../../base/async/exceptions.ts'
import { asyncIterator } from '../../../base/async/iterate.ts'
import { outsideCoroutine } from '../../../base/async/state.ts'
import { Task, type Steps } from '../../../base/async/task.ts'
import { Bytes, decode, encode } from '../../../base/python/bytes.ts'
import { BytesIO } from '../../../base/python/bytes_io.ts'
import { Dict } from '../../../base/python/dict.ts'
import { UnicodeDecodeError, ValueError } from '../../../base/python/exceptions.ts'
import { repr, str } from '../../../base/python/protocols.ts'
import { tracing } from '../../../trace/tracer.ts'
import { settings } from '../../conf/index.ts'
import { parse_cookie } from '../../http/cookie.ts'
import { QueryDict } from '../../http/query_dict.ts'
import { HttpRequest } from '../../http/request.ts'
import { HttpResponse, HttpResponseBadRequest, join } from '../../http/response.ts'
import type { HttpResponseBase } from '../../http/response_base.ts'
import { FileResponse } from '../../http/streaming.ts'
import { set_script_prefix, set_urlconf } from '../../urls/index.ts'
import { RequestAborted, RequestDataTooBig } from '../exceptions.ts'
import { request_started } from '../signals.ts'
import { getResponse } from './async_chain.ts'
import type { GetResponseAsync } from './async_part.ts'
import { BaseHandler } from './base.ts'

/** `type`, `method`, `path`, `query_string` (bytes), `headers` (pairs of bytes), `client`, `server`, … */
export type Scope = Readonly<Record<string, unknown>>
export type Message = Readonly<Record<string, unknown>>
/** The next message from the client: a part of the body, or that it is gone. */
export type Receive = () => PromiseLike<Message>
export type Send = (message: Message) => PromiseLike<unknown>

type Pairs = Iterable<readonly [Uint8Array, Uint8Array]>

/** The prefix of every path of this project. */
export function get_script_prefix(scope: Scope): string {
  return settings.FORCE_SCRIPT_NAME ?? str(scope['root_path'] ?? '')
}

export class ASGIRequest extends HttpRequest {
  /** Seconds that the body may take to arrive. */
  static body_receive_timeout = 60
  readonly scope: Scope
  readonly script_name: string

  constructor(scope: Scope, body_file: BytesIO) {
    super()
    this.scope = scope
    this.path = str(scope['path'])
    this.script_name = get_script_prefix(scope)
    const { path, script_name } = this
    this.path_info = path.startsWith(script_name) ? path.slice(script_name.length) : path
    this.method = str(scope['method']).toUpperCase()
    this.META = this.#meta(scope)
    this._set_content_type_params(this.META)
    this._stream = body_file
  }

  #meta(scope: Scope): Dict {
    const query = scope['query_string'] ?? ''
    const meta: Record<string, unknown> = {
      REQUEST_METHOD: this.method,
      QUERY_STRING: query instanceof Uint8Array ? decode(new Bytes(query)) : str(query),
      SCRIPT_NAME: this.script_name,
      PATH_INFO: this.path_info,
      // what was written for WSGI may ask for these
      'wsgi.multithread': true,
      'wsgi.multiprocess': true,
    }
    const client = scope['client'] as readonly [string, number] | null | undefined
    if (client) {
      ;[meta['REMOTE_ADDR'], meta['REMOTE_PORT']] = client
      meta['REMOTE_HOST'] = meta['REMOTE_ADDR']
    }
    const server = scope['server'] as readonly [string, number] | null | undefined
    ;[meta['SERVER_NAME'], meta['SERVER_PORT']] = server
      ? [server[0], str(server[1])]
      : ['unknown', '0']
    for (const [rawName, rawValue] of (scope['headers'] ?? []) as Pairs) {
      this.#addHeader(meta, latin1(rawName).toLowerCase(), latin1(rawValue))
    }
    return new Dict(meta)
  }

  #addHeader(meta: Record<string, unknown>, header: string, sent: string): void {
    const own = header === 'content-length' || header === 'content-type'
    const name = `${own ? '' : 'HTTP_'}${header.toUpperCase().replaceAll('-', '_')}`
    const isCookie = name === 'HTTP_COOKIE'
    const value = isCookie ? sent.replace(/[; ]+$/, '') : sent
    const before = meta[name]
    meta[name] = before === undefined ? value : `${str(before)}${isCookie ? '; ' : ','}${value}`
  }

  override _get_scheme(): string {
    return str(this.scope['scheme'] ?? '') || 'http'
  }

  override _make_get(): QueryDict {
    return new QueryDict(str(this.META.get('QUERY_STRING', '')), { encoding: this._encoding })
  }

  override _make_cookies(): Dict<string> {
    return new Dict(Object.entries(parse_cookie(str(this.META.get('HTTP_COOKIE', '')))))
  }
}

const latin1 = (bytes: Uint8Array) => decode(new Bytes(bytes), 'latin-1')

export class ASGIHandler extends BaseHandler {
  static request_class = ASGIRequest
  /** Bytes that go out in one message. */
  static chunk_size = 2 ** 16

  constructor() {
    super()
    this.load_middleware(true)
  }

  override _get_response_async(request: HttpRequest): PromiseLike<HttpResponseBase> {
    return new Task(getResponse(this, request))
  }

  /** @throws {ValueError} for anything but HTTP */
  __call__(scope: Scope, receive: Receive, send: Send): Task<void> {
    return new Task(this.#serve(scope, receive, send))
  }

  get_response_async(request: HttpRequest): Task<HttpResponseBase> {
    return new Task(this.#response(request))
  }

  *#serve(scope: Scope, receive: Receive, send: Send): Steps<void> {
    if (scope['type'] !== 'http') {
      throw new ValueError(
        `Django can only handle ASGI/HTTP connections, not ${str(scope['type'])}.`,
      )
    }
    const { tracer } = tracing
    const id = tracer?.begin('handler', {
      name: 'ASGIHandler',
      middleware: this.layers.map(({ path, hooks }) => ({ path, hooks })),
      environ: {},
      scope: Object.fromEntries(Object.entries(scope).map(([name, value]) => [name, repr(value)])),
    })
    try {
      yield* this.#handle(scope, receive, send)
    } catch (error) {
      // the client is gone: there is nobody to answer
      if (!(error instanceof RequestAborted) && !(error instanceof CancelledError)) throw error
    } finally {
      if (id !== undefined) tracer?.end(id)
    }
  }

  *#handle(scope: Scope, receive: Receive, send: Send): Steps<void> {
    const body_file = yield* readBody(receive)
    set_script_prefix(get_script_prefix(scope))
    outsideCoroutine(() => request_started.send(ASGIHandler, { scope }))
    const [request, error_response] = this.create_request(scope, body_file)
    if (request === null) {
      yield* this.#send(error_response, send)
      return
    }
    const process = new Task(this.#respond(request, send))
    // whichever comes first: the answer is out, or the client has gone
    const listening = new Task(listenForDisconnect(receive, process))
    try {
      yield process
    } finally {
      listening.cancel()
    }
  }

  *#respond(request: HttpRequest, send: Send): Steps<void> {
    const response = (yield this.get_response_async(request)) as HttpResponseBase
    response._handler_class = ASGIHandler
    if (response instanceof FileResponse) response.block_size = ASGIHandler.chunk_size
    try {
      yield* this.#send(response, send)
    } finally {
      // also where nobody reads the rest
      outsideCoroutine(() => response.close())
    }
  }

  *#response(request: HttpRequest): Steps<HttpResponseBase> {
    set_urlconf(settings.ROOT_URLCONF)
    const chain = this._middleware_chain as GetResponseAsync
    const response = (yield chain(request)) as HttpResponseBase
    return outsideCoroutine(() => this.finish_response(request, response))
  }

  /** @returns the request, or the answer to one that cannot be read */
  create_request(
    scope: Scope,
    body_file: BytesIO,
  ): readonly [ASGIRequest, null] | readonly [null, HttpResponseBase] {
    try {
      return [new ASGIRequest(scope, body_file), null]
    } catch (error) {
      if (error instanceof UnicodeDecodeError) return [null, new HttpResponseBadRequest()]
      if (!(error instanceof RequestDataTooBig)) throw error
      return [null, new HttpResponse('413 Payload too large', { status: 413 })]
    }
  }

  *#send(response: HttpResponseBase, send: Send): Steps<void> {
    const { streaming } = response
    yield send({
      type: 'http.response.start',
      status: response.status_code,
      reason: response.reason_phrase,
      headers: [
        ...response.items().map((pair) => pair.map((text) => encode(text, 'latin-1'))),
        ...response.cookies
          .values()
          .map((morsel) => [encode('Set-Cookie'), encode(morsel.OutputString(), 'latin-1')]),
      ],
      // ours: such a body is read chunk by chunk, any other at once
      streaming,
    })
    if (streaming) yield* this.#stream(response, send)
    else {
      const body = (response as HttpResponse).content
      const size = ASGIHandler.chunk_size
      for (let at = 0; at === 0 || at < body.length; at += size) {
        const isLast = at + size >= body.length
        yield send({
          type: 'http.response.body',
          body: body.subarray(at, at + size),
          more_body: !isLast,
        })
      }
    }
  }

  *#stream(response: HttpResponseBase, send: Send): Steps<void> {
    const iterator = asyncIterator(response)
    let isOver = false
    try {
      for (;;) {
        const { done, value } = (yield iterator.next()) as IteratorResult<Uint8Array>
        if (done === true) break
        yield send({ type: 'http.response.body', body: value, more_body: true })
      }
      isOver = true
    } finally {
      if (!isOver) yield iterator.return?.()
    }
    yield send({ type: 'http.response.body', body: new Uint8Array(), more_body: false })
  }
}

/** @throws {RequestAborted} */
function* readBody(receive: Receive): Steps<BytesIO> {
  const parts: Uint8Array[] = []
  for (;;) {
    const message = (yield receive()) as Message
    if (message['type'] === 'http.disconnect') throw new RequestAborted()
    if (message['body'] instanceof Uint8Array) parts.push(message['body'])
    if (message['more_body'] !== true) return new BytesIO(join(parts))
  }
}

function* listenForDisconnect(receive: Receive, process: { cancel(): boolean }): Steps<void> {
  const message = (yield receive()) as Message
  if (message['type'] === 'http.disconnect') process.cancel()
}
