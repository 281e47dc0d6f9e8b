/**
 * X-Frame-Options of single views.
 *
 * Django: django/views/decorators/clickjacking.py
 */
import { afterwards as goOn } from '../../../base/async/state.ts'
import { callWithKwargs } from '../../../base/kwargs.ts'
import type { HttpResponseBase } from '../../http/response_base.ts'
import { wraps } from '../../utils/wraps.ts'

function afterwards<F>(func: F, change: (response: HttpResponseBase) => void): F {
  return wraps(func, (...args: unknown[]) =>
    goOn(callWithKwargs(func, args) as HttpResponseBase, (response) => {
      change(response)
      return response
    }),
  ) as F
}

export function xframe_options_deny<F>(view_func: F): F {
  return afterwards(view_func, ({ headers }) => {
    headers.setdefault('X-Frame-Options', 'DENY')
  })
}

export function xframe_options_sameorigin<F>(view_func: F): F {
  return afterwards(view_func, ({ headers }) => {
    headers.setdefault('X-Frame-Options', 'SAMEORIGIN')
  })
}

/** The middleware leaves this view's responses alone. */
export function xframe_options_exempt<F>(view_func: F): F {
  return afterwards(view_func, (response) => {
    Object.assign(response, { xframe_options_exempt: true })
  })
}
