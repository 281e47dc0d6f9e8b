import * as logging from 'logging'
import { settings } from 'django/conf'
import { BadRequest, PermissionDenied, SuspiciousOperation } from 'django/core/exceptions'
import { Http404, JsonResponse } from 'django/http'
import { MultiPartParserError } from 'django/http/multipartparser'
import { render } from 'django/shortcuts'
import { timezone } from 'django/utils'

const logger = logging.getLogger('blog.middleware')

export class RequestLoggingMiddleware {
  constructor(get_response) {
    this.get_response = get_response
  }

  __call__(request) {
    // Process request before view
    const start_time = timezone.now()

    // Log request details
    logger.info(`Request: ${request.method} ${request.path}`)

    // Add custom data to request
    request.start_time = start_time
    request.custom_header = request.META.get('HTTP_X_CUSTOM_HEADER')

    // Call the next middleware or view
    const response = this.get_response(request)

    // Process response after view
    const duration = timezone.now().sub(start_time).total_seconds().toFixed(2)
    logger.info(`Response: ${response.status_code} (${duration}s)`)

    // Add custom headers to response
    response.headers['X-Response-Time'] = `${duration}s`
    return response
  }

  /** Called when a view raises an exception */
  process_exception(request, exception) {
    logger.error('Exception in %s: %s', request.path, exception)
    return null // Let Django handle the exception
  }
}

export class ResponseModificationMiddleware {
  constructor(get_response) {
    this.get_response = get_response
  }

  __call__(request) {
    const response = this.get_response(request)

    // Modify response headers
    response.headers['X-Powered-By'] = 'Django'
    response.headers['X-Frame-Options'] = 'DENY'

    // Add security headers
    if (request.is_secure()) {
      response.headers['Strict-Transport-Security'] = 'max-age=31536000'
    }
    return response
  }
}

/** Django answers these itself, with 404, 403 or 400. */
const ANSWERED_BY_DJANGO = [
  Http404,
  PermissionDenied,
  BadRequest,
  SuspiciousOperation,
  MultiPartParserError,
]

export class ExceptionHandlingMiddleware {
  constructor(get_response) {
    this.get_response = get_response
  }

  __call__(request) {
    return this.get_response(request)
  }

  process_exception(request, exception) {
    if (ANSWERED_BY_DJANGO.some((cls) => exception instanceof cls)) return null

    // Log the exception
    logger.exception(`Unhandled exception in ${request.path}`)

    // Return custom error response
    if (request.headers.get('Accept') === 'application/json') {
      return new JsonResponse(
        {
          error: 'Internal server error',
          message: settings.DEBUG ? exception.message : 'Something went wrong',
        },
        { status: 500 },
      )
    }
    return render(request, 'errors/500.html', null, { status: 500 })
  }
}

export class DebugMiddleware {
  constructor(get_response) {
    this.get_response = get_response
  }

  __call__(request) {
    if (settings.DEBUG) {
      print('Request:', request.method, request.path)
      print('User:', request.user)
      print('GET params:', Object.fromEntries(request.GET.lists()))
      print('POST data:', Object.fromEntries(request.POST.lists()))
    }

    const response = this.get_response(request)

    if (settings.DEBUG) {
      print('Response:', response.status_code)
      print('Content-Type:', response.headers.get('Content-Type'))
    }
    return response
  }
}
