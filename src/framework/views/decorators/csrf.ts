/**
 * CSRF protection of single views.
 *
 * Django: django/views/decorators/csrf.py, ref/csrf
 */
import { callWithKwargs } from '../../../base/kwargs.ts'
import type { HttpRequest } from '../../http/request.ts'
import type { HttpResponseBase } from '../../http/response_base.ts'
import { CsrfViewMiddleware, get_token } from '../../middleware/csrf.ts'
import { decorator_from_middleware } from '../../utils/decorators.ts'
import { wraps } from '../../utils/wraps.ts'

/** The middleware's check for one view; both together are harmless. */
export const csrf_protect = decorator_from_middleware(CsrfViewMiddleware)

class EnsureCsrfToken extends CsrfViewMiddleware {
  override _tell(): void {}

  override _reject(): null {
    return null
  }
}

/** `{% csrf_token %}` works in the view's template, nothing is refused. */
export const requires_csrf_token = decorator_from_middleware(EnsureCsrfToken)

class EnsureCsrfCookie extends EnsureCsrfToken {
  override process_view(
    request: HttpRequest,
    callback: unknown,
    args: unknown,
    kwargs: unknown,
  ): HttpResponseBase | null {
    const answer = super.process_view(request, callback, args, kwargs)
    get_token(request)
    return answer
  }
}

/** The cookie is sent even if no template asks for the token: for pages that post by script. */
export const ensure_csrf_cookie = decorator_from_middleware(EnsureCsrfCookie)

/** Marks a view as exempt from the middleware's check. */
export function csrf_exempt<F>(view_func: F): F {
  const view = wraps(view_func, (...args: unknown[]) => callWithKwargs(view_func, args))
  return Object.assign(view, { csrf_exempt: true }) as F
}
