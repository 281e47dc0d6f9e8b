/** Requests that turn round: a lid that answers, a refused token, a missing page, a view that raises, one stopped. */
import type { Trace } from '../../trace/model.ts'
import { MIDDLEWARE, writeTrace } from './build.ts'
import { csrfLooks, exchange, resolve } from './onion.ts'

const DETAIL = {
  route: 'blog/<int:pk>/',
  view: 'blog.views.post_detail',
  name: 'post_detail',
  kwargs: { pk: '7' },
}

/** SecurityMiddleware sends http to https: nothing inside it is reached. */
export const earlyRedirect = (): Trace =>
  writeTrace('early', (writer) =>
    exchange(
      writer,
      {
        method: 'GET',
        url: '/blog/',
        status: 301,
        reason: 'Moved Permanently',
        responseHeaders: [{ name: 'Location', value: 'https://localhost/blog/' }],
        answeredBy: 0,
      },
      () => {},
    ),
  )

/** The site cache has the page: the innermost lid answers. */
export const cacheHit = (): Trace => {
  const middleware = [
    { path: 'django.middleware.cache.UpdateCacheMiddleware', hooks: ['process_response'] as const },
    ...MIDDLEWARE.slice(0, 5),
    {
      path: 'django.middleware.cache.FetchFromCacheMiddleware',
      hooks: ['process_request'] as const,
    },
  ]
  return writeTrace('cached', (writer) =>
    writer.span('http', { method: 'GET', url: '/blog/', headers: [], body: null }, null, () => {
      writer.span('handler', { name: 'WSGIHandler', middleware, environ: {} }, null, () => {
        const enter = (index: number): void => {
          const place = { path: middleware[index]?.path as string, index }
          const isLast = index === middleware.length - 1
          writer.span('middleware', { ...place, shape: 'class' }, null, () => {
            if (isLast) {
              writer.event('cache', {
                op: 'get',
                key: 'views.decorators.cache.cache_page.a1',
                outcome: 'hit',
              })
              return { answeredEarly: true }
            }
            writer.event('middleware.request', { ...place, changes: [] })
            enter(index + 1)
            writer.event('middleware.response', { ...place, changes: [], status: 200 })
            return {}
          })
        }
        enter(0)
      })
      return { status: 200, reason: 'OK', responseHeaders: [] }
    }),
  )
}

/** Fourteen layers, most of which do nothing here. */
export const manyLayers = (): Trace => {
  const more = Array.from({ length: 7 }, (_, index) => ({
    path: `shop.middleware.Quiet${index + 1}Middleware`,
    hooks: ['process_request'] as const,
  }))
  return writeTrace('many_layers', (writer) =>
    exchange(
      writer,
      {
        method: 'GET',
        url: '/blog/',
        status: 200,
        reason: 'OK',
        middleware: [...MIDDLEWARE.slice(0, 3), ...more, ...MIDDLEWARE.slice(3)],
      },
      () => {
        resolve(writer, 'blog/', {
          route: 'blog/',
          view: 'blog.views.post_list',
          name: 'post_list',
        })
        const view = {
          name: 'blog.views.post_list',
          shape: 'function',
          args: [],
          kwargs: {},
        } as const
        writer.span('view', view, 'blog/views.ts:12', () => ({ returned: 'HttpResponse' }))
      },
    ),
  )
}

/** A POST without a token passes every lid and the resolver, then process_view refuses it. */
export const forbidden = (): Trace =>
  writeTrace('forbidden', (writer) =>
    exchange(writer, { method: 'POST', url: '/blog/7/', status: 403, reason: 'Forbidden' }, () => {
      resolve(writer, 'blog/7/', DETAIL)
      csrfLooks(writer, 'rejected', 'CSRF token missing')
    }),
  )

export const notFound = (): Trace =>
  writeTrace('missing', (writer) =>
    exchange(
      writer,
      { method: 'GET', url: '/blog/nothing', status: 404, reason: 'Not Found' },
      () => {
        resolve(writer, 'blog/nothing', null)
        writer.event('exception.converted', {
          className: 'Resolver404',
          status: 404,
          boundary: null,
        })
      },
    ),
  )

/** The view raises; a layer's process_exception looks and passes; the innermost boundary answers 500. */
export const viewRaises = (): Trace =>
  writeTrace('raises', (writer) =>
    exchange(
      writer,
      { method: 'GET', url: '/blog/7/', status: 500, reason: 'Internal Server Error' },
      () => {
        resolve(writer, 'blog/7/', DETAIL)
        csrfLooks(writer, 'not needed', 'a GET needs no token')
        writer.span(
          'view',
          { name: 'blog.views.post_detail', shape: 'function', args: [], kwargs: { pk: '7' } },
          'blog/views.ts:20',
          () =>
            writer.event(
              'exception.raised',
              {
                className: 'DoesNotExist',
                message: 'Post matching query does not exist.',
                frames: [{ function: 'post_detail', where: { file: 'blog/views.ts', line: 22 } }],
                hint: 'Use get_object_or_404(Post, { pk }) to answer 404 instead.',
              },
              'blog/views.ts:22',
            ),
        )
        writer.event('exception.converted', {
          className: 'DoesNotExist',
          status: 500,
          boundary: null,
        })
      },
    ),
  )

/** The project does not load: no request comes in. */
export const notLoading = (): Trace =>
  writeTrace('not_loading', (writer) =>
    writer.span('http', { method: 'GET', url: '/blog/', headers: [], body: null }, null, () => {
      const hint = 'Correct line 1 of blog/views.ts.'
      const detail = { className: 'SyntaxError', message: 'Unexpected token', frames: [], hint }
      writer.event('exception.raised', detail, 'blog/views.ts:1')
      return { status: 500, reason: 'Internal Server Error', responseHeaders: [] }
    }),
  )

/** An endless loop in the view: the worker was ended, its spans are still open. */
export const stopped = (): Trace => {
  const whole = writeTrace('stopped', (writer) =>
    exchange(writer, { method: 'GET', url: '/blog/7/', status: 200, reason: 'OK' }, () => {
      resolve(writer, 'blog/7/', DETAIL)
      csrfLooks(writer, 'not needed', 'a GET needs no token')
      writer.span(
        'view',
        { name: 'blog.views.post_detail', shape: 'function', args: [], kwargs: { pk: '7' } },
        'blog/views.ts:20',
      )
    }),
  )
  const view = whole.entries.find((entry) => entry.kind === 'view')
  const last = view?.order ?? 0
  return {
    ...whole,
    entries: whole.entries
      .filter(({ order }) => order <= last)
      .map((entry) => {
        if (entry.type !== 'span' || (entry.endOrder ?? 0) < last) return entry
        const {
          status: _,
          reason: __,
          responseHeaders: ___,
          responseBody: ____,
          ...detail
        } = {
          status: 0,
          reason: '',
          responseHeaders: [],
          responseBody: null,
          ...entry.detail,
        }
        return { ...entry, endOrder: null, endUs: null, detail } as typeof entry
      }),
    stopped: {
      reason: 'Stopped after 5 s in post_detail(). Last line: blog/views.ts:24.',
      where: { file: 'blog/views.ts', line: 24 },
    },
  }
}
