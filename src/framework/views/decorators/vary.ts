/**
 * Tells caches which headers a page depends on.
 *
 * Django: django/views/decorators/vary.py
 */
import { afterwards } from '../../../base/async/state.ts'
import { callWithKwargs } from '../../../base/kwargs.ts'
import type { HttpResponseBase } from '../../http/response_base.ts'
import { patch_vary_headers } from '../../utils/cache.ts'
import { wraps } from '../../utils/wraps.ts'

export function vary_on_headers(...headers: string[]): <F>(func: F) => F {
  return <F>(func: F): F =>
    wraps(func, (...args: unknown[]) =>
      afterwards(callWithKwargs(func, args) as HttpResponseBase, (response) => {
        patch_vary_headers(response, headers)
        return response
      }),
    ) as F
}

export const vary_on_cookie = vary_on_headers('Cookie')
