/** Two layers of our own. Both are named in MIDDLEWARE, in blogproject/settings.ts. */
import * as logging from 'logging'

const logger = logging.getLogger('blog.middleware')

/** Middleware as a class: made once, when the project starts, and called for every request. */
export class RequestLoggingMiddleware {
  get_response

  constructor(get_response) {
    this.get_response = get_response
  }

  __call__(request) {
    // On the way in: nothing inside has run yet
    logger.info(`Request: ${request.method} ${request.path}`)
    request.start_time = performance.now()

    const response = this.get_response(request) // everything further in happens here

    // On the way out: the response is complete
    const duration = performance.now() - request.start_time
    logger.info(`Response: ${response.status_code} (${duration.toFixed(1)} ms)`)
    response.headers['X-Response-Time'] = `${duration.toFixed(1)}ms`
    return response
  }

  /** Only called when a view raises. */
  process_exception(request, exception) {
    logger.error(`Exception in ${request.path}: ${exception}`)
    return null // let Django handle it
  }
}

/** The same idea as a function that returns a function. */
export function powered_by(get_response) {
  return function middleware(request) {
    const response = get_response(request)
    response.headers['X-Powered-By'] = 'Django'
    return response
  }
}
