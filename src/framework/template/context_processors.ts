/**
 * Names that every template of a request gets, as settings choose. `csrf` is always there.
 *
 * Django: django/template/context_processors.py
 * Left out: the queries of `debug` (the timeline shows them).
 */
import { contains } from '../../base/python/protocols.ts'
import { settings } from '../conf/index.ts'
import type { HttpRequest } from '../http/request.ts'
import { get_token } from '../middleware/csrf_token.ts'
import { LazyValue } from '../utils/functional.ts'
import { get_current_timezone_name } from '../utils/timezone.ts'
import { get_language, get_language_bidi } from '../utils/translation/index.ts'

type Names = Record<string, unknown>

/** The token is made only when a template asks for it: making it sets the cookie. */
export function csrf(request: unknown): Names {
  return { csrf_token: new LazyValue(() => get_token(request as HttpRequest)) }
}

export function debug(request: { META: Record<string, unknown> }): Names {
  const isInternal = contains(settings.INTERNAL_IPS, request.META['REMOTE_ADDR'] ?? null)
  return settings.DEBUG && isInternal ? { debug: true } : {}
}

export function i18n(_request: unknown): Names {
  return {
    LANGUAGES: settings.LANGUAGES,
    LANGUAGE_CODE: get_language(),
    LANGUAGE_BIDI: get_language_bidi(),
  }
}

export function tz(_request: unknown): Names {
  return { TIME_ZONE: get_current_timezone_name() }
}

/** STATIC_URL. */
export function static_(_request: unknown): Names {
  return { STATIC_URL: settings.STATIC_URL }
}
export { static_ as static }

/** MEDIA_URL. */
export function media(_request: unknown): Names {
  return { MEDIA_URL: settings.MEDIA_URL }
}

export function request(request: unknown): Names {
  return { request }
}
