/**
 * Keys of cached template fragments.
 *
 * Django: django/core/cache/utils.py, topics/cache#template-fragment-caching
 */
import { md5 } from '@noble/hashes/legacy'
import { bytesToHex } from '@noble/hashes/utils'
import { encode } from '../../../base/python/bytes.ts'
import { iterate, str } from '../../../base/python/protocols.ts'

/** @param vary_on  the values on which the fragment depends */
export function make_template_fragment_key(fragment_name: string, vary_on: unknown = null): string {
  const hasher = md5.create()
  for (const value of iterate(vary_on ?? [])) hasher.update(encode(`${str(value)}:`))
  return `template.cache.${fragment_name}.${bytesToHex(hasher.digest())}`
}
