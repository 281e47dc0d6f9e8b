/**
 * Class-based views for some users only: `class PostEdit extends LoginRequiredMixin(UpdateView)`. They stand before the
 * view, so that their `dispatch` asks first.
 *
 * Django: django/contrib/auth/mixins.py, topics/auth/default
 */
import { callMethodWithKwargs } from '../../../base/kwargs.ts'
import { class_name } from '../../../base/python/class_name.ts'
import { NotImplementedError } from '../../../base/python/exceptions.ts'
import { mixin, type Constructor, type Mixin } from '../../../base/python/mixin.ts'
import { iterate, str, truthy } from '../../../base/python/protocols.ts'
import { isString } from '../../../base/python/safe_string.ts'
import { settings } from '../../conf/index.ts'
import { ImproperlyConfigured, PermissionDenied } from '../../core/exceptions.ts'
import type { HttpRequest } from '../../http/request.ts'
import { resolve_url } from '../../shortcuts.ts'
import { userOf } from './decorators.ts'
import { REDIRECT_FIELD_NAME } from './index.ts'
import { addressFor, noteAccess, redirect_to_login } from './redirect_to_login.ts'

/** What a mixin needs of the view below it. */
interface ViewLike {
  request: HttpRequest
  dispatch(request: HttpRequest, ...rest: unknown[]): unknown
}

export interface AccessControl {
  login_url: unknown
  permission_denied_message: string
  raise_exception: boolean
  redirect_field_name: string | null
  get_login_url(): string
  get_permission_denied_message(): string
  get_redirect_field_name(): string | null
  handle_no_permission(): unknown
}

interface RequiresPermission extends AccessControl {
  permission_required: unknown
  get_permission_required(): Iterable<unknown>
  has_permission(): boolean
}

interface RequiresTest extends AccessControl {
  test_func(): unknown
  get_test_func(): () => unknown
}

type Access = Constructor<ViewLike & AccessControl>

function missing(view: object, attribute: string, instead: string): ImproperlyConfigured {
  const name = class_name(view.constructor)
  return new ImproperlyConfigured(
    `${name} is missing the ${attribute} attribute. Define ${name}.${attribute}, ${instead.replaceAll('{}', name)}`,
  )
}

/** What those who may not are answered. */
export const AccessMixin: Mixin<ViewLike, AccessControl> = mixin<ViewLike, AccessControl>(
  'AccessMixin',
  (Base) => {
    class Access extends Base {
      static login_url: unknown = null
      static permission_denied_message = ''
      static raise_exception = false
      static redirect_field_name: string | null = REDIRECT_FIELD_NAME
      declare login_url: unknown
      declare permission_denied_message: string
      declare raise_exception: boolean
      declare redirect_field_name: string | null

      /** @throws {ImproperlyConfigured} */
      get_login_url(): string {
        const url = this.login_url || settings.LOGIN_URL
        if (url) return str(url)
        throw missing(this, 'login_url', 'settings.LOGIN_URL, or override {}.get_login_url().')
      }

      get_permission_denied_message(): string {
        return this.permission_denied_message
      }

      get_redirect_field_name(): string | null {
        return this.redirect_field_name
      }

      /** To the login page; 403 for those who are logged in already. @throws {PermissionDenied} */
      handle_no_permission(): unknown {
        const { is_authenticated } = userOf(this.request) as { is_authenticated: boolean }
        if (this.raise_exception || is_authenticated) {
          throw new PermissionDenied(this.get_permission_denied_message())
        }
        const to = resolve_url(this.get_login_url())
        return redirect_to_login(addressFor(this.request, to), to, this.get_redirect_field_name())
      }
    }
    return Access
  },
)

/** `dispatch` of the view where the answer is yes, else what those get who may not. */
function guarded(
  view: ViewLike & AccessControl,
  isAllowed: boolean,
  reason: string,
  dispatch: () => unknown,
): unknown {
  noteAccess(view.request, isAllowed, reason)
  return isAllowed ? dispatch() : callMethodWithKwargs(view, 'handle_no_permission', [])
}

/** Only for those who are logged in. */
export const LoginRequiredMixin: Mixin<ViewLike, AccessControl> = mixin<ViewLike, AccessControl>(
  'LoginRequiredMixin',
  (Base) =>
    class extends (Base as Access) {
      override dispatch(request: HttpRequest, ...rest: unknown[]): unknown {
        const { is_authenticated } = userOf(request) as { is_authenticated: boolean }
        const reason = is_authenticated ? 'the user is logged in' : 'nobody is logged in'
        return guarded(this, is_authenticated, reason, () => super.dispatch(request, ...rest))
      }
    },
  [AccessMixin],
)

/** Only for those who have all permissions of `static permission_required`. */
export const PermissionRequiredMixin: Mixin<ViewLike, RequiresPermission> = mixin<
  ViewLike,
  RequiresPermission
>(
  'PermissionRequiredMixin',
  (Base) => {
    class RequiresPermissions extends (Base as Access) {
      static permission_required: unknown = null
      declare permission_required: unknown

      /** @throws {ImproperlyConfigured} */
      get_permission_required(): Iterable<unknown> {
        const wanted = this.permission_required
        if (wanted === null) {
          throw missing(this, 'permission_required', 'or override {}.get_permission_required().')
        }
        return isString(wanted) ? [wanted] : iterate(wanted)
      }

      has_permission(): boolean {
        const user = userOf(this.request) as { has_perms(perms: unknown): boolean }
        return user.has_perms(callMethodWithKwargs(this, 'get_permission_required', []))
      }

      override dispatch(request: HttpRequest, ...rest: unknown[]): unknown {
        const isAllowed = truthy(callMethodWithKwargs(this, 'has_permission', []))
        const reason = `the user ${isAllowed ? 'has' : 'lacks'} the permission`
        return guarded(this, isAllowed, reason, () => super.dispatch(request, ...rest))
      }
    }
    return RequiresPermissions
  },
  [AccessMixin],
)

/** Only for those for whom `test_func()` says yes. */
export const UserPassesTestMixin: Mixin<ViewLike, RequiresTest> = mixin<ViewLike, RequiresTest>(
  'UserPassesTestMixin',
  (Base) => {
    class PassesTest extends (Base as Access) {
      test_func(): unknown {
        throw new NotImplementedError(
          `${class_name(this.constructor)} is missing the implementation of the test_func() method.`,
        )
      }

      get_test_func(): () => unknown {
        return () => callMethodWithKwargs(this, 'test_func', [])
      }

      override dispatch(request: HttpRequest, ...rest: unknown[]): unknown {
        const test = callMethodWithKwargs(this, 'get_test_func', [])
        const isAllowed = truthy(callMethodWithKwargs({ test }, 'test', []))
        const reason = `test_func() says ${isAllowed ? 'yes' : 'no'}`
        return guarded(this, isAllowed, reason, () => super.dispatch(request, ...rest))
      }
    }
    return PassesTest
  },
  [AccessMixin],
)
