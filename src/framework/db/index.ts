/** `django.db`. */
export { connection, connections, openConnection, reset_queries } from './connection.ts'
export * as transaction from './transaction.ts'
export * as models from './models/index.ts'
export {
  DatabaseError,
  DataError,
  DEFAULT_DB_ALIAS,
  IntegrityError,
  InterfaceError,
  InternalError,
  NotSupportedError,
  OperationalError,
  ProgrammingError,
} from './utils.ts'
