/**
 * Django: django/core/asgi.py, howto/deployment/asgi
 */
import { ASGIHandler } from './handlers/asgi.ts'

/** The project as an ASGI application: call it with a scope, and with functions to receive and to send. */
export function get_asgi_application(): ASGIHandler {
  return new ASGIHandler()
}
