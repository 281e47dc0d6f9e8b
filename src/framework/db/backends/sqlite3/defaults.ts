/**
 * What goes into a new column of the rows that are there, and values written out in SQL.
 *
 * Django: effective_default in django/db/backends/base/schema.py, quote_value in django/db/backends/sqlite3/schema.py
 */
import { ValueError } from '../../../../base/python/exceptions.ts'
import { Float } from '../../../../base/python/float.ts'
import { Decimal } from '../../../../base/python/decimal.ts'
import { repr, str, type_name } from '../../../../base/python/protocols.ts'
import { now } from '../../../utils/timezone.ts'
import type { AnyField, Instance } from '../../models/declared.ts'

/** As the database stores it; null where there is nothing to put in. */
export function effectiveDefault(field: AnyField, connection: Instance): unknown {
  return field.get_db_prep_save(pythonDefault(field), connection)
}

function pythonDefault(field: AnyField): unknown {
  if (field.has_default()) return field.get_default()
  const type: string = field.get_internal_type()
  if (!field.null && field.blank && field.empty_strings_allowed)
    return type === 'BinaryField' ? new Uint8Array() : ''
  if (field.auto_now !== true && field.auto_now_add !== true) return null
  const moment = now()
  if (type === 'DateTimeField') return moment
  return type === 'DateField' ? moment.date() : moment.time()
}

/** @throws {ValueError} nothing that SQL could write */
export function quoteValue(value: unknown): string {
  if (value === null) return 'NULL'
  if (typeof value === 'boolean') return value ? '1' : '0'
  if (typeof value === 'number' || typeof value === 'bigint') return String(value)
  if (value instanceof Decimal || value instanceof Float) return str(value)
  if (value instanceof Uint8Array) {
    return `X'${Array.from(value, (byte) => byte.toString(16).padStart(2, '0')).join('')}'`
  }
  if (typeof value === 'string' || value instanceof String) {
    return `'${String(value).replaceAll("'", "''")}'`
  }
  throw new ValueError(`Cannot quote parameter value ${repr(value)} of type ${type_name(value)}`)
}
