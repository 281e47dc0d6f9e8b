/**
 * Names of Django's that exist so that a project that uses them is told what is missing.
 *
 * Django: django/db/models/fields/composite.py
 */
import { NotImplementedError } from '../../../../base/python/exceptions.ts'

export class CompositePrimaryKey {
  constructor(..._args: unknown[]) {
    throw new NotImplementedError(
      'CompositePrimaryKey is not there yet. Use the automatic id and a UniqueConstraint over the fields.',
    )
  }
}
