/**
 * Django's end of logging: error responses are told once, under `django.request`. Where records go is the host's business.
 *
 * Django: django/utils/log.py, topics/logging
 * Left out: AdminEmailHandler and the other handlers: there is no console and no mail to admins here.
 */
import * as logging from '../../base/python/logging.ts'

interface Answer {
  readonly status_code: number
  _has_been_logged: boolean
}

interface LogOptions {
  readonly logger?: logging.Logger
  readonly level?: number | null
}

/** Tells of a response that is an error, once: 4xx as a warning, 5xx as an error. */
export function log_response(
  message: string,
  args: readonly unknown[],
  response: Answer,
  { logger = logging.getLogger('django.request'), level = null }: LogOptions = {},
): void {
  if (response._has_been_logged) return
  const { status_code } = response
  const own =
    status_code >= 500 ? logging.ERROR : status_code >= 400 ? logging.WARNING : logging.INFO
  logger.log(level ?? own, message, ...args)
  response._has_been_logged = true
}
