/** What a browser keeps between requests: the ops about sessions and messages of kind `middleware`. */
import { Dict } from '../../../src/base/python/dict.ts'
import { iterate, len } from '../../../src/base/python/protocols.ts'
import { SafeString } from '../../../src/base/python/safe_string.ts'
import { settings } from '../../../src/framework/conf/index.ts'
import * as messages from '../../../src/framework/contrib/messages/index.ts'
import type { Message, BaseStorage } from '../../../src/framework/contrib/messages/storage/base.ts'
import { MessageMiddleware } from '../../../src/framework/contrib/messages/middleware.ts'
import * as cookieStorage from '../../../src/framework/contrib/messages/storage/cookie.ts'
import * as fallbackStorage from '../../../src/framework/contrib/messages/storage/fallback.ts'
import * as sessionStorage from '../../../src/framework/contrib/messages/storage/session.ts'
import * as cacheSessions from '../../../src/framework/contrib/sessions/backends/cache.ts'
import { SessionMiddleware } from '../../../src/framework/contrib/sessions/middleware.ts'
import { caches } from '../../../src/framework/core/cache/index.ts'
import type { HttpRequest } from '../../../src/framework/http/request.ts'
import type { HttpResponseBase } from '../../../src/framework/http/response_base.ts'
import { buildRequest, buildResponse, context, decode, encode } from '../requests.ts'
import { answers, type Step } from '../steps.ts'
import { provide } from '../urlconf.ts'
import { errorAnswer } from '../values.ts'

type Json = Record<string, unknown>

const STORED_KEY = 'sessionkeysessionkeysessionkey12'
const NEW_KEY = 'newsessionkeynewsessionkeynew123'

class SessionStore extends cacheSessions.SessionStore {
  override _get_new_session_key(): string {
    return NEW_KEY
  }
}

provide({
  'django.contrib.sessions.backends.cache': { SessionStore },
  'django.contrib.messages.storage.cookie': cookieStorage,
  'django.contrib.messages.storage.session': sessionStorage,
  'django.contrib.messages.storage.fallback': fallbackStorage,
})

const hide = (text: string): string => text.replaceAll(NEW_KEY, '<new-key>')

export function runSessionMiddleware(raw: Json): unknown {
  if ('stored' in raw && raw['stored'] !== null) {
    const stored = new SessionStore(STORED_KEY)
    stored._session_cache = decode(raw['stored']) as Json
    stored.save(true)
  }
  let steps: readonly Json[] = []
  const view = (request: HttpRequest) => {
    steps = answers(request['session'], (raw['steps'] ?? []) as Step[], context)
    return buildResponse(raw['response'])
  }
  const response = new SessionMiddleware(view).__call__(buildRequest(raw['request']))
  const kept: Json = {}
  for (const key of [STORED_KEY, NEW_KEY]) {
    const data = caches.get('default').get(`django.contrib.sessions.cache${key}`)
    if (data !== null) kept[hide(key)] = encode(data)
  }
  return {
    steps,
    status: response.status_code,
    set_cookie: response.cookies.values().map((morsel) => hide(morsel.OutputString())),
    headers: response.headers.items(),
    stored: kept,
  }
}

export function runSession(raw: Json): unknown {
  const session = new SessionStore()
  session._session_cache = decode(raw['data'] ?? {}) as Json
  return answers(session, raw['steps'] as Step[], context)
}

/** One browser: cookies and session last from visit to visit. */
export function runMessages(raw: Json): unknown {
  const storage = raw['storage'] as string
  ;(settings as Json)['MESSAGE_STORAGE'] = `django.contrib.messages.storage.${storage}`
  const jar = new Map<string, string>()
  const session = new Dict<unknown>({})
  return (raw['visits'] as Json[]).map((visit) => {
    const request = buildRequest(visit['request'])
    const cookies = { ...Object.fromEntries(jar), ...(visit['cookies'] as Record<string, string>) }
    request.COOKIES = new Dict(cookies)
    if (!storage.startsWith('cookie')) request['session'] = session
    let steps: readonly Json[] = []
    const view = () => {
      steps = (visit['steps'] as Step[]).map((step) => answerOf(() => messageStep(request, step)))
      return buildResponse(visit['response'])
    }
    const response = new MessageMiddleware(view).__call__(request)
    return {
      steps,
      set_cookie: keepCookies(response, jar),
      session: encode(Object.fromEntries(session.items())),
    }
  })
}

function answerOf(ask: () => unknown): Json {
  try {
    return { value: encode(ask()) }
  } catch (error) {
    return errorAnswer(error)
  }
}

/** How well zlib compresses is not compared. */
function keepCookies(response: HttpResponseBase, jar: Map<string, string>): string[] {
  return response.cookies.items().map(([name, morsel]) => {
    jar.set(name, morsel.value)
    if (morsel.__getitem__('max-age') === 0) jar.delete(name)
    const shown = morsel.OutputString()
    if (!morsel.value.startsWith('.')) return shown
    return shown.replace(`${name}=${morsel.coded_value}`, `${name}=<compressed>`)
  })
}

const isSafe = (value: unknown): boolean => value instanceof SafeString

type Level = 'debug' | 'info' | 'success' | 'warning' | 'error'

function messageStep(request: HttpRequest, [what, ...rest]: Step): unknown {
  const storage = () => messages.get_messages(request) as BaseStorage
  switch (what) {
    case 'add_message': {
      const [level, message, options = {}] = rest
      return messages.add_message(
        request,
        level as number,
        decode(message),
        decode(options) as Json,
      )
    }
    case 'get_messages':
      return [...(iterate(storage()) as Iterable<Message>)].map((message) => ({
        level: message.level,
        // recorded as encoded twice: a safe text stays one inside its own encoding
        message: isSafe(message.message)
          ? { $: 'safe', v: message.message }
          : encode(message.message),
        extra_tags: message.extra_tags,
        tags: message.tags,
        level_tag: message.level_tag,
      }))
    case 'len':
      return len(storage())
    case 'get_level':
      return messages.get_level(request)
    case 'set_level':
      return messages.set_level(request, rest[0] as number)
    case 'used':
      storage().used = rest[0] as boolean
      return null
    default: {
      const [message, options = {}] = rest
      return messages[what as Level](request, decode(message), decode(options) as Json)
    }
  }
}
