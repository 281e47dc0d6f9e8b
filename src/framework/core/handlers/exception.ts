/**
 * Where exceptions become responses: around every middleware and around the view. So the next layer out always gets a
 * response, and an exception never flies through the whole onion.
 *
 * Django: django/core/handlers/exception.py, howto/error-reporting
 */
import { callWithKwargs } from '../../../base/kwargs.ts'
import { ERROR, getLogger } from '../../../base/python/logging.ts'
import { str } from '../../../base/python/protocols.ts'
import { tracing } from '../../../trace/tracer.ts'
import { settings } from '../../conf/index.ts'
import { Http404 } from '../../http/exceptions.ts'
import { MultiPartParserError } from '../../http/multipartparser.ts'
import type { HttpRequest } from '../../http/request.ts'
import type { HttpResponseBase } from '../../http/response_base.ts'
import { get_resolver, get_urlconf, type URLResolver } from '../../urls/index.ts'
import { log_response } from '../../utils/log.ts'
import { technical_404_response, technical_500_response } from '../../views/debug.ts'
import {
  BadRequest,
  PermissionDenied,
  RequestDataTooBig,
  SuspiciousOperation,
  TooManyFieldsSent,
  TooManyFilesSent,
} from '../exceptions.ts'
import { got_request_exception } from '../signals.ts'
import type { GetResponse } from './layer.ts'
import { exceptionName, tellRaised } from './raised.ts'

/**
 * @param boundary  for the trace: index of the layer that gets the response; -1: the server, null: the innermost layer
 */
export function convert_exception_to_response(
  get_response: GetResponse,
  boundary: number | null,
): GetResponse {
  return (request) => {
    try {
      return get_response(request)
    } catch (error) {
      return converted(request, error, boundary)
    }
  }
}

/** @param boundary  as above */
export function converted(
  request: HttpRequest,
  error: unknown,
  boundary: number | null,
): HttpResponseBase {
  tellRaised(error)
  const response = response_for_exception(request, error)
  tracing.tracer?.event('exception.converted', {
    className: exceptionName(error),
    status: response.status_code,
    boundary,
  })
  return response
}

/** 404, 403, 400 or 500, by the exception's class. */
export function response_for_exception(request: HttpRequest, exc: unknown): HttpResponseBase {
  return rendered(answerFor(request, exc))
}

function answerFor(request: HttpRequest, exc: unknown): HttpResponseBase {
  const resolver = get_resolver(get_urlconf())
  const tell = (message: string, response: HttpResponseBase) => {
    log_response(message, [request.path], response)
    return response
  }
  if (exc instanceof Http404) {
    return settings.DEBUG
      ? technical_404_response(request, exc)
      : get_exception_response(request, resolver, 404, exc)
  }
  if (exc instanceof PermissionDenied) {
    const response = get_exception_response(request, resolver, 403, exc)
    return tell('Forbidden (Permission denied): %s', response)
  }
  if (exc instanceof MultiPartParserError) {
    const response = get_exception_response(request, resolver, 400, exc)
    return tell('Bad request (Unable to parse request body): %s', response)
  }
  if (exc instanceof BadRequest) {
    return tell(`${str(exc).replaceAll('%', '%%')}: %s`, badRequest(request, resolver, exc))
  }
  if (exc instanceof SuspiciousOperation) return suspicious(request, resolver, exc)
  got_request_exception.send(null, { request })
  const response = handle_uncaught_exception(request, resolver, exc)
  return tell(`${response.reason_phrase}: %s`, response)
}

function badRequest(request: HttpRequest, resolver: URLResolver, exc: unknown): HttpResponseBase {
  return settings.DEBUG
    ? technical_500_response(request, exc, 400)
    : get_exception_response(request, resolver, 400, exc)
}

function suspicious(
  request: HttpRequest,
  resolver: URLResolver,
  exc: SuspiciousOperation,
): HttpResponseBase {
  const isTooMuch =
    exc instanceof RequestDataTooBig ||
    exc instanceof TooManyFieldsSent ||
    exc instanceof TooManyFilesSent
  // reading POST again would raise the same once more
  if (isTooMuch) request._mark_post_parse_error()
  const response = badRequest(request, resolver, exc)
  const logger = getLogger(`django.security.${exceptionName(exc)}`)
  log_response(str(exc), [], response, { level: ERROR, logger })
  return response
}

/** The project's handler, or Django's; one that fails itself makes a 500. */
function get_exception_response(
  request: HttpRequest,
  resolver: URLResolver,
  status_code: number,
  exception: unknown,
): HttpResponseBase {
  try {
    const handler = resolver.resolve_error_handler(status_code)
    return callWithKwargs(handler, [request], { exception }) as HttpResponseBase
  } catch (error) {
    tellRaised(error)
    got_request_exception.send(null, { request })
    return handle_uncaught_exception(request, resolver, error)
  }
}

function handle_uncaught_exception(
  request: HttpRequest,
  resolver: URLResolver,
  error: unknown,
): HttpResponseBase {
  if (settings.DEBUG_PROPAGATE_EXCEPTIONS) throw error
  if (settings.DEBUG) return technical_500_response(request, error)
  return callWithKwargs(resolver.resolve_error_handler(500), [request]) as HttpResponseBase
}

/** A handler may answer with a TemplateResponse, which is rendered here at the latest. */
function rendered(response: HttpResponseBase): HttpResponseBase {
  const late = response as { is_rendered?: boolean; render?: () => HttpResponseBase }
  return late.is_rendered === false && late.render ? late.render() : response
}
