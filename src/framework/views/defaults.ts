/**
 * The pages for 400, 403, 404 and 500 with DEBUG off: the project's own template where there is one, else a plain page
 * that gives nothing away.
 *
 * Django: django/views/defaults.py, ref/views
 */
import { class_name } from '../../base/python/class_name.ts'
import { Exception } from '../../base/python/exceptions.ts'
import { str } from '../../base/python/protocols.ts'
import { isString } from '../../base/python/safe_string.ts'
import { quote } from '../../base/python/urllib_parse.ts'
import type { HttpRequest } from '../http/request.ts'
import {
  HttpResponseBadRequest,
  HttpResponseForbidden,
  HttpResponseNotFound,
  HttpResponseServerError,
} from '../http/response.ts'
import { TemplateDoesNotExist } from '../template/exceptions.ts'
import { get_template } from '../template/loader.ts'
import { requires_csrf_token } from './decorators/csrf.ts'

interface Given {
  readonly exception?: unknown
  readonly template_name?: string
}

function plainPage(title: string, details = ''): string {
  return (
    `\n<!doctype html>\n<html lang="en">\n<head>\n  <title>${title}</title>\n</head>\n<body>\n` +
    `  <h1>${title}</h1><p>${details}</p>\n</body>\n</html>\n`
  )
}

/** The rendered template, or null where Django's own name has none. */
function rendered(
  name: string,
  isOwn: boolean,
  context: unknown = null,
  request: HttpRequest | null = null,
): unknown {
  try {
    return get_template(name).render(context, request)
  } catch (error) {
    if (error instanceof TemplateDoesNotExist && !isOwn) return null
    throw error
  }
}

/** `exception` is the message where it has one, else the class: never the list of patterns. */
export const page_not_found = requires_csrf_token(function page_not_found(
  request: HttpRequest,
  { exception, template_name = '404.html' }: Given = {},
) {
  const message = exception instanceof Exception ? exception.args[0] : undefined
  const context = {
    request_path: quote(request.path),
    exception: isString(message) ? str(message) : class_name((exception as object).constructor),
  }
  const body = rendered(template_name, template_name !== '404.html', context, request)
  const details = 'The requested resource was not found on this server.'
  return new HttpResponseNotFound(body ?? plainPage('Not Found', details))
})

/** Rendered without the request: whatever failed may fail again. */
export const server_error = requires_csrf_token(function server_error(
  _request: HttpRequest,
  { template_name = '500.html' }: Given = {},
) {
  const body = rendered(template_name, template_name !== '500.html')
  return new HttpResponseServerError(body ?? plainPage('Server Error (500)'))
})

export const bad_request = requires_csrf_token(function bad_request(
  request: HttpRequest,
  { template_name = '400.html' }: Given = {},
) {
  const body = rendered(template_name, template_name !== '400.html', null, request)
  return new HttpResponseBadRequest(body ?? plainPage('Bad Request (400)'))
})

export const permission_denied = requires_csrf_token(function permission_denied(
  request: HttpRequest,
  { exception, template_name = '403.html' }: Given = {},
) {
  const context = { exception: str(exception) }
  const body = rendered(template_name, template_name !== '403.html', context, request)
  return new HttpResponseForbidden(body ?? plainPage('403 Forbidden'))
})
