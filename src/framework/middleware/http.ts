/**
 * Spares the client what it has already: ETags for all GET answers, 304 where they match.
 *
 * Django: django/middleware/http.py, ref/middleware
 */
import { str } from '../../base/python/protocols.ts'
import type { HttpRequest } from '../http/request.ts'
import type { HttpResponseBase } from '../http/response_base.ts'
import { cc_delim_re, get_conditional_response, set_response_etag } from '../utils/cache.ts'
import { MiddlewareMixin } from '../utils/deprecation.ts'
import { parse_http_date_safe } from '../utils/http.ts'

export class ConditionalGetMiddleware extends MiddlewareMixin {
  process_response(request: HttpRequest, response: HttpResponseBase): HttpResponseBase | null {
    // later methods than GET cannot be undone any more, and HEAD has no content to make an ETag of
    if (request.method !== 'GET') return response
    if (this.needs_etag(response) && !response.has_header('ETag')) set_response_etag(response)
    const etag = response.get('ETag') as string | null
    const modified = response.get('Last-Modified') as string | null
    const last_modified = modified ? parse_http_date_safe(modified) : null
    if (!etag && !last_modified) return response
    return get_conditional_response(request, { etag, last_modified, response })
  }

  needs_etag(response: HttpResponseBase): boolean {
    const directives = str(response.get('Cache-Control', '')).split(cc_delim_re)
    return directives.every((directive) => directive.toLowerCase() !== 'no-store')
  }
}
