/**
 * Views for some users only: `login_required(view)`, or with options `login_required({ login_url: '/in/' })(view)`.
 *
 * Django: django/contrib/auth/decorators.py, topics/auth/default
 */
import { iscoroutinefunction } from '../../../base/async/coroutine_function.ts'
import { afterwards, outsideCoroutine, resultNow } from '../../../base/async/state.ts'
import { callWithKwargs } from '../../../base/kwargs.ts'
import { AttributeError } from '../../../base/python/exceptions.ts'
import { isPlainObject } from '../../../base/python/mapping.ts'
import { iterate, truthy } from '../../../base/python/protocols.ts'
import { isString } from '../../../base/python/safe_string.ts'
import { class_name } from '../../../base/python/class_name.ts'
import { settings } from '../../conf/index.ts'
import { PermissionDenied } from '../../core/exceptions.ts'
import type { HttpRequest } from '../../http/request.ts'
import { resolve_url } from '../../shortcuts.ts'
import { wraps } from '../../utils/wraps.ts'
import { REDIRECT_FIELD_NAME } from './index.ts'
import { addressFor, noteAccess, redirect_to_login } from './redirect_to_login.ts'

export interface LoginOptions {
  /** An address or the name of a URL; settings.LOGIN_URL where it is not given. */
  readonly login_url?: unknown
  readonly redirect_field_name?: string | null
}

type Decorator = <F>(view_func: F) => F

/** @throws {AttributeError}  there is no `request.user` */
export function userOf(request: HttpRequest): unknown {
  if ('user' in request) return request['user']
  const error = new AttributeError(
    `'${class_name((request as object).constructor)}' object has no attribute 'user'`,
  )
  error.teaching = {
    id: 'auth.no_middleware',
    hint: "Add 'django.contrib.auth.middleware.AuthenticationMiddleware' to MIDDLEWARE, after SessionMiddleware.",
  }
  throw error
}

function userLater(request: HttpRequest): unknown {
  const { auser } = request as { auser?: () => unknown }
  return auser === undefined ? userOf(request) : auser()
}

/** Those whose user does not pass the test go to the login page. */
export function user_passes_test(
  test_func: unknown,
  { login_url = null, redirect_field_name = REDIRECT_FIELD_NAME }: LoginOptions = {},
): Decorator {
  return <F>(view_func: F): F => {
    const view = (request: HttpRequest, ...rest: unknown[]): unknown => {
      const decide = (user: unknown, passed: unknown): unknown => {
        const isAllowed = truthy(passed)
        const reason = `the test of the view says ${isAllowed ? 'yes' : 'no'}`
        noteAccess(request, isAllowed, reason, user)
        if (isAllowed) return callWithKwargs(view_func, [request, ...rest])
        const to = resolve_url(login_url || settings.LOGIN_URL)
        return redirect_to_login(addressFor(request, to), to, redirect_field_name)
      }
      const ask = (user: unknown): unknown => callWithKwargs(test_func, [user])
      if (!isAsync) {
        const user = userOf(request)
        return decide(user, resultNow(ask(user)))
      }
      // an async test says so by what it gives; any other may ask the database
      return afterwards(userLater(request), (user) =>
        afterwards(
          outsideCoroutine(() => ask(user)),
          (passed) => decide(user, passed),
        ),
      )
    }
    const isAsync = iscoroutinefunction(view_func)
    return wraps(view_func, Object.assign(view, { login_url, redirect_field_name })) as F
  }
}

const isAuthenticated = (user: { is_authenticated: boolean }): boolean => user.is_authenticated

export function login_required<F>(view_func: F): F
export function login_required(options?: LoginOptions | null): Decorator
export function login_required(func?: unknown, more?: LoginOptions): unknown
/** Only for those who are logged in. @param func  the view, or the options alone */
export function login_required(func: unknown = null, more: LoginOptions = {}): unknown {
  // as `@login_required(login_url=…)`: keyword arguments are the last object
  const hasOptionsOnly = isPlainObject(func)
  const options: LoginOptions = hasOptionsOnly ? func : more
  const decorator = user_passes_test(isAuthenticated, options)
  return func === null || hasOptionsOnly ? decorator : decorator(func)
}

/** Exempt from LoginRequiredMiddleware. */
export function login_not_required<F>(view_func: F): F {
  return Object.assign(view_func as object, { login_required: false }) as F
}

export interface PermissionOptions extends LoginOptions {
  /** 403 instead of the login page. */
  readonly raise_exception?: boolean
}

/** @param perm  `'blog.add_post'`, or a list of which all are needed */
export function permission_required(
  perm: unknown,
  { login_url = null, raise_exception = false }: PermissionOptions = {},
): Decorator {
  const perms = isString(perm) ? [perm] : [...iterate(perm)]
  const check_perms = (user: { has_perms(perms: unknown): boolean }): boolean => {
    if (user.has_perms(perms)) return true
    if (raise_exception) throw new PermissionDenied()
    return false
  }
  return user_passes_test(check_perms, { login_url })
}
