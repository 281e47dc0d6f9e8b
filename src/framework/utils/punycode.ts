/**
 * Domain names beyond ASCII as DNS has them: `bücher.example` → `xn--bcher-kva.example` (RFC 3492 after NFKC).
 *
 * Django: punycode of django/utils/encoding.py
 * Left out: most of IDNA's tables of forbidden characters.
 */
import { UnicodeError } from '../../base/python/exceptions.ts'

/** @throws UnicodeError for an empty or overlong label */
export function punycode(domain: string): string {
  const labels = domain.split(/[.\u3002\uff0e\uff61]/)
  return labels
    .map((label, i) => {
      const isLast = i === labels.length - 1

      const isAscii = /^[\0-\x7f]*$/.test(label)
      const ascii = isAscii ? label : toAscii(label)
      if ((ascii === '' && !(isLast && i > 0) && domain !== '') || ascii.length > 63) {
        throw new UnicodeError('label empty or too long')
      }
      return ascii
    })
    .join('.')
}

function toAscii(label: string): string {
  // ß and final sigma are folded by the older IDNA that Python's codec has
  const folded = label.normalize('NFKC').replaceAll('ß', 'ss').toLowerCase().normalize('NFKC')

  return /^[\0-\x7f]*$/.test(folded) ? folded : `xn--${encodeLabel(folded)}`
}

const [BASE, T_MIN, T_MAX, SKEW, DAMP, INITIAL_BIAS, INITIAL_N] = [36, 1, 26, 38, 700, 72, 128]

function encodeLabel(label: string): string {
  const codes = [...label].map((char) => char.codePointAt(0) ?? 0)
  const basic = codes.filter((code) => code < 0x80)
  let output = String.fromCodePoint(...basic) + (basic.length > 0 ? '-' : '')
  let [n, delta, bias, handled] = [INITIAL_N, 0, INITIAL_BIAS, basic.length]
  while (handled < codes.length) {
    const next = Math.min(...codes.filter((code) => code >= n))
    delta += (next - n) * (handled + 1)
    n = next
    for (const code of codes) {
      if (code < n) delta += 1
      if (code !== n) continue
      output += variableLength(delta, bias)
      bias = adapt(delta, handled + 1, handled === basic.length)
      delta = 0
      handled += 1
    }
    delta += 1
    n += 1
  }
  return output
}

function variableLength(delta: number, bias: number): string {
  let result = ''
  let q = delta
  for (let k = BASE; ; k += BASE) {
    const t = k <= bias ? T_MIN : k >= bias + T_MAX ? T_MAX : k - bias
    if (q < t) return result + digit(q)
    result += digit(t + ((q - t) % (BASE - t)))
    q = Math.floor((q - t) / (BASE - t))
  }
}

function digit(value: number): string {
  return value < 26 ? String.fromCharCode(97 + value) : String(value - 26)
}

function adapt(delta: number, count: number, isFirst: boolean): number {
  let value = Math.floor(delta / (isFirst ? DAMP : 2))
  value += Math.floor(value / count)
  let k = 0
  while (value > ((BASE - T_MIN) * T_MAX) / 2) {
    value = Math.floor(value / (BASE - T_MIN))
    k += BASE
  }
  return k + Math.floor(((BASE - T_MIN + 1) * value) / (value + SKEW))
}
