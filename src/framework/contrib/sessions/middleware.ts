/**
 * Gives each request its session and, on the way out, saves it and sets the cookie: only when it was changed.
 *
 * Django: django/contrib/sessions/middleware.py, topics/http/sessions
 */
import { str } from '../../../base/python/protocols.ts'
import { settings } from '../../conf/index.ts'
import type { GetResponse } from '../../core/handlers/layer.ts'
import type { HttpRequest } from '../../http/request.ts'
import type { HttpResponseBase } from '../../http/response_base.ts'
import { patch_vary_headers } from '../../utils/cache.ts'
import { MiddlewareMixin } from '../../utils/deprecation.ts'
import { http_date } from '../../utils/http.ts'
import { import_module } from '../../utils/module_loading.ts'
import { ports } from '../../utils/ports.ts'
import { UpdateError, type SessionBase } from './backends/base.ts'
import { SessionInterrupted } from './exceptions.ts'

type StoreClass = new (session_key: string | null) => SessionBase
type WithSession = HttpRequest & { session?: SessionBase }

export class SessionMiddleware extends MiddlewareMixin {
  SessionStore: StoreClass

  constructor(get_response: GetResponse | null) {
    super(get_response)
    this.SessionStore = import_module(settings.SESSION_ENGINE).SessionStore as StoreClass
  }

  process_request(request: WithSession): void {
    const key = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
    request.session = new this.SessionStore(key === null ? null : str(key))
  }

  process_response(request: WithSession, response: HttpResponseBase): HttpResponseBase {
    const { session } = request
    if (session === undefined) return response
    const { accessed, modified } = session
    const empty = session.is_empty()
    if (request.COOKIES.__contains__(settings.SESSION_COOKIE_NAME) && empty) {
      response.delete_cookie(settings.SESSION_COOKIE_NAME, settings.SESSION_COOKIE_PATH, {
        domain: settings.SESSION_COOKIE_DOMAIN,
        samesite: settings.SESSION_COOKIE_SAMESITE || null,
      })
      patch_vary_headers(response, ['Cookie'])
      return response
    }
    // who only read it may get another page tomorrow
    let varies = accessed
    if ((modified || settings.SESSION_SAVE_EVERY_REQUEST) && !empty && response.status_code < 500) {
      this.save(session, response)
      varies = true
    }
    if (varies) patch_vary_headers(response, ['Cookie'])
    return response
  }

  private save(session: SessionBase, response: HttpResponseBase): void {
    const atClose = session.get_expire_at_browser_close()
    const max_age = atClose ? null : session.get_expiry_age()
    const expires = max_age === null ? null : http_date(ports.now() / 1e6 + max_age)
    try {
      session.save()
      session.note('save')
    } catch (error) {
      if (!(error instanceof UpdateError)) throw error
      throw new SessionInterrupted(
        "The request's session was deleted before the request completed. The user may have logged out in a concurrent request, for example.",
      )
    }
    response.set_cookie(settings.SESSION_COOKIE_NAME, session.session_key, {
      max_age,
      expires,
      domain: settings.SESSION_COOKIE_DOMAIN,
      path: settings.SESSION_COOKIE_PATH,
      secure: settings.SESSION_COOKIE_SECURE,
      httponly: settings.SESSION_COOKIE_HTTPONLY,
      samesite: settings.SESSION_COOKIE_SAMESITE || null,
    })
  }
}
