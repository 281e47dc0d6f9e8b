/**
 * Which methods a view answers, and conditional answers.
 *
 * Django: django/views/decorators/http.py, topics/http/decorators
 */
import { afterwards } from '../../../base/async/state.ts'
import { callWithKwargs } from '../../../base/kwargs.ts'
import { datetime, timezone } from '../../../base/python/datetime.ts'
import type { HttpRequest } from '../../http/request.ts'
import { HttpResponseNotAllowed } from '../../http/response.ts'
import type { HttpResponseBase } from '../../http/response_base.ts'
import { ConditionalGetMiddleware } from '../../middleware/http.ts'
import { get_conditional_response } from '../../utils/cache.ts'
import { decorator_from_middleware } from '../../utils/decorators.ts'
import { http_date, quote_etag } from '../../utils/http.ts'
import { log_response } from '../../utils/log.ts'
import { wraps } from '../../utils/wraps.ts'

type Decorator = <F>(func: F) => F

export const conditional_page = decorator_from_middleware(ConditionalGetMiddleware)

/** `require_http_methods(['GET', 'POST'])(view)`: other methods get a 405. Names in upper case. */
export function require_http_methods(request_method_list: readonly string[]): Decorator {
  return <F>(func: F): F =>
    wraps(func, (request: HttpRequest, ...rest: unknown[]) => {
      if (request_method_list.includes(request.method ?? '')) {
        return callWithKwargs(func, [request, ...rest])
      }
      const response = new HttpResponseNotAllowed(request_method_list)
      log_response('Method Not Allowed (%s): %s', [request.method, request.path], response)
      return response
    }) as F
}

export const require_GET = require_http_methods(['GET'])
export const require_POST = require_http_methods(['POST'])
/** GET and HEAD. */
export const require_safe = require_http_methods(['GET', 'HEAD'])

/**
 * 304 or 412 before the view runs, by what two functions say of the resource; both get the view's arguments.
 * @param etag_func           gives the ETag, null for none
 * @param last_modified_func  gives a datetime, null for none
 */
export function condition(
  etag_func: unknown = null,
  last_modified_func: unknown = null,
): Decorator {
  return <F>(func: F): F =>
    wraps(func, (request: HttpRequest, ...rest: unknown[]) => {
      const args = [request, ...rest]
      const moment = last_modified_func ? callWithKwargs(last_modified_func, args) : null
      const last_modified = secondsOf(moment)
      const tag = etag_func ? (callWithKwargs(etag_func, args) as string | null) : null
      const etag = tag === null || tag === undefined ? null : quote_etag(tag)
      const early = get_conditional_response(request, { etag, last_modified })
      return afterwards(early ?? (callWithKwargs(func, args) as HttpResponseBase), (response) => {
        if (request.method === 'GET' || request.method === 'HEAD') {
          if (last_modified) response.headers.setdefault('Last-Modified', http_date(last_modified))
          if (etag) response.headers.setdefault('ETag', etag)
        }
        return response
      })
    }) as F
}

function secondsOf(moment: unknown): number | null {
  const when = moment instanceof Date ? datetime.fromDate(moment) : moment
  if (!(when instanceof datetime)) return null
  const aware = when.tzinfo === null ? when.replace({ tzinfo: timezone.utc }) : when
  return Math.trunc(Number(aware.timestamp()))
}

export function etag(etag_func: unknown): Decorator {
  return condition(etag_func)
}

export function last_modified(last_modified_func: unknown): Decorator {
  return condition(null, last_modified_func)
}
