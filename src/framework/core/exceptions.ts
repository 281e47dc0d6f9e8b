/**
 * Exceptions that any part of Django may raise. Which HTTP status one becomes is not decided here, but at the boundary
 * around each middleware (core/handlers/exception.ts).
 *
 * Django: django/core/exceptions.py, ref/exceptions
 */
import { Exception } from '../../base/python/exceptions.ts'

/** The query matched no object: base of every `Model.DoesNotExist`. */
export class ObjectDoesNotExist extends Exception {
  /** Templates render nothing instead of failing. */
  readonly silent_variable_failure = true
}
export class MultipleObjectsReturned extends Exception {}
export class FieldDoesNotExist extends Exception {}
export class AppRegistryNotReady extends Exception {}

/** Something in the request that no honest browser sends: answered with 400, logged under `django.security.NAME`. */
export class SuspiciousOperation extends Exception {}
export class SuspiciousMultipartForm extends SuspiciousOperation {}
export class SuspiciousFileOperation extends SuspiciousOperation {}
export class DisallowedHost extends SuspiciousOperation {}
export class DisallowedRedirect extends SuspiciousOperation {}
export class TooManyFieldsSent extends SuspiciousOperation {}
export class TooManyFilesSent extends SuspiciousOperation {}
export class RequestDataTooBig extends SuspiciousOperation {}

/** The request is broken: answered with 400. */
export class BadRequest extends Exception {}
export class RequestAborted extends Exception {}
/** Answered with 403. */
export class PermissionDenied extends Exception {}
export class ViewDoesNotExist extends Exception {}
/** A middleware's constructor takes itself out of the chain with this. */
export class MiddlewareNotUsed extends Exception {}
export class ImproperlyConfigured extends Exception {}
export class FieldError extends Exception {}
export class EmptyResultSet extends Exception {}
export class FullResultSet extends Exception {}
export class SynchronousOnlyOperation extends Exception {}

export { NON_FIELD_ERRORS, ValidationError } from './validation_error.ts'
