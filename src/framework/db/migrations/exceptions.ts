/**
 * What can be wrong with a history of migrations.
 *
 * Django: django/db/migrations/exceptions.py
 */
import {
  Exception,
  LookupError,
  RuntimeError,
  ValueError,
} from '../../../base/python/exceptions.ts'
import { DatabaseError } from '../utils.ts'

/** More than one migration begins with this name. */
export class AmbiguityError extends Exception {}
/** There is no such migration file, or it is none. */
export class BadMigrationError extends Exception {}
/** Migrations depend on each other in a circle. */
export class CircularDependencyError extends Exception {}
/** A migration was applied before one that it depends on. */
export class InconsistentMigrationHistory extends Exception {}
export class InvalidMigrationPlan extends ValueError {}
/** The operation cannot be undone. */
export class IrreversibleError extends RuntimeError {}
/** A migration names another one that is not there. */
export class NodeNotFoundError extends LookupError {}
export class MigrationSchemaMissing extends DatabaseError {}
