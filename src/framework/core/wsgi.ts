/**
 * Django: django/core/wsgi.py, howto/deployment/wsgi
 */
import { WSGIHandler } from './handlers/wsgi.ts'

/** The project as a WSGI application: call it with an environ and a `start_response`. */
export function get_wsgi_application(): WSGIHandler {
  return new WSGIHandler()
}
