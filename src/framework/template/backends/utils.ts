/**
 * The CSRF token for engines that have no tag for it.
 *
 * Django: django/template/backends/utils.py
 */
import { str } from '../../../base/python/protocols.ts'
import type { SafeString } from '../../../base/python/safe_string.ts'
import type { HttpRequest } from '../../http/request.ts'
import { get_token } from '../../middleware/csrf_token.ts'
import { LazyValue } from '../../utils/functional.ts'
import { format_html } from '../../utils/html.ts'

/** The hidden field that a POST form needs. */
export function csrf_input(request: HttpRequest): SafeString {
  const field = '<input type="hidden" name="csrfmiddlewaretoken" value="{}">'
  return format_html(field, get_token(request))
}

/** Made only when a template prints it: making a token sets the cookie. */
export function csrf_input_lazy(request: HttpRequest): LazyValue {
  return new LazyValue(() => csrf_input(request))
}

export function csrf_token_lazy(request: HttpRequest): LazyValue {
  return new LazyValue(() => str(get_token(request)))
}
