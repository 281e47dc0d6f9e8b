import { beforeEach, expect, test } from 'vitest'
import { iscoroutinefunction, markcoroutinefunction } from '../../../base/asgiref/sync.ts'
import { installCoroutines } from '../../../base/async/install.ts'
import { loop } from '../../../base/async/loop.ts'
import { coroutine, Task, waitFor, type Steps } from '../../../base/async/task.ts'
import { decode } from '../../../base/python/bytes.ts'
import { getLogger } from '../../../base/python/logging.ts'
import { sleep } from '../../../base/python/asyncio.ts'
import { settings } from '../../conf/index.ts'
import { HttpResponse, StreamingHttpResponse, type HttpRequest } from '../../http/index.ts'
import type { HttpResponseBase } from '../../http/response_base.ts'
import { path, clear_url_caches } from '../../urls/index.ts'
import {
  async_only_middleware,
  sync_and_async_middleware,
  sync_only_middleware,
} from '../../utils/decorators.ts'
import { MiddlewareMixin } from '../../utils/deprecation.ts'
import { setImporter } from '../../utils/module_loading.ts'
import { setPorts } from '../../utils/ports.ts'
import { View } from '../../views/generic/base.ts'
import { ASGIHandler, type Message } from './asgi.ts'
import { installAsyncChain } from './async_chain.ts'
import { WSGIHandler } from './wsgi.ts'

let log: string[] = []
let adapted: string[] = []

/** A function of a learner's that is `async`. */
function asyncFunction<A extends readonly unknown[], T>(steps: (...args: A) => Steps<T>) {
  return markcoroutinefunction(coroutine(steps))
}

type Next = (request: HttpRequest) => HttpResponseBase

const views = {
  later: asyncFunction(function* (_request: HttpRequest) {
    log.push('view')
    yield sleep(0)
    return new HttpResponse('async')
  }),
  now: (_request: HttpRequest) => {
    log.push('view')
    return new HttpResponse('sync')
  },
  boom: asyncFunction(function* (): Steps<HttpResponse> {
    yield sleep(0)
    throw new RangeError('boom')
  }),
  nothing: asyncFunction(function* () {
    yield sleep(0)
  }),
  unawaited: (request: HttpRequest) => views.later(request),
  stream: asyncFunction(function* (): Steps<HttpResponseBase> {
    yield null
    return new StreamingHttpResponse(parts())
  }),
}

async function* parts() {
  yield 'one '
  await Promise.resolve()
  yield 'two'
}

class AsyncView extends View {
  get = asyncFunction(function* (_request: HttpRequest) {
    return (yield sleep(0, new HttpResponse('class'))) as HttpResponse
  })
}
// as a class with `async get()`
Object.assign(AsyncView.prototype, { get: new AsyncView().get })

function around(name: string, get_response: Next) {
  return iscoroutinefunction(get_response)
    ? asyncFunction(function* (request: HttpRequest) {
        log.push(`${name} in`)
        const response = yield get_response(request)
        log.push(`${name} out`)
        return response
      })
    : (request: HttpRequest) => {
        log.push(`${name} in`)
        const response = get_response(request)
        log.push(`${name} out`)
        return response
      }
}

class Mixed extends MiddlewareMixin {
  process_request(): void {
    log.push('mixed in')
  }

  process_response(_request: HttpRequest, response: HttpResponseBase): HttpResponseBase {
    log.push('mixed out')
    return response
  }

  process_exception(_request: HttpRequest, error: Error): HttpResponse {
    return new HttpResponse(`mixed ${error.message}`)
  }
}

const middleware = {
  sync_mw: (get_response: Next) => (request: HttpRequest) => {
    log.push('sync in')
    const response = get_response(request)
    log.push('sync out')
    response.headers['X-Seen'] = String(response.status_code)
    return response
  },
  both: sync_and_async_middleware((get_response: Next) => {
    log.push(iscoroutinefunction(get_response) ? 'both: async' : 'both: sync')
    return around('both', get_response)
  }),
  only: async_only_middleware((get_response: Next) => around('only', get_response)),
  not: sync_only_middleware(
    (get_response: Next) => (request: HttpRequest) => get_response(request),
  ),
  unmarked: (get_response: Next) =>
    asyncFunction(function* (request: HttpRequest) {
      return yield get_response(request)
    }),
  Neither: Object.assign((get_response: Next) => get_response, {
    sync_capable: false,
    async_capable: false,
  }),
  Mixed,
}

beforeEach(() => {
  installCoroutines()
  installAsyncChain()
  log = []
  adapted = []
  let nowUs = 0
  setPorts({ now: () => 0, monotonic: () => (nowUs += 1000) })
  loop.setPorts({ monotonic: () => (nowUs += 1000), after: () => () => undefined })
  setImporter((name) =>
    name === 'm'
      ? middleware
      : {
          urlpatterns: [
            ...Object.entries(views).map(([name_, view]) => path(`${name_}/`, view)),
            path('class/', AsyncView.as_view()),
          ],
        },
  )
})

function configure(...names: string[]): void {
  settings.configure({
    DEBUG: true,
    ROOT_URLCONF: 'u',
    ALLOWED_HOSTS: ['*'],
    SECRET_KEY: 'x',
    MIDDLEWARE: names.map((name) => `m.${name}`),
  })
  clear_url_caches()
  const logger = getLogger('django.request')
  logger.setLevel('DEBUG')
  logger.debug = (message: unknown) => void adapted.push(String(message))
}

interface Got {
  status: number
  headers: Record<string, string>
  bodies: string[]
}

function asgi(url: string, ...names: string[]): Got {
  configure(...names)
  const sent: Message[] = []
  const task = new ASGIHandler().__call__(
    { type: 'http', method: 'GET', path: url, headers: [], query_string: '' },
    receiver(),
    (message) => {
      sent.push(message)
      return sleep(0)
    },
  )
  waitFor(task)
  const [start, ...bodies] = sent
  const pairs = start!['headers'] as [Uint8Array, Uint8Array][]
  return {
    status: start!['status'] as number,
    headers: Object.fromEntries(pairs.map((pair) => pair.map((bytes) => decode(bytes)))),
    bodies: bodies.map(({ body }) => decode(body as Uint8Array)),
  }
}

/** The request has no body, and the client stays. */
function receiver() {
  let asked = 0
  return () =>
    (asked += 1) === 1
      ? sleep(0, { type: 'http.request' })
      : new Task<Message>(
          (function* (): Steps<Message> {
            yield sleep(1000)
            return { type: 'http.disconnect' }
          })(),
        )
}

function wsgi(url: string, ...names: string[]): Got {
  configure(...names)
  let status = 0
  let headers: Record<string, string> = {}
  const environ = { REQUEST_METHOD: 'GET', PATH_INFO: url, SERVER_NAME: 'x', SERVER_PORT: '80' }
  const response = new WSGIHandler().__call__(environ, (line, pairs) => {
    status = Number(line.slice(0, 3))
    headers = Object.fromEntries(pairs)
  })
  const bodies = Array.from(response as unknown as Iterable<Uint8Array>, (part) => decode(part))
  return { status, headers, bodies }
}

test('an async view answers under either server', () => {
  for (const serve of [asgi, wsgi]) {
    expect(serve('/later/')).toMatchObject({ status: 200, bodies: ['async'] })
    expect(serve('/now/')).toMatchObject({ status: 200, bodies: ['sync'] })
    expect(serve('/class/')).toMatchObject({ status: 200, bodies: ['class'] })
  }
})

test('layers of every kind stand around it in order, each called in its own way', () => {
  const order = ['both in', 'sync in', 'only in', 'view', 'only out', 'sync out', 'both out']

  expect(asgi('/later/', 'both', 'sync_mw', 'only').headers['X-Seen']).toBe('200')
  expect(log).toEqual(['both: sync', ...order])
  expect(adapted).toEqual(['Asynchronous handler adapted for middleware m.sync_mw.'])

  log = []
  wsgi('/later/', 'both', 'sync_mw', 'only')
  expect(log).toEqual(['both: sync', ...order])
})

test('the debug log tells which layers had to be adapted', () => {
  wsgi('/later/', 'sync_mw', 'only', 'both', 'Mixed')

  expect(adapted).toEqual([
    'Synchronous handler adapted for middleware m.only.',
    'Asynchronous handler adapted for middleware m.sync_mw.',
  ])
  expect(log).toEqual([
    ...['both: sync', 'sync in', 'only in', 'both in', 'mixed in'],
    ...['view', 'mixed out', 'both out', 'only out', 'sync out'],
  ])
  adapted = []
  asgi('/later/', 'not')
  expect(adapted).toEqual(['Asynchronous handler adapted for middleware m.not.'])
})

test('a class with process_request and process_response is asynchronous where its surroundings are', () => {
  for (const serve of [asgi, wsgi]) {
    log = []
    expect(serve('/later/', 'Mixed').bodies).toEqual(['async'])
    expect(log).toEqual(['mixed in', 'view', 'mixed out'])
    expect(serve('/boom/', 'Mixed').bodies).toEqual(['mixed boom'])
  }
})

test('a coroutine that nobody awaited is named as the mistake', () => {
  for (const serve of [asgi, wsgi]) {
    const { status, bodies } = serve('/unawaited/')
    expect(status).toBe(500)
    expect(bodies[0]).toContain(
      'didn&#x27;t return an HttpResponse object. It returned an unawaited coroutine instead. You may need to add an &#x27;await&#x27; into your view.',
    )
    expect(serve('/nothing/').bodies[0]).toContain('It returned None instead.')
  }
})

test('middleware that says nothing of being async is not awaited', () => {
  expect(wsgi('/later/', 'unmarked').bodies[0]).toContain(
    '&#x27;coroutine&#x27; object has no attribute &#x27;status_code&#x27;',
  )
  expect(() => asgi('/later/', 'unmarked')).toThrow(
    'sync_to_async can only be applied to sync functions.',
  )
  expect(() => asgi('/later/', 'Neither')).toThrow(
    'Middleware m.Neither must have at least one of sync_capable/async_capable set to True.',
  )
})

test('an async generator is sent chunk by chunk', () => {
  configure()
  // its own awaits are the host's: only the host can drive it
  const sent: string[] = []
  const task = new ASGIHandler().__call__(
    { type: 'http', method: 'GET', path: '/stream/', headers: [] },
    receiver(),
    (message) => {
      if (message['type'] === 'http.response.body') sent.push(decode(message['body'] as Uint8Array))
      return sleep(0)
    },
  )

  return new Promise<void>((done) => task.whenSettled(() => done())).then(() =>
    expect(sent).toEqual(['one ', 'two', '']),
  )
})

test('the view is cancelled when the client goes away', () => {
  configure()
  const told: string[] = []
  const slow = asyncFunction(function* (_request: HttpRequest) {
    try {
      yield sleep(100)
      return new HttpResponse('never')
    } finally {
      told.push('cleaned up')
    }
  })
  setImporter(() => ({ urlpatterns: [path('', slow)] }))
  let asked = 0
  const receive = () => sleep<Message>((asked += 1) === 1 ? 0 : 1, { type: MESSAGES[asked - 1] })
  const sent: Message[] = []

  waitFor(
    new ASGIHandler().__call__(
      { type: 'http', method: 'GET', path: '/', headers: [] },
      receive as () => PromiseLike<Message>,
      (message) => sleep(0, sent.push(message)),
    ),
  )

  expect(told).toEqual(['cleaned up'])
  expect(sent).toEqual([])
})

const MESSAGES = ['http.request', 'http.disconnect']

test('only HTTP is handled', () => {
  configure()
  const task = new ASGIHandler().__call__({ type: 'websocket' }, receiver(), () => sleep(0))

  expect(() => waitFor(task)).toThrow(
    'Django can only handle ASGI/HTTP connections, not websocket.',
  )
})
