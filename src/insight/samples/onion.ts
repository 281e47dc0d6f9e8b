/** The way in through the default layers and out again: what each of them changes in a usual request. */
import type { Change, HeaderLine, SpanDetails } from '../../trace/kinds.ts'
import { MIDDLEWARE, type Writer } from './build.ts'

const request = (name: string, after: string): Change => ({
  target: 'request',
  name,
  before: null,
  after,
})
const header = (name: string, after: string): Change => ({
  target: 'response',
  name: `headers['${name}']`,
  before: null,
  after,
})

const CHANGES_IN: readonly (readonly Change[])[] = [
  [],
  [request('session', '<SessionStore>')],
  [],
  [request("META['CSRF_COOKIE']", "'6e1f…'")],
  [request('user', '<SimpleLazyObject: AnonymousUser>')],
  [request('_messages', '<FallbackStorage>')],
  [],
]
const CHANGES_OUT: readonly (readonly Change[])[] = [
  [
    header('X-Content-Type-Options', 'nosniff'),
    header('Referrer-Policy', 'same-origin'),
    header('Cross-Origin-Opener-Policy', 'same-origin'),
  ],
  [header('Vary', 'Cookie')],
  [header('Content-Length', '3120')],
  [{ target: 'response', name: "cookies['csrftoken']", before: null, after: "'6e1f…'" }],
  [],
  [],
  [header('X-Frame-Options', 'DENY')],
]

export interface Request {
  readonly method: string
  readonly url: string
  readonly headers?: readonly HeaderLine[]
  readonly status: number
  readonly reason: string
  readonly responseHeaders?: readonly HeaderLine[]
  readonly body?: string
  readonly middleware?: readonly {
    path: string
    hooks: SpanDetails['handler']['middleware'][number]['hooks']
  }[]
  /** Place of the layer that answers without calling the next one. */
  readonly answeredBy?: number
}

const SENT: readonly HeaderLine[] = [
  { name: 'Host', value: 'localhost:5174', supplied: true },
  { name: 'Accept', value: 'text/html' },
  { name: 'Cookie', value: 'csrftoken=6e1f', supplied: true },
]
const RECEIVED: readonly HeaderLine[] = [
  { name: 'Content-Type', value: 'text/html; charset=utf-8' },
  { name: 'X-Frame-Options', value: 'DENY' },
  { name: 'Content-Length', value: '3120' },
  { name: 'Vary', value: 'Cookie' },
  { name: 'X-Content-Type-Options', value: 'nosniff' },
  { name: 'Referrer-Policy', value: 'same-origin' },
  { name: 'Set-Cookie', value: 'csrftoken=6e1f; Path=/; SameSite=Lax' },
]

/** @param core  what happens inside the innermost layer */
export function exchange(writer: Writer, request_: Request, core: () => void): void {
  const layers = request_.middleware ?? MIDDLEWARE
  const enter = (index: number): void => {
    const layer = layers[index]
    if (layer === undefined) return core()
    const place = { path: layer.path, index }
    writer.span('middleware', { ...place, shape: 'class' }, null, () => {
      const isAnswer = request_.answeredBy === index
      if (!isAnswer) {
        writer.event('middleware.request', {
          ...place,
          changes: CHANGES_IN[defaultPlace(layer.path)] ?? [],
        })
        enter(index + 1)
      }
      writer.event('middleware.response', {
        ...place,
        changes: CHANGES_OUT[defaultPlace(layer.path)] ?? [],
        status: request_.status,
      })
      return isAnswer ? { answeredEarly: true } : {}
    })
  }
  const { method, url, status, reason } = request_
  writer.span('http', { method, url, headers: request_.headers ?? SENT, body: null }, null, () => {
    writer.span(
      'handler',
      {
        name: 'WSGIHandler',
        middleware: layers,
        environ: { REQUEST_METHOD: method, PATH_INFO: url },
      },
      null,
      () => enter(0),
    )
    const text = request_.body ?? '<!doctype html>…'
    return {
      status,
      reason,
      responseHeaders: request_.responseHeaders ?? RECEIVED,
      responseBody: { sizeBytes: 3120, text },
    }
  })
}

const defaultPlace = (path: string): number => MIDDLEWARE.findIndex((layer) => layer.path === path)

export function csrfLooks(
  writer: Writer,
  decision: 'accepted' | 'not needed' | 'rejected',
  reason: string,
): void {
  const place = { path: MIDDLEWARE[3]?.path as string, index: 3 }
  writer.span('middleware.hook', { ...place, hook: 'process_view' }, null, () => {
    writer.event('csrf', { decision, reason })
    return { answered: decision === 'rejected' }
  })
}

function whyNot(route: string, rest: string): string {
  if (route === '') return `it matches the beginning, but '${rest}' is left over`
  return route.startsWith('<int')
    ? `'${rest}' is no int`
    : `'${rest}' does not begin with 'category/'`
}

/** The patterns of the blog, up to the one that fits. */
export function resolve(
  writer: Writer,
  path: string,
  found: { route: string; view: string; name: string; kwargs?: Record<string, string> } | null,
): void {
  const tried = (route: string, depth: number, matched: boolean, why: string | null) =>
    writer.event(
      'urls.try',
      {
        route,
        ...(depth === 0 ? {} : { prefix: 'blog/' }),
        shape: depth === 0 ? 'include' : 'path',
        depth,
        matched,
        why,
        captured: matched && depth > 0 ? (found?.kwargs ?? {}) : {},
      },
      depth === 0 ? 'config/urls.ts:6' : 'blog/urls.ts:7',
    )
  writer.span('urls.resolve', { path, urlconf: 'config.urls' }, null, () => {
    tried('admin/', 0, false, "it begins with 'blog/'")
    tried('blog/', 0, true, null)
    for (const route of ['', 'category/<slug:slug>/', '<int:pk>/']) {
      const isMatch = found?.route === `blog/${route}`
      const why = isMatch ? null : whyNot(route, path.slice('blog/'.length))
      tried(route, 1, isMatch, why)
      if (isMatch) break
    }
    if (found === null) {
      writer.event('exception.raised', {
        className: 'Resolver404',
        message: '',
        frames: [],
        hint: null,
      })
      return { matched: false }
    }
    return {
      matched: true,
      route: found.route,
      view: found.view,
      urlName: found.name,
      namespaces: ['blog'],
      args: [],
      kwargs: found.kwargs ?? {},
    }
  })
}
