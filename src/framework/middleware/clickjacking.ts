/**
 * Forbids other sites to show this one in a frame.
 *
 * Django: django/middleware/clickjacking.py, ref/clickjacking
 */
import { settings } from '../conf/index.ts'
import type { HttpRequest } from '../http/request.ts'
import type { HttpResponseBase } from '../http/response_base.ts'
import { MiddlewareMixin } from '../utils/deprecation.ts'

export class XFrameOptionsMiddleware extends MiddlewareMixin {
  process_response(request: HttpRequest, response: HttpResponseBase): HttpResponseBase {
    if (response.has_header('X-Frame-Options')) return response
    if ((response as { xframe_options_exempt?: boolean }).xframe_options_exempt) return response
    const value = this.get_xframe_options_value(request, response)
    response.headers.__setitem__('X-Frame-Options', value)
    return response
  }

  /** To be overridden by who wants it to depend on the request. */
  get_xframe_options_value(_request: HttpRequest, _response: HttpResponseBase): string {
    return settings.X_FRAME_OPTIONS.toUpperCase()
  }
}
