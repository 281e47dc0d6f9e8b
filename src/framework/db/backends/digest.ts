/**
 * MD5, for the names of indexes and constraints: Django ends them with the first digits of a digest, and the names
 * should be the same here. Never used where it would have to be secure.
 */
const SHIFTS = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21]
const SINES = Array.from(
  { length: 64 },
  (_, i) => Math.floor(Math.abs(Math.sin(i + 1)) * 2 ** 32) | 0,
)

/** Lower-case hexadecimal digest of the text's UTF-8 bytes. */
export function md5(text: string): string {
  const bytes = new TextEncoder().encode(text)
  const length = ((bytes.length + 8) >> 6) * 64 + 64
  const padded = new Uint8Array(length)
  padded.set(bytes)
  padded[bytes.length] = 0x80
  const view = new DataView(padded.buffer)
  view.setUint32(length - 8, bytes.length * 8, true)
  view.setUint32(length - 4, Math.floor(bytes.length / 2 ** 29), true)
  const state = [0x67452301, 0xefcdab89 | 0, 0x98badcfe | 0, 0x10325476]
  for (let offset = 0; offset < length; offset += 64) mix(state, view, offset)
  const out = new DataView(new ArrayBuffer(16))
  state.forEach((word, i) => out.setInt32(i * 4, word, true))
  return Array.from(new Uint8Array(out.buffer), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  )
}

function mix(state: number[], view: DataView, offset: number): void {
  let [a, b, c, d] = state as [number, number, number, number]
  for (let i = 0; i < 64; i += 1) {
    const round = i >> 4
    const f = [(b & c) | (~b & d), (d & b) | (~d & c), b ^ c ^ d, c ^ (b | ~d)][round]!
    const g = [i, 5 * i + 1, 3 * i + 5, 7 * i][round]! % 16
    const sum = (a + f + SINES[i]! + view.getInt32(offset + g * 4, true)) | 0
    const shift = SHIFTS[round * 4 + (i % 4)]!
    ;[a, d, c, b] = [d, c, b, (b + ((sum << shift) | (sum >>> (32 - shift)))) | 0]
  }
  for (const [i, word] of [a, b, c, d].entries()) state[i] = (state[i]! + word) | 0
}

/** First digits of a digest of several names together. */
export function names_digest(names: readonly string[], length: number): string {
  return md5(names.join('')).slice(0, length)
}
