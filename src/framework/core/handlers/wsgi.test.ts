import { beforeEach, expect, test } from 'vitest'
import type { Change } from '../../../trace/kinds.ts'
import { tracing, type Tracer } from '../../../trace/tracer.ts'
import { settings } from '../../conf/index.ts'
import { Http404, HttpResponse, type HttpRequest } from '../../http/index.ts'
import type { HttpResponseBase } from '../../http/response_base.ts'
import { clear_url_caches, path } from '../../urls/index.ts'
import { MiddlewareMixin } from '../../utils/deprecation.ts'
import { setImporter, type Namespace } from '../../utils/module_loading.ts'
import { PermissionDenied } from '../exceptions.ts'
import * as defaults from '../../views/defaults.ts'
import type { GetResponse } from './layer.ts'
import { WSGIHandler } from './wsgi.ts'

const calls: string[] = []

class Outer extends MiddlewareMixin {
  process_request(): void {
    calls.push('outer in')
  }
  process_response(_request: HttpRequest, response: HttpResponseBase): HttpResponseBase {
    calls.push(`outer out ${response.status_code}`)
    response.headers['X-Outer'] = '1'
    return response
  }
  process_exception(): null {
    calls.push('outer process_exception')
    return null
  }
}

const inner = (get_response: GetResponse) => (request: HttpRequest) => {
  calls.push('inner in')
  request['seen'] = true
  if (request.path === '/early/') return new HttpResponse('early')
  const response = get_response(request)
  calls.push(`inner out ${response.status_code}`)
  return response
}

class Hooks {
  readonly get_response: GetResponse
  constructor(get_response: GetResponse) {
    this.get_response = get_response
  }
  __call__(request: HttpRequest): HttpResponseBase {
    return this.get_response(request)
  }
  process_view(): void {
    calls.push('process_view')
  }
  process_exception(_request: HttpRequest, exception: Error): HttpResponse | null {
    calls.push(`process_exception ${exception.message}`)
    return exception.message === 'caught' ? new HttpResponse('rescued') : null
  }
}

const urlpatterns = [
  path('ok/', () => new HttpResponse('ok')),
  path('none/', function none() {
    return null
  }),
  path('missing/', () => {
    throw new Http404('no post')
  }),
  path('denied/', () => {
    throw new PermissionDenied()
  }),
  path('caught/', () => {
    throw new Error('caught')
  }),
  path('broken/', () => {
    throw new Error('broken')
  }),
]

const modules: Record<string, Namespace> = {
  'django.views.defaults': defaults,
  project: { Outer, inner, Hooks },
  urls: { urlpatterns },
}

beforeEach(() => {
  setImporter((name) => modules[name] ?? {})
  settings.configure({
    ROOT_URLCONF: 'urls',
    MIDDLEWARE: ['project.Outer', 'project.inner', 'project.Hooks'],
    ALLOWED_HOSTS: ['*'],
  })
  clear_url_caches()
  calls.length = 0
})

function send(url: string): { status: string; response: HttpResponse } {
  let status = ''
  const environ = {
    REQUEST_METHOD: 'GET',
    PATH_INFO: url,
    SERVER_NAME: 'testserver',
    SERVER_PORT: '80',
    'wsgi.input': new Uint8Array(),
  }
  const response = new WSGIHandler().__call__(environ, (line) => {
    status = line
  })
  return { status, response: response as HttpResponse }
}

test('a request goes through the layers from the top, its response from the bottom', () => {
  const { status, response } = send('/ok/')

  expect(status).toBe('200 OK')
  expect(response.headers['X-Outer']).toBe('1')
  expect(calls).toEqual(['outer in', 'inner in', 'process_view', 'inner out 200', 'outer out 200'])
})

test('a layer that answers itself keeps the rest from being asked', () => {
  expect(send('/early/').response.text).toBe('early')
  expect(calls).toEqual(['outer in', 'inner in', 'outer out 200'])
})

test('an exception of the view is a response before any layer sees it again', () => {
  expect(send('/broken/').status).toBe('500 Internal Server Error')
  expect(calls).toEqual([
    'outer in',
    'inner in',
    'process_view',
    'process_exception broken',
    'outer process_exception',
    'inner out 500',
    'outer out 500',
  ])
})

test('process_exception of the innermost layer may rescue it', () => {
  expect(send('/caught/').response.text).toBe('rescued')
  expect(calls).not.toContain('outer process_exception')
})

test('Django answers 404 and 403 for the exceptions that ask for it', () => {
  expect(send('/missing/').status).toBe('404 Not Found')
  expect(send('/nowhere/').status).toBe('404 Not Found')
  expect(send('/denied/').status).toBe('403 Forbidden')
})

test('with DEBUG the page of a 404 lists the patterns, that of a 500 says what happened', () => {
  settings.configure({ ROOT_URLCONF: 'urls', DEBUG: true, ALLOWED_HOSTS: ['*'] })
  clear_url_caches()

  const notFound = send('/nowhere/').response.text
  expect(notFound).toContain('Django tried these URL patterns, in this order:')
  expect(notFound).toContain('<code>missing/</code>')
  expect(notFound).toContain(
    '<small>&#x27;nowhere/&#x27; does not begin with &#x27;missing/&#x27;</small>',
  )
  expect(send('/missin/').response.text).toContain('Nearest is <code>missing/</code>')

  const broken = send('/none/').response.text
  expect(broken).toContain(
    'The view none didn&#x27;t return an HttpResponse object. It returned None instead.',
  )
  expect(broken).toContain('Write <code>return</code> before the response.')
})

test('MIDDLEWARE that returns nothing is told by name', () => {
  modules['bad'] = { forgot: () => null }
  settings.configure({ ROOT_URLCONF: 'urls', MIDDLEWARE: ['bad.forgot'] })

  expect(() => new WSGIHandler()).toThrow('Middleware factory bad.forgot returned None.')
})

test('the trace shows layers inside one another and what each changed', () => {
  const told: string[] = []
  tracing.tracer = listening(told)

  send('/ok/')
  tracing.tracer = null

  expect(told).toEqual([
    '> handler WSGIHandler',
    '> middleware project.Outer',
    '. middleware.request project.Outer',
    '> middleware project.inner',
    '. middleware.request project.inner seen',
    '> middleware project.Hooks',
    '. middleware.request project.Hooks',
    '> urls.resolve /ok/',
    '. urls.try ok/',
    '< matched',
    '> middleware.hook project.Hooks process_view',
    '<',
    '> view <lambda>',
    '<',
    '. middleware.response project.Hooks',
    '<',
    '. middleware.response project.inner',
    '<',
    ". middleware.response project.Outer headers['X-Outer']",
    '<',
    '<',
  ])
})

/** What may stand in a detail, of all kinds. */
interface AnyDetail {
  readonly path?: string
  readonly name?: string
  readonly route?: string
  readonly hook?: string
  readonly matched?: boolean
  readonly changes?: readonly Change[]
}

/** Writes down the order of things, with the one detail that matters of each. */
function listening(told: string[]): Tracer {
  const name = (detail: AnyDetail) => detail.path ?? detail.name ?? detail.route ?? ''
  let id = 0
  return {
    begin: (kind, detail) => {
      const { hook } = detail as AnyDetail
      told.push(['>', kind, name(detail as AnyDetail), ...(hook ? [hook] : [])].join(' '))
      return id++
    },
    end: (_id, more) => {
      told.push((more as AnyDetail | undefined)?.matched ? '< matched' : '<')
    },
    event: (kind, detail) => {
      const changes = ((detail as AnyDetail).changes ?? []).map((change) => change.name)
      told.push(['.', kind, name(detail as AnyDetail), ...changes].join(' '))
    },
    templatePosition: null,
  }
}
