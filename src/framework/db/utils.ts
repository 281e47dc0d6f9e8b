/**
 * The database exceptions of PEP 249 as Django re-raises them, and the table of open connections. A driver throws
 * these classes itself: nothing above it ever sees SQLite's own errors.
 *
 * Django: django/db/utils.py, ref/exceptions#database-exceptions
 * Left out: database routers.
 */
import { Exception } from '../../base/python/exceptions.ts'

export const DEFAULT_DB_ALIAS = 'default'

export class InterfaceError extends Exception {}
export class DatabaseError extends Exception {}
export class DataError extends DatabaseError {}
export class OperationalError extends DatabaseError {}
export class IntegrityError extends DatabaseError {}
export class InternalError extends DatabaseError {}
export class ProgrammingError extends DatabaseError {}
export class NotSupportedError extends DatabaseError {}

/** No connection of that alias is open. */
export class ConnectionDoesNotExist extends Exception {}
