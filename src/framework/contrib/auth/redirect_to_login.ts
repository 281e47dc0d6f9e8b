/**
 * Away to the login page, with the address to come back to in `next`.
 *
 * Django: django/contrib/auth/views.py (redirect_to_login), and what decorators and mixins share
 */
import { urlsplit, urlunsplit } from '../../../base/python/urllib_parse.ts'
import { tracing } from '../../../trace/tracer.ts'
import { settings } from '../../conf/index.ts'
import { QueryDict, type HttpRequest } from '../../http/request.ts'
import { HttpResponseRedirect } from '../../http/response.ts'
import { resolve_url } from '../../shortcuts.ts'
import { nameOf } from './anonymous.ts'

/** @param redirect_field_name  null or empty: nothing to come back to */
export function redirect_to_login(
  next: string,
  login_url: unknown = null,
  redirect_field_name: string | null = 'next',
): HttpResponseRedirect {
  const { scheme, netloc, path, query, fragment } = urlsplit(
    resolve_url(login_url || settings.LOGIN_URL),
  )
  let search = query
  if (redirect_field_name) {
    const fields = new QueryDict(query, { mutable: true })
    fields.__setitem__(redirect_field_name, next)
    search = fields.urlencode('/')
  }
  return new HttpResponseRedirect(urlunsplit([scheme, netloc, path, search, fragment]))
}

/** The address of the request: without scheme and host where the login page has the same. */
export function addressFor(request: HttpRequest, login_url: string): string {
  const here = request.build_absolute_uri()
  const [to, from] = [urlsplit(login_url), urlsplit(here)]
  const isSame =
    (to.scheme === '' || to.scheme === from.scheme) &&
    (to.netloc === '' || to.netloc === from.netloc)
  return isSame ? request.get_full_path() : here
}

/** For the trace: may this user see this view? */
/** @param user  where it is known already: `request.user` may have to ask the database */
export function noteAccess(
  request: HttpRequest,
  isAllowed: boolean,
  reason: string,
  user: unknown = request['user'],
): void {
  tracing.tracer?.event('auth', {
    action: 'access',
    outcome: isAllowed ? 'accepted' : 'refused',
    user: nameOf(user),
    backend: null,
    reason,
  })
}
