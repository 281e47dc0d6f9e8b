/**
 * Headers that make browsers careful, and the redirect to https.
 *
 * Django: django/middleware/security.py, ref/middleware
 */
import { Pattern } from '../../base/python/re.ts'
import { settings } from '../conf/index.ts'
import type { GetResponse } from '../core/handlers/layer.ts'
import type { HttpRequest } from '../http/request.ts'
import { HttpResponsePermanentRedirect } from '../http/response.ts'
import type { HttpResponseBase } from '../http/response_base.ts'
import { MiddlewareMixin } from '../utils/deprecation.ts'

export class SecurityMiddleware extends MiddlewareMixin {
  sts_seconds = settings.SECURE_HSTS_SECONDS
  sts_include_subdomains = settings.SECURE_HSTS_INCLUDE_SUBDOMAINS
  sts_preload = settings.SECURE_HSTS_PRELOAD
  content_type_nosniff = settings.SECURE_CONTENT_TYPE_NOSNIFF
  redirect = settings.SECURE_SSL_REDIRECT
  redirect_host = settings.SECURE_SSL_HOST
  redirect_exempt: Pattern[]
  referrer_policy = settings.SECURE_REFERRER_POLICY
  cross_origin_opener_policy = settings.SECURE_CROSS_ORIGIN_OPENER_POLICY

  constructor(get_response: GetResponse) {
    super(get_response)
    this.redirect_exempt = settings.SECURE_REDIRECT_EXEMPT.map((regex) => new Pattern(regex))
  }

  process_request(request: HttpRequest): HttpResponseBase | null {
    if (!this.redirect || request.is_secure()) return null
    const path = request.path.replace(/^\/+/, '')
    if (this.redirect_exempt.some((pattern) => pattern.search(path) !== null)) return null
    const host = this.redirect_host || request.get_host()
    return new HttpResponsePermanentRedirect(`https://${host}${request.get_full_path()}`)
  }

  process_response(request: HttpRequest, response: HttpResponseBase): HttpResponseBase {
    const { headers } = response
    if (
      this.sts_seconds &&
      request.is_secure() &&
      !headers.__contains__('Strict-Transport-Security')
    ) {
      const subdomains = this.sts_include_subdomains ? '; includeSubDomains' : ''
      const preload = this.sts_preload ? '; preload' : ''
      headers.__setitem__(
        'Strict-Transport-Security',
        `max-age=${this.sts_seconds}${subdomains}${preload}`,
      )
    }
    if (this.content_type_nosniff) headers.setdefault('X-Content-Type-Options', 'nosniff')
    const policy = this.referrer_policy
    if (policy) {
      const policies =
        typeof policy === 'string' ? policy.split(',').map((one) => one.trim()) : policy
      headers.setdefault('Referrer-Policy', policies.join(','))
    }
    if (this.cross_origin_opener_policy) {
      headers.setdefault('Cross-Origin-Opener-Policy', this.cross_origin_opener_policy)
    }
    return response
  }
}
