/**
 * `request.user`: found when somebody asks for it, so that pages which do not ask cost no query.
 *
 * Django: django/contrib/auth/middleware.py, ref/middleware#module-django.contrib.auth.middleware
 * Left out: request.auser().
 */
import { twinOf } from '../../../base/async/twins.ts'
import { str } from '../../../base/python/protocols.ts'
import { exposeStatics } from '../../../base/python/statics.ts'
import { settings } from '../../conf/index.ts'
import { ImproperlyConfigured } from '../../core/exceptions.ts'
import type { GetResponse } from '../../core/handlers/layer.ts'
import type { HttpRequest } from '../../http/request.ts'
import type { HttpResponseBase } from '../../http/response_base.ts'
import { resolve_url } from '../../shortcuts.ts'
import { MiddlewareMixin } from '../../utils/deprecation.ts'
import { SimpleLazyObject } from '../../utils/functional.ts'
import type { SessionBase } from '../sessions/backends/base.ts'
import { userOf } from './decorators.ts'
import {
  authenticate,
  BACKEND_SESSION_KEY,
  get_user,
  load_backend,
  login,
  logout,
  REDIRECT_FIELD_NAME,
} from './index.ts'
import { RemoteUserBackend } from './backends.ts'
import { noteAccess, redirect_to_login } from './redirect_to_login.ts'
import type { UserLike } from './user_like.ts'

export class AuthenticationMiddleware extends MiddlewareMixin {
  /** @throws {ImproperlyConfigured} there is no session yet */
  process_request(request: HttpRequest): void {
    if (!('session' in request)) {
      throw new ImproperlyConfigured(
        "The Django authentication middleware requires session middleware to be installed. Edit your MIDDLEWARE setting to insert 'django.contrib.sessions.middleware.SessionMiddleware' before 'django.contrib.auth.middleware.AuthenticationMiddleware'.",
      )
    }
    request['user'] = new SimpleLazyObject(() => get_user(request))
    let known: ReturnType<typeof get_user> | null = null
    request['auser'] = twinOf(() => (known ??= get_user(request)))
  }
}

type Guarded = {
  readonly login_required?: boolean
  readonly login_url?: unknown
  readonly redirect_field_name?: string | null
}

/** Every view needs a login, but for those marked `login_not_required`. */
export class LoginRequiredMiddleware extends MiddlewareMixin {
  static redirect_field_name: string | null = REDIRECT_FIELD_NAME
  declare redirect_field_name: string | null

  constructor(get_response: GetResponse | null) {
    super(get_response)
    exposeStatics(new.target)
  }

  process_view(request: HttpRequest, view_func: unknown): HttpResponseBase | null {
    if ((view_func as Guarded).login_required === false) return null
    const { is_authenticated } = userOf(request) as UserLike
    const reason = is_authenticated ? 'the user is logged in' : 'nobody is logged in'
    noteAccess(request, is_authenticated, reason)
    return is_authenticated ? null : this.handle_no_permission(request, view_func)
  }

  /** @throws {ImproperlyConfigured} */
  get_login_url(view_func: unknown): string {
    const login_url = (view_func as Guarded).login_url || settings.LOGIN_URL
    if (login_url) return str(login_url)
    throw new ImproperlyConfigured(
      "No login URL to redirect to. Define settings.LOGIN_URL or provide a login_url via the 'django.contrib.auth.decorators.login_required' decorator.",
    )
  }

  get_redirect_field_name(view_func: unknown): string | null {
    const { redirect_field_name } = view_func as Guarded
    return redirect_field_name === undefined ? this.redirect_field_name : redirect_field_name
  }

  handle_no_permission(request: HttpRequest, view_func: unknown): HttpResponseBase {
    return redirect_to_login(
      request.get_full_path(),
      resolve_url(this.get_login_url(view_func)),
      this.get_redirect_field_name(view_func),
    )
  }
}

/** The web server says who it is, in REMOTE_USER: logged in at the first request, out when it is gone. */
export class RemoteUserMiddleware extends MiddlewareMixin {
  static header = 'REMOTE_USER'
  static force_logout_if_no_header = true
  declare header: string
  declare force_logout_if_no_header: boolean

  constructor(get_response: GetResponse | null) {
    super(get_response)
    exposeStatics(new.target)
  }

  /** @throws {ImproperlyConfigured} there is no `request.user` yet */
  process_request(request: HttpRequest): void {
    if (!('user' in request)) {
      throw new ImproperlyConfigured(
        "The Django remote user auth middleware requires the authentication middleware to be installed.  Edit your MIDDLEWARE setting to insert 'django.contrib.auth.middleware.AuthenticationMiddleware' before the RemoteUserMiddleware class.",
      )
    }
    const current = request['user'] as UserLike
    const name = request.META.get(this.header)
    if (name === null) {
      if (this.force_logout_if_no_header && current.is_authenticated) this.removeRemote(request)
      return
    }
    if (current.is_authenticated) {
      if (current.get_username() === this.clean_username(str(name), request)) return
      this.removeRemote(request)
    }
    const user = authenticate(request, { remote_user: name })
    if (user === null) return
    request['user'] = user
    login(request, user)
  }

  clean_username(username: string, request: HttpRequest): string {
    const path = (request['session'] as SessionBase).__getitem__(BACKEND_SESSION_KEY)
    const backend = load_backend(str(path)) as { clean_username?: (username: string) => string }
    return backend.clean_username?.(username) ?? username
  }

  /** Only who came by the header is logged out when it is gone. */
  private removeRemote(request: HttpRequest): void {
    const path = (request['session'] as SessionBase).get(BACKEND_SESSION_KEY, '')
    if (load_backend(str(path)) instanceof RemoteUserBackend) logout(request)
  }
}

export class PersistentRemoteUserMiddleware extends RemoteUserMiddleware {
  static override force_logout_if_no_header = false
}
