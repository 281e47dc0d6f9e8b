/** Kind `middleware`: single layers around a view that answers what the case says, chains, CSRF, view decorators. */
import { gunzipSync } from 'node:zlib'
import { callWithKwargs } from '../../../src/base/kwargs.ts'
import { Dict } from '../../../src/base/python/dict.ts'
import { outbox } from '../../../src/framework/core/mail/index.ts'
import type { GetResponse } from '../../../src/framework/core/handlers/layer.ts'
import type { HttpRequest } from '../../../src/framework/http/request.ts'
import type { HttpResponseBase } from '../../../src/framework/http/response_base.ts'
import { XFrameOptionsMiddleware } from '../../../src/framework/middleware/clickjacking.ts'
import {
  BrokenLinkEmailsMiddleware,
  CommonMiddleware,
} from '../../../src/framework/middleware/common.ts'
import { CacheMiddleware } from '../../../src/framework/middleware/cache.ts'
import * as csrf from '../../../src/framework/middleware/csrf.ts'
import { GZipMiddleware } from '../../../src/framework/middleware/gzip.ts'
import { ConditionalGetMiddleware } from '../../../src/framework/middleware/http.ts'
import { LocaleMiddleware } from '../../../src/framework/middleware/locale.ts'
import { SecurityMiddleware } from '../../../src/framework/middleware/security.ts'
import * as cacheDecorators from '../../../src/framework/views/decorators/cache.ts'
import * as clickjackingDecorators from '../../../src/framework/views/decorators/clickjacking.ts'
import * as commonDecorators from '../../../src/framework/views/decorators/common.ts'
import * as csrfDecorators from '../../../src/framework/views/decorators/csrf.ts'
import * as httpDecorators from '../../../src/framework/views/decorators/http.ts'
import * as varyDecorators from '../../../src/framework/views/decorators/vary.ts'
import { forgetAll } from '../../../src/framework/core/cache/backends/locmem.ts'
import type { Case } from '../case.ts'
import { advance, prepare } from '../environment.ts'
import type { Replay } from '../kinds.ts'
import {
  buildRequest,
  buildResponse,
  decode,
  encode,
  responseOut,
  textOrBytes,
} from '../requests.ts'
import { withUrlconf, type Entry } from '../urlconf.ts'
import { errorAnswer } from '../values.ts'
import { mailOut } from './util-auth.ts'
import { runMessages, runSession, runSessionMiddleware } from './sessions.ts'

type Json = Readonly<Record<string, unknown>>
type Callable = (...args: unknown[]) => unknown

const MIDDLEWARE: Readonly<Record<string, new (next: GetResponse) => object>> = {
  BrokenLinkEmailsMiddleware,
  CommonMiddleware,
  SecurityMiddleware,
  XFrameOptionsMiddleware,
  ConditionalGetMiddleware,
  GZipMiddleware,
  LocaleMiddleware,
}
const DECORATORS: Readonly<Record<string, Json>> = {
  cache: cacheDecorators,
  clickjacking: clickjackingDecorators,
  common: commonDecorators,
  csrf: csrfDecorators,
  http: httpDecorators,
  vary: varyDecorators,
}

/** The view of a case, and whether it was called. */
function viewOf(raw: Json): { view: Callable; calls: unknown[] } {
  const calls: unknown[] = []
  const view = (request: unknown) => {
    calls.push(request)
    for (const [name, value] of Object.entries((raw['view_sets'] ?? {}) as Json)) {
      ;(request as Record<string, unknown>)[name] = decode(value)
    }
    if (raw['view_raises'] !== undefined) throw decode(raw['view_raises']) as Error
    return buildResponse(raw['response'])
  }
  return { view: Object.assign(view, raw['view_attrs']), calls }
}

function runLayers(names: readonly string[], raw: Json): unknown {
  return withUrlconf((raw['urlconf'] ?? []) as Entry[], raw['converters'] as never, decode, () => {
    const { view, calls } = viewOf(raw)
    let handler = view as unknown as GetResponse
    for (const name of [...names].reverse()) {
      const Middleware = MIDDLEWARE[name]
      if (Middleware === undefined) throw new Error(`no middleware ${name}`)
      const layer = new Middleware(handler)
      handler = (request) => callWithKwargs(layer, [request]) as HttpResponseBase
    }
    const response = handler(buildRequest(raw['request']))
    const given = { response: unpacked(responseOut(response)), view_called: calls.length > 0 }
    return names.includes('BrokenLinkEmailsMiddleware')
      ? { ...given, mail: outbox.map(mailOut) }
      : given
  })
}

/** A compressed body as it was; random bytes make its length differ each time. */
function unpacked(response: Json): Json {
  const headers = response['headers'] as [string, string][]
  const content = response['content'] as { v?: string }
  const isGzip = headers.some(([name, value]) => name === 'Content-Encoding' && value === 'gzip')
  if (!isGzip || content.v === undefined) return response
  return {
    ...response,
    content: { gzip: textOrBytes(gunzipSync(Buffer.from(content.v, 'base64'))) },
    headers: headers.map(([name, value]) => [name, name === 'Content-Length' ? '<n>' : value]),
  }
}

/** One cache for all visits. */
function runCache(raw: Json): unknown {
  let current: { visit: Json; called: boolean } = { visit: {}, called: false }
  const view = () => {
    current.called = true
    return buildResponse(current.visit['response'] ?? raw['response'])
  }
  const { cache_timeout = null, page_timeout = null, ...options } = decode(raw['kwargs']) as Json
  const layer = new CacheMiddleware(
    view,
    cache_timeout as number | null,
    page_timeout as number | null,
    options,
  )
  return (raw['visits'] as Json[]).map((visit) => {
    advance(Number(visit['advance'] ?? 0))
    current = { visit, called: false }
    const response = layer.__call__(buildRequest(visit['request']))
    return { view_called: current.called, response: responseOut(response) }
  })
}

/** Secrets made anew are random: each is written the same way. Known ones stand in the case, bare or masked. */
function masks(raw: Json): (text: string) => string {
  const given = JSON.stringify(raw)
  const unmasked = (given.match(/[a-zA-Z0-9]{64}/g) ?? []).map(csrf._unmask_cipher_token)
  return (text) =>
    text.replace(/(?<=^|=)[a-zA-Z0-9]{32}(?=$|;)/, (secret) =>
      given.includes(secret) || unmasked.includes(secret) ? secret : '<new-secret>',
    )
}

function runCsrf(raw: Json): unknown {
  const reasons: string[] = []
  const spec = (raw['view'] ?? {}) as Json
  const { view: answer, calls } = viewOf(raw)
  const view = (request: HttpRequest) => {
    if (spec['get_token']) csrf.get_token(request)
    if (spec['rotate_token']) csrf.rotate_token(request)
    return answer(request) as HttpResponseBase
  }
  if (spec['csrf_exempt']) Object.assign(view, { csrf_exempt: true })

  class Recording extends csrf.CsrfViewMiddleware {
    override _reject(request: HttpRequest, reason: string): HttpResponseBase | null {
      reasons.push(reason)
      return super._reject(request, reason)
    }
  }

  const request = buildRequest(raw['request'])
  const session = 'session' in raw ? new Dict(decode(raw['session']) as Json) : null
  if (session !== null) request['session'] = session
  const layer = new Recording(view)
  layer.process_request(request)
  const response = layer.process_response(
    request,
    layer.process_view(request, view, [], {}) ?? view(request),
  )
  const hide = masks(raw)
  return {
    status: response.status_code,
    reason: reasons.at(-1) ?? null,
    view_called: calls.length > 0,
    set_cookie: response.cookies.values().map((one) => hide(one.OutputString())),
    vary: response.headers.get('Vary'),
    ...(session === null
      ? {}
      : {
          session: Object.fromEntries(
            session
              .items()
              .map(([name, value]) => [name, typeof value === 'string' ? hide(value) : value]),
          ),
        }),
  }
}

const MARKS = ['csrf_exempt', 'xframe_options_exempt', 'should_append_slash']

function runDecorator(raw: Json): unknown {
  const [, , module = '', name = ''] = (raw['decorator'] as string).split('.')
  const { view, calls } = viewOf(raw)
  let decorator = DECORATORS[module]?.[name] as Callable
  const args = ((raw['args'] ?? []) as unknown[]).map(decode)
  const kwargs = decode(raw['kwargs'] ?? {}) as Json
  if ('args' in raw || 'kwargs' in raw) {
    const given =
      name === 'condition' ? [kwargs['etag_func'], kwargs['last_modified_func'], ...args] : args
    const rest = name === 'condition' || Object.keys(kwargs).length === 0 ? [] : [kwargs]
    decorator = decorator(...given, ...rest) as Callable
  }
  const decorated = decorator(view) as Callable & Json
  const response = callWithKwargs(decorated, [buildRequest(raw['request'])]) as HttpResponseBase &
    Json
  return {
    response: responseOut(response),
    view_called: calls.length > 0,
    ...Object.fromEntries(
      MARKS.filter((mark) => mark in decorated).map((mark) => [mark, decorated[mark]]),
    ),
    ...Object.fromEntries(
      MARKS.filter((mark) => mark in response).map((mark) => [`response_${mark}`, response[mark]]),
    ),
  }
}

function run(op: string, raw: Json): unknown {
  if (op in MIDDLEWARE) return runLayers([op], raw)
  if (op === 'middleware chain') return runLayers(raw['middleware'] as string[], raw)
  if (op === 'CsrfViewMiddleware') {
    return withUrlconf((raw['urlconf'] ?? []) as Entry[], undefined, decode, () => runCsrf(raw))
  }
  if (op === 'view decorator') return runDecorator(raw)
  if (op === 'CacheMiddleware') return runCache(raw)
  if (op === 'SessionMiddleware') return runSessionMiddleware(raw)
  if (op === 'SessionBase') return runSession(raw)
  if (op === 'messages') return runMessages(raw)
  const fn = (csrf as Json)[op.split('.').at(-1) ?? '']
  if (typeof fn !== 'function') throw new Error(`no op ${op}`)
  return encode((fn as Callable)(...((raw['args'] ?? []) as unknown[]).map(decode)))
}

export const replay: Replay = {
  run: (given: Case) => {
    prepare(given, decode)
    forgetAll()
    outbox.length = 0
    try {
      return { value: run(given.op ?? '', (given['input'] ?? {}) as Json) }
    } catch (error) {
      return errorAnswer(error)
    }
  },
}
