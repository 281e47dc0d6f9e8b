/**
 * IPv6 addresses: whether a text is one, and its canonical form.
 *
 * Django: django/utils/ipv6.py
 */
import { formatIPv6, parseIPv6 } from '../../base/python/ipaddress.ts'
import { isString } from '../../base/python/safe_string.ts'
import { str } from '../../base/python/protocols.ts'
import { ValidationError } from '../core/exceptions.ts'
import { gettext_lazy as _ } from './translation/index.ts'

export const MAX_IPV6_ADDRESS_LENGTH = 39

function groupsOf(address: unknown, max_length: number): number[] | null {
  if (!isString(address) || address.length > max_length) return null
  // a scope (`%eth0`) may follow, and is dropped
  const [text = '', ...scope] = str(address).split('%')
  return scope.length > 1 || scope[0] === '' ? null : parseIPv6(text)
}

export interface CleanOptions {
  /** `::ffff:10.10.10.10` becomes `10.10.10.10`. */
  readonly unpack_ipv4?: boolean
  readonly error_message?: unknown
  readonly max_length?: number
}

/** Lower case, no leading zeros, the longest run of zeros as `::`. @throws ValidationError */
export function clean_ipv6_address(
  ip_str: unknown,
  {
    unpack_ipv4 = false,
    error_message = _('This is not a valid IPv6 address.'),
    max_length = MAX_IPV6_ADDRESS_LENGTH,
  }: CleanOptions = {},
): string {
  const groups = groupsOf(ip_str, max_length)
  if (!groups) {
    throw new ValidationError(error_message, { code: 'invalid', params: { protocol: _('IPv6') } })
  }
  const isMapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff
  if (!isMapped) return formatIPv6(groups)
  const v4 = groups
    .slice(6)
    .flatMap((group) => [group >> 8, group & 255])
    .join('.')
  return unpack_ipv4 ? v4 : `::ffff:${v4}`
}

export function is_valid_ipv6_address(ip_addr: unknown): boolean {
  return groupsOf(ip_addr, MAX_IPV6_ADDRESS_LENGTH) !== null
}
