/**
 * Names of indexes and constraints end with the first digits of a digest, so that they are short and unique; they
 * should be the same as Django's.
 *
 * Django: names_digest in django/db/backends/utils.py
 */
import { hashBytes } from '../../utils/crypto.ts'

/** First digits of a digest of several names together. */
export function names_digest(names: readonly string[], length: number): string {
  return hashBytes('md5', names.join('')).hexdigest().slice(0, length)
}
