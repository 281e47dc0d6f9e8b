/**
 * Small things every site wants: a Content-Length, and the slash that was forgotten. The slash is added on the way
 * *out*, when the answer is a 404 and the address with a slash would have been found. BrokenLinkEmailsMiddleware tells the
 * managers of 404s that somebody's link led to.
 *
 * Django: django/middleware/common.py, ref/middleware
 */
import { RuntimeError } from '../../base/python/exceptions.ts'
import { str } from '../../base/python/protocols.ts'
import { Pattern } from '../../base/python/re.ts'
import { exposeStatics } from '../../base/python/statics.ts'
import { urlsplit } from '../../base/python/urllib_parse.ts'
import { settings } from '../conf/index.ts'
import { PermissionDenied } from '../core/exceptions.ts'
import type * as mail from '../core/mail/index.ts'
import type { GetResponse } from '../core/handlers/layer.ts'
import { HttpResponse, HttpResponsePermanentRedirect } from '../http/response.ts'
import type { HttpRequest } from '../http/request.ts'
import type { HttpResponseBase } from '../http/response_base.ts'
import { is_valid_path } from '../urls/index.ts'
import { MiddlewareMixin } from '../utils/deprecation.ts'
import { escape_leading_slashes } from '../utils/http.ts'
import { import_module } from '../utils/module_loading.ts'

export class CommonMiddleware extends MiddlewareMixin {
  static response_redirect_class: new (to: string) => HttpResponseBase =
    HttpResponsePermanentRedirect
  declare response_redirect_class: new (to: string) => HttpResponseBase

  constructor(get_response: GetResponse) {
    super(get_response)
    exposeStatics(new.target)
  }

  process_request(request: HttpRequest): HttpResponseBase | null {
    const agent = request.META.get('HTTP_USER_AGENT')
    if (
      agent !== null &&
      settings.DISALLOWED_USER_AGENTS.some((regex) => isFound(regex, str(agent)))
    ) {
      throw new PermissionDenied('Forbidden user agent')
    }
    const host = request.get_host()
    if (!settings.PREPEND_WWW || host === '' || host.startsWith('www.')) return null
    const path = this.should_redirect_with_slash(request)
      ? this.get_full_path_with_slash(request)
      : request.get_full_path()
    return new this.response_redirect_class(`${request.scheme}://www.${host}${path}`)
  }

  /** The path leads nowhere, and with a slash it would. */
  should_redirect_with_slash(request: HttpRequest): boolean {
    if (!settings.APPEND_SLASH || request.path_info.endsWith('/')) return false
    const urlconf = request.urlconf ?? null
    if (is_valid_path(request.path_info, urlconf) !== false) return false
    const match = is_valid_path(`${request.path_info}/`, urlconf)
    if (match === false) return false
    return (match.func as { should_append_slash?: boolean }).should_append_slash ?? true
  }

  /** @throws {RuntimeError}  under DEBUG, for a method whose data a redirect would lose */
  get_full_path_with_slash(request: HttpRequest): string {
    const path = escape_leading_slashes(request.get_full_path(true))
    const { method } = request
    if (settings.DEBUG && ['DELETE', 'POST', 'PUT', 'PATCH'].includes(method ?? '')) {
      throw new RuntimeError(
        `You called this URL via ${method}, but the URL doesn't end in a slash and you have APPEND_SLASH set. ` +
          `Django can't redirect to the slash URL while maintaining ${method} data. Change your form to point to ` +
          `${request.get_host()}${path} (note the trailing slash), or set APPEND_SLASH=False in your Django settings.`,
      )
    }
    return path
  }

  process_response(request: HttpRequest, response: HttpResponseBase): HttpResponseBase {
    if (response.status_code === 404 && this.should_redirect_with_slash(request)) {
      return new this.response_redirect_class(this.get_full_path_with_slash(request))
    }
    if (response instanceof HttpResponse && !response.has_header('Content-Length')) {
      response.headers.__setitem__('Content-Length', String(response.content.length))
    }
    return response
  }
}

export class BrokenLinkEmailsMiddleware extends MiddlewareMixin {
  process_response(request: HttpRequest, response: HttpResponseBase): HttpResponseBase {
    if (response.status_code !== 404 || settings.DEBUG) return response
    const domain = request.get_host()
    const path = request.get_full_path()
    const meta = (name: string, missing: string) => str(request.META.get(name, missing))
    const referer = meta('HTTP_REFERER', '')
    if (this.is_ignorable_request(request, path, domain, referer)) return response
    const kind = this.is_internal_request(domain, referer) ? 'INTERNAL ' : ''
    // by name: a browser loads mail only for projects that send some
    const { mail_managers } = import_module('django.core.mail') as unknown as typeof mail
    mail_managers(
      `Broken ${kind}link on ${domain}`,
      `Referrer: ${referer}\nRequested URL: ${path}\nUser agent: ${meta('HTTP_USER_AGENT', '<none>')}\n` +
        `IP address: ${meta('REMOTE_ADDR', '<none>')}\n`,
      { fail_silently: true },
    )
    return response
  }

  /** Whether the link stands on a page of this very domain. */
  is_internal_request(domain: string, referer: string): boolean {
    return ['http://', 'https://'].some((scheme) => referer.startsWith(`${scheme}${domain}/`))
  }

  /** No link at all, a search engine's, one from the page to itself, or one that the settings name. */
  is_ignorable_request(
    _request: HttpRequest,
    uri: string,
    domain: string,
    referer: string,
  ): boolean {
    if (referer === '') return true
    if (settings.APPEND_SLASH && uri.endsWith('/') && referer === uri.slice(0, -1)) return true
    if (!this.is_internal_request(domain, referer) && referer.includes('?')) return true
    const { netloc, path } = urlsplit(referer)
    if ((netloc === '' || netloc === domain) && path === uri) return true
    return settings.IGNORABLE_404_URLS.some((regex) => isFound(regex, uri))
  }
}

/** A JavaScript expression, or one in Python's syntax. */
function isFound(regex: RegExp | Pattern, text: string): boolean {
  return regex instanceof Pattern ? regex.search(text) !== null : regex.test(text)
}
