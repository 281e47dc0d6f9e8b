/**
 * What the views of this package share.
 *
 * Django: django/contrib/auth/views.py
 */
import { callMethodWithKwargs } from '../../../base/kwargs.ts'
import { mixin, type Constructor } from '../../../base/python/mixin.ts'
import type { HttpRequest } from '../../http/request.ts'

type Named = Record<string, unknown>
type FormMaker = new (first: unknown, data: unknown, files: unknown, options: Named) => unknown

/** Of the request alone: there is no sites framework. */
export function siteOf(request: HttpRequest): Named {
  const host = request.get_host()
  return { site: { domain: host, name: host }, site_name: host }
}

/** `form_class(first, data, files, **kwargs)`: these forms take what they are about first. */
export function formOf(view: object, Form: unknown, name: string): unknown {
  const kwargs = callMethodWithKwargs(view, 'get_form_kwargs', []) as Named
  const { [name]: first, data = null, files = null, ...options } = kwargs
  return new (Form as FormMaker)(first, data, files, options)
}

/** What the views of a password show. */
export const PasswordContextMixin = mixin(
  'PasswordContextMixin',
  (Base: Constructor<{ get_context_data(kwargs?: unknown): Named; extra_context: unknown }>) => {
    class WithTitle extends Base {
      static title: unknown = null
      declare title: unknown

      override get_context_data(kwargs: unknown = {}): Named {
        const { title } = this
        const more = this.extra_context as Named | null
        return { ...super.get_context_data(kwargs), title, subtitle: null, ...more }
      }
    }
    return WithTitle
  },
)
