/**
 * Words of the SQL layer.
 *
 * Django: django/db/models/sql/constants.py
 */
export const INNER = 'INNER JOIN'
export const LOUTER = 'LEFT OUTER JOIN'

export const AND = 'AND'
export const OR = 'OR'
export const XOR = 'XOR'

/** What `execute_sql` gives back. */
export type ResultType = 'multi' | 'single' | 'no results' | 'row count'
