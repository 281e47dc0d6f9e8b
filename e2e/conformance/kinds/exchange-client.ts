/**
 * The recording client: a cookie jar that forgets what it is told to and knows nothing else, and the marks that stand
 * for what is random in a session: `«csrf»`, `«token»`, `«etag»`.
 */
import { callWithKwargs } from '../../../src/base/kwargs.ts'
import { settings } from '../../../src/framework/conf/index.ts'
import { get_user_model, login } from '../../../src/framework/contrib/auth/index.ts'
import type { SessionBase } from '../../../src/framework/contrib/sessions/backends/base.ts'
import { HttpRequest, SimpleCookie } from '../../../src/framework/http/index.ts'
import { import_module } from '../../../src/framework/utils/module_loading.ts'
import { wsgiEnviron } from '../../../src/runtime/environ.ts'

export interface SentRequest {
  readonly method: string
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  readonly secure?: boolean
  readonly as?: string
  readonly cookies?: Readonly<Record<string, string>>
  readonly advance?: number
}

/** A cookie as it is recorded: its value, and the attributes that were set. */
export type CookieOut = Readonly<Record<string, unknown>>

const TOKEN =
  /(name="csrfmiddlewaretoken" value="|"csrf_token": "|'csrfmiddlewaretoken': \[')(\w{64})(?=["'])/g
const ATTRIBUTES = ['expires', 'path', 'domain', 'max-age', 'secure', 'httponly', 'samesite']
const SECRET_COOKIES: Readonly<Record<string, string>> = {
  csrftoken: '«csrf»',
  sessionid: '«session»',
  messages: '«messages»',
}

/** Tokens are written by their mark. */
export function withoutTokens(text: string): string {
  return text.replace(TOKEN, '$1«csrf»')
}

export class Client {
  readonly #jar = new SimpleCookie()
  #token = ''
  #etag = ''

  environOf(sent: SentRequest): Record<string, unknown> {
    for (const [name, value] of Object.entries(sent.cookies ?? {}))
      this.#jar.__setitem__(name, value)
    const headers = Object.entries(sent.headers ?? {})
    const cookies = this.#jar.values().map(({ key, coded_value }) => `${key}=${coded_value}`)
    if (cookies.length > 0) headers.push(['Cookie', cookies.join('; ')])
    const body = sent.body === undefined ? null : Buffer.from(this.#filled(sent.body))
    if (body !== null) headers.push(['Content-Length', String(body.length)])
    const environ = wsgiEnviron({
      method: sent.method,
      url: sent.path,
      headers: headers.map(([name, value]) => ({ name, value: this.#filled(value) })),
      body,
    })
    const isSecure = sent.secure === true
    const type = body === null ? '' : 'application/octet-stream'
    const hasType = headers.some(([name]) => name.toLowerCase() === 'content-type')
    return {
      ...environ,
      SERVER_NAME: 'testserver',
      SERVER_PORT: isSecure ? '443' : '80',
      'wsgi.url_scheme': isSecure ? 'https' : 'http',
      ...(hasType ? {} : { CONTENT_TYPE: type }),
    }
  }

  /** Takes what an answer sets. @returns its cookies as they are recorded */
  receive(lines: readonly string[], headers: ReadonlyMap<string, string>, body: string) {
    for (const [, , token = ''] of body.matchAll(TOKEN)) this.#token = token
    this.#etag = headers.get('ETag') ?? this.#etag
    const set = new SimpleCookie()
    for (const line of lines) set.load(line)
    const cookies: Record<string, CookieOut> = {}
    for (const morsel of set.values()) {
      const { key, value, coded_value } = morsel
      const mark = value === '' ? undefined : SECRET_COOKIES[key]
      const attributes = ATTRIBUTES.map((name) => [name, morsel[name]] as const)
      cookies[key] = {
        value: mark ?? value,
        ...(coded_value === value || mark !== undefined || value === '' ? {} : { coded_value }),
        ...Object.fromEntries(
          attributes.flatMap(([name, found]) =>
            found === '' ? [] : [[name, name === 'max-age' ? Number(found) : found]],
          ),
        ),
      }
      if (Number(morsel['max-age']) === 0 && morsel['max-age'] !== '') this.#jar.__delitem__(key)
      else this.#jar.__setitem__(key, value)
    }
    return cookies
  }

  /** `Client.force_login`: into the session of the jar, or a new one. */
  logIn(username: string): void {
    const user = get_user_model().objects.get({ username }) as object
    const { SessionStore } = import_module(settings.SESSION_ENGINE) as {
      SessionStore: new (key: string | null) => SessionBase
    }
    const name = settings.SESSION_COOKIE_NAME
    const known = this.#jar.get(name) as { value: string } | null
    const session = new SessionStore(known?.value ?? null)
    if (known === null) session.save()
    const request = Object.assign(new HttpRequest(), { session })
    callWithKwargs(login, [request, user, settings.AUTHENTICATION_BACKENDS[0]])
    session.save()
    this.#jar.__setitem__(name, session.session_key ?? '')
  }

  #filled(text: string): string {
    const secret = (this.#jar.get('csrftoken') as { value: string } | null)?.value ?? ''
    return text
      .replaceAll('«csrf»', secret)
      .replaceAll('«token»', this.#token)
      .replaceAll('«etag»', this.#etag)
  }
}
