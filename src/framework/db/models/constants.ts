/**
 * Words that the whole ORM shares.
 *
 * Django: django/db/models/constants.py
 */

/** Separates the steps of a lookup: `author__username__icontains`. */
export const LOOKUP_SEP = '__'

export type OnConflict = 'IGNORE' | 'UPDATE'
