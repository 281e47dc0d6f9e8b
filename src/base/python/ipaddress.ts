/**
 * What of Python's `ipaddress` Django needs: whether a text is an IPv4 or IPv6 address, and an IPv6 one's numbers.
 * Strict: no leading zeros in IPv4, a zone (`%eth0`) only where the caller allows it.
 *
 * Python: library/ipaddress
 */

/** 4, 6 or null; a scope such as `fe80::1%eth0` counts as part of IPv6, as in Python. */
export function ipVersion(text: string): 4 | 6 | null {
  if (parseIPv4(text)) return 4
  const [address = '', ...scope] = text.split('%')
  if (scope.length > 1 || scope[0] === '') return null
  return parseIPv6(address) ? 6 : null
}

/** Four bytes, or null. */
export function parseIPv4(text: string): number[] | null {
  const parts = text.split('.')
  if (parts.length !== 4) return null
  const bytes = parts.map((part) => (/^(?:0|[1-9]\d{0,2})$/.test(part) ? Number(part) : 256))
  return bytes.every((byte) => byte < 256) ? bytes : null
}

/** Eight 16-bit numbers, or null. */
export function parseIPv6(text: string): number[] | null {
  const parts = text.split(':')
  if (parts.length < 3) return null
  const last = parts.at(-1) ?? ''
  if (last.includes('.')) {
    const v4 = parseIPv4(last)
    if (!v4) return null
    const [a = 0, b = 0, c = 0, d = 0] = v4
    parts.splice(-1, 1, (a * 256 + b).toString(16), (c * 256 + d).toString(16))
  }
  const gaps = parts
    .map((part, i) => (part === '' && i > 0 && i < parts.length - 1 ? i : -1))
    .filter((i) => i >= 0)
  if (gaps.length > 1 || parts.length > 9) return null
  const gap = gaps[0]
  let head = parts
  let tail: string[] = []
  if (gap === undefined) {
    if (parts.length !== 8) return null
  } else {
    head = parts.slice(0, gap)
    tail = parts.slice(gap + 1)
    // '::1' and '1::' split into one empty part more
    if (head[0] === '') {
      if (head.length > 1) return null
      head = []
    }
    if (tail.at(-1) === '') {
      if (tail.length > 1) return null
      tail = []
    }
    if (head.length + tail.length >= 8) return null
  }
  const groups = [...head, ...Array<string>(8 - head.length - tail.length).fill('0'), ...tail]
  if (!groups.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return null
  return groups.map((group) => parseInt(group, 16))
}

/** The short form: lower case, the longest run of zeros (two at least) as `::`. */
export function formatIPv6(groups: readonly number[]): string {
  let [start, length] = [-1, 1]
  for (let i = 0; i < 8; i += 1) {
    let end = i
    while (end < 8 && groups[end] === 0) end += 1
    if (end - i > length) [start, length] = [i, end - i]
  }
  const hex = groups.map((group) => group.toString(16))
  if (start === -1) return hex.join(':')
  return `${hex.slice(0, start).join(':')}::${hex.slice(start + length).join(':')}`
}
