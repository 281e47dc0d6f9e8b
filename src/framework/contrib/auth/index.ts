/**
 * `django.contrib.auth`: who somebody is (`authenticate`), remembering it in the session (`login`, `logout`), and finding
 * it again at each request (`get_user`). The session holds the user's id and a hash of the password: changing the
 * password logs out everywhere else.
 *
 * Django: django/contrib/auth/__init__.py, topics/auth/default
 */
import { twinOf } from '../../../base/async/twins.ts'
import { awaitable } from '../../../base/async/state.ts'
import { callMethodWithKwargs } from '../../../base/kwargs.ts'
import { LookupError, TypeError, ValueError } from '../../../base/python/exceptions.ts'
import { parametersOf } from '../../../base/python/parameters_of.ts'
import { eq, repr, str } from '../../../base/python/protocols.ts'
import { isString } from '../../../base/python/safe_string.ts'
import type { EventDetails } from '../../../trace/kinds.ts'
import { tracing } from '../../../trace/tracer.ts'
import { apps } from '../../apps/index.ts'
import { settings } from '../../conf/index.ts'
import { ImproperlyConfigured, PermissionDenied } from '../../core/exceptions.ts'
import type { HttpRequest } from '../../http/request.ts'
import { rotate_token } from '../../middleware/csrf.ts'
import { constant_time_compare } from '../../utils/crypto.ts'
import type { SessionBase } from '../sessions/backends/base.ts'
import { AnonymousUser, nameOf } from './anonymous.ts'
import { backendsWithPaths, load_backend } from './get_backends.ts'
import { user_logged_in, user_logged_out, user_login_failed } from './signals.ts'
import type { UserLike, UserModel } from './user_like.ts'

export { get_backends, load_backend } from './get_backends.ts'
export { user_logged_in, user_logged_out, user_login_failed } from './signals.ts'

export const SESSION_KEY = '_auth_user_id'
export const BACKEND_SESSION_KEY = '_auth_user_backend'
export const HASH_SESSION_KEY = '_auth_user_hash'
export const REDIRECT_FIELD_NAME = 'next'

type Credentials = Readonly<Record<string, unknown>>
type AuthRequest = HttpRequest & { session: SessionBase; user?: unknown }

function note(detail: EventDetails['auth']): void {
  tracing.tracer?.event('auth', detail, 'caller')
}

/** Whether the backend takes these credentials: one that asks for others is passed over. */
function accepts(backend: object, credentials: Credentials): boolean {
  const parameters = parametersOf((backend as { authenticate?: unknown }).authenticate)
  if (parameters === null) return true
  const named = parameters.filter(({ kind }) => kind === 'keyword')
  const takesAll = parameters.some(({ kind }) => kind === 'kwargs') || named.length === 0
  const names = Object.keys(credentials)
  const isKnown = takesAll || names.every((name) => named.some((one) => one.name === name))
  return isKnown && named.every((one) => one.hasDefault || names.includes(one.name))
}

const SENSITIVE = /api|token|key|secret|password|signature/i

function cleaned(credentials: Credentials): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(credentials).map(([name, value]) => [
      name,
      SENSITIVE.test(name) ? '*'.repeat(20) : value,
    ]),
  )
}

/**
 * The user whose credentials these are: `authenticate(request, { username, password })`. Backends are asked in order; the
 * first that knows the user wins, and PermissionDenied ends the search.
 * @returns null where nobody does
 */
export function authenticate(
  request: HttpRequest | null = null,
  credentials: Credentials = {},
): UserLike | null {
  for (const [backend, path] of backendsWithPaths()) {
    if (!accepts(backend, credentials)) continue
    try {
      const user = callMethodWithKwargs(backend, 'authenticate', [request], credentials)
      if ((user ?? null) === null) continue
      ;(user as UserLike).backend = path
      const [action, outcome] = ['authenticate', 'accepted'] as const
      note({
        action,
        outcome,
        user: nameOf(user),
        backend: path,
        reason: 'the credentials are right',
      })
      return user as UserLike
    } catch (error) {
      if (!(error instanceof PermissionDenied)) throw error
      break
    }
  }
  user_login_failed.send('django.contrib.auth', { credentials: cleaned(credentials), request })
  const reason = 'no backend takes these credentials'
  note({ action: 'authenticate', outcome: 'refused', user: null, backend: null, reason })
  return null
}

/** The session's text as the primary key that it was. */
function userKeyOf(request: AuthRequest): unknown {
  return get_user_model()._meta.pk.to_python(request.session.__getitem__(SESSION_KEY))
}

function backendOf(user: UserLike, backend: unknown): string {
  const chosen = backend ?? user.backend ?? null
  if (chosen === null) {
    const all = backendsWithPaths()
    const [only] = all
    if (only !== undefined && all.length === 1) return only[1]
    throw new ValueError(
      'You have multiple authentication backends configured and therefore must provide the `backend` argument or set the `backend` attribute on the user.',
    )
  }
  if (isString(chosen)) return str(chosen)
  throw new TypeError(`backend must be a dotted import path string (got ${repr(chosen)}).`)
}

/**
 * Remembers the user in the session, under a new key: a key that somebody knew before the login is worth nothing after.
 * What the anonymous session held is kept, unless it was another user's.
 * @param backend  dotted path; the one that authenticated the user where it is not given
 */
export function login(request: HttpRequest, user: unknown, backend: unknown = null): void {
  const { session } = request as AuthRequest
  const given = user as UserLike
  const hash = given.get_session_auth_hash?.() ?? ''
  if (session.__contains__(SESSION_KEY)) {
    const isOther = !eq(userKeyOf(request as AuthRequest), given.pk)
    const known = str(session.get(HASH_SESSION_KEY, ''))
    if (isOther || (hash !== '' && !constant_time_compare(known, hash))) session.flush()
  } else session.cycle_key()
  const path = backendOf(given, backend)
  session.__setitem__(SESSION_KEY, given._meta.pk.value_to_string(given))
  session.__setitem__(BACKEND_SESSION_KEY, path)
  session.__setitem__(HASH_SESSION_KEY, hash)
  if ('user' in request) request['user'] = given
  rotate_token(request)
  user_logged_in.send(given.constructor, { request, user: given })
  const reason = 'the session has a new key and names the user'
  note({ action: 'login', outcome: 'accepted', user: nameOf(given), backend: path, reason })
}

/** Deletes the session, with all that was in it. */
export function logout(request: HttpRequest): void {
  const { session, user: known = null } = request as AuthRequest
  const isUser = (known as UserLike | null)?.is_authenticated ?? false
  const user = isUser ? (known as UserLike) : null
  user_logged_out.send(user === null ? null : user.constructor, { request, user })
  const name = user === null ? null : nameOf(user)
  session.flush()
  if ('user' in request) request['user'] = new AnonymousUser()
  const reason = 'the session is deleted'
  note({ action: 'logout', outcome: 'accepted', user: name, backend: null, reason })
}

/** The model that AUTH_USER_MODEL names. @throws {ImproperlyConfigured} */
export function get_user_model(): UserModel {
  const name = settings.AUTH_USER_MODEL
  if (name.split('.').length !== 2) {
    throw new ImproperlyConfigured("AUTH_USER_MODEL must be of the form 'app_label.model_name'")
  }
  try {
    return apps.get_model(name)
  } catch (error) {
    if (!(error instanceof LookupError)) throw error
    throw new ImproperlyConfigured(
      `AUTH_USER_MODEL refers to model '${name}' that has not been installed`,
    )
  }
}

/** The user of the request's session, or an AnonymousUser. */
export function get_user(request: HttpRequest): UserLike | AnonymousUser {
  const { session } = request as AuthRequest
  if (!session.__contains__(SESSION_KEY) || !session.__contains__(BACKEND_SESSION_KEY)) {
    return nobody('the session names no user', null)
  }
  const path = str(session.__getitem__(BACKEND_SESSION_KEY))
  if (!settings.AUTHENTICATION_BACKENDS.includes(path)) {
    return nobody('the backend of the session is not in AUTHENTICATION_BACKENDS any more', path)
  }
  const id = userKeyOf(request as AuthRequest)
  const user = callMethodWithKwargs(load_backend(path), 'get_user', [id]) as UserLike | null
  if ((user ?? null) === null || user === null)
    return nobody('there is no such user any more', path)
  if (user.get_session_auth_hash !== undefined && !isSessionOf(session, user)) {
    session.flush()
    return nobody('the password has changed since the login', path)
  }
  const reason = 'the session names the user'
  note({ action: 'get_user', outcome: 'accepted', user: nameOf(user), backend: path, reason })
  return user
}

function nobody(reason: string, backend: string | null): AnonymousUser {
  note({ action: 'get_user', outcome: 'refused', user: null, backend, reason })
  return new AnonymousUser()
}

/** Whether the session was made with the user's password of now, be it under an older SECRET_KEY. */
function isSessionOf(session: SessionBase, user: UserLike): boolean {
  const hash = session.get(HASH_SESSION_KEY)
  if (!hash) return false
  const current = user.get_session_auth_hash?.() ?? ''
  if (constant_time_compare(hash, current)) return true
  const old = [...(user.get_session_auth_fallback_hash?.() ?? [])]
  if (!old.some((one) => constant_time_compare(hash, one))) return false
  session.cycle_key()
  session.__setitem__(HASH_SESSION_KEY, current)
  return true
}

/** `add_post`. */
export function get_permission_codename(
  action: string,
  opts: { readonly model_name: string },
): string {
  return `${action}_${opts.model_name}`
}

/** After a change of password: this session stays logged in, all others do not. */
export function update_session_auth_hash(request: HttpRequest, user: unknown): void {
  const { session, user: current } = request as AuthRequest
  session.cycle_key()
  const { get_session_auth_hash } = user as UserLike
  if (get_session_auth_hash !== undefined && eq(current, user)) {
    session.__setitem__(HASH_SESSION_KEY, get_session_auth_hash.call(user))
  }
}

export const aauthenticate = twinOf(authenticate)
export const aget_user = twinOf(get_user)
export const aupdate_session_auth_hash = twinOf(update_session_auth_hash)

/** `request.auser()` knows the new user, too. */
export const alogin = twinOf(
  (request: HttpRequest, user: unknown, backend: unknown = null): void => {
    login(request, user, backend)
    if ('auser' in request) request['auser'] = () => awaitable(() => user)
  },
)

export const alogout = twinOf((request: HttpRequest): void => {
  logout(request)
  if ('auser' in request) request['auser'] = () => awaitable(() => new AnonymousUser())
})
