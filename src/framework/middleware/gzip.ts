/**
 * Compresses answers for browsers that take gzip. Short ones (under 200 bytes) are left alone.
 *
 * Django: django/middleware/gzip.py, ref/middleware
 */
import { str } from '../../base/python/protocols.ts'
import { exposeStatics } from '../../base/python/statics.ts'
import type { GetResponse } from '../core/handlers/layer.ts'
import type { HttpRequest } from '../http/request.ts'
import { HttpResponse } from '../http/response.ts'
import type { HttpResponseBase } from '../http/response_base.ts'
import { StreamingHttpResponse } from '../http/streaming.ts'
import { patch_vary_headers } from '../utils/cache.ts'
import { MiddlewareMixin } from '../utils/deprecation.ts'
import { compress_sequence, compress_string } from '../utils/gzip.ts'

/** The word alone counts: `gzip;q=0` is compressed too, as in Django. */
const ACCEPTS_GZIP = /\bgzip\b/
const WORTH_IT_BYTES = 200

export class GZipMiddleware extends MiddlewareMixin {
  static max_random_bytes = 100
  declare max_random_bytes: number

  constructor(get_response: GetResponse) {
    super(get_response)
    exposeStatics(new.target)
  }

  process_response(request: HttpRequest, response: HttpResponseBase): HttpResponseBase {
    if (response instanceof HttpResponse && response.content.length < WORTH_IT_BYTES) {
      return response
    }
    if (response.has_header('Content-Encoding')) return response
    patch_vary_headers(response, ['Accept-Encoding'])
    if (!ACCEPTS_GZIP.test(str(request.META.get('HTTP_ACCEPT_ENCODING', '')))) return response
    if (!this.compress(response)) return response
    const etag = response.get('ETag')
    // the bytes are others now, the page is the same
    if (typeof etag === 'string' && etag.startsWith('"')) {
      response.headers.__setitem__('ETag', `W/${etag}`)
    }
    response.headers.__setitem__('Content-Encoding', 'gzip')
    return response
  }

  /** @returns false where it would not become shorter */
  private compress(response: HttpResponseBase): boolean {
    const { max_random_bytes } = this
    if (response instanceof StreamingHttpResponse) {
      response.streaming_content = compress_sequence(response.streaming_content, {
        max_random_bytes,
      })
      response.headers.__delitem__('Content-Length')
      return true
    }
    if (!(response instanceof HttpResponse)) return false
    const compressed = compress_string(response.content, { max_random_bytes })
    if (compressed.length >= response.content.length) return false
    response.content = compressed
    response.headers.__setitem__('Content-Length', String(compressed.length))
    return true
  }
}
