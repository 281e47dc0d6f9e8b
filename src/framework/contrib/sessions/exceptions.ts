/**
 * What can go wrong with a session while a request is answered.
 *
 * Django: django/contrib/sessions/exceptions.py
 */
import { BadRequest, SuspiciousOperation } from '../../core/exceptions.ts'

export class InvalidSessionKey extends SuspiciousOperation {}
export class SuspiciousSession extends SuspiciousOperation {}
/** The session was deleted elsewhere while this request ran: answered with 400. */
export class SessionInterrupted extends BadRequest {}
