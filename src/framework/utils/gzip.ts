/**
 * Gzip with a file name of random length in front: what is compressed with a secret in it must not tell by its size how
 * much of a guess was right (the BREACH attack).
 *
 * Django: django/utils/text.py (compress_string, compress_sequence)
 */
import { Gzip, gzipSync } from 'fflate'
import { Bytes } from '../../base/python/bytes.ts'
import { ports } from './ports.ts'

const LEVEL = 6
const HEADER_SIZE = 10
/** Byte 3 of a gzip header; this bit says that a name follows. */
const FLAGS = 3
const HAS_NAME = 8
const LETTER_A = 97

function randomName(max_random_bytes: number): Uint8Array {
  const [random = 0] = ports.random(1)
  const name = new Uint8Array((random % max_random_bytes) + 1)
  return name.fill(LETTER_A)
}

/** The header with the name and its closing zero. */
function withName(compressed: Uint8Array, name: Uint8Array): Bytes {
  const whole = new Bytes(compressed.length + name.length + 1)
  whole.set(compressed.subarray(0, HEADER_SIZE))
  whole[FLAGS] = (whole[FLAGS] ?? 0) | HAS_NAME
  whole.set(name, HEADER_SIZE)
  whole.set(compressed.subarray(HEADER_SIZE), HEADER_SIZE + name.length + 1)
  return whole
}

interface Options {
  /** Most bytes that are added; 0 for none. */
  readonly max_random_bytes?: number
}

export function compress_string(s: Uint8Array, { max_random_bytes = 0 }: Options = {}): Bytes {
  const compressed = gzipSync(s, { level: LEVEL, mtime: 0 })
  if (max_random_bytes === 0) return new Bytes(compressed)
  return withName(compressed, randomName(max_random_bytes))
}

/** Chunk by chunk: what a generator yields is sent when it is there. */
export function* compress_sequence(
  sequence: Iterable<Uint8Array>,
  { max_random_bytes = 0 }: Options = {},
): Generator<Bytes> {
  let ready: Uint8Array[] = []
  const zip = new Gzip({ level: LEVEL, mtime: 0 }, (chunk) => ready.push(chunk))
  let isFirst = true
  const take = (): Bytes[] => {
    const chunks = ready.filter((chunk) => chunk.length > 0)
    ready = []
    return chunks.map((chunk) => {
      const named = isFirst && max_random_bytes > 0
      isFirst = false
      return named ? withName(chunk, randomName(max_random_bytes)) : new Bytes(chunk)
    })
  }
  for (const item of sequence) {
    zip.push(item)
    zip.flush()
    yield* take()
  }
  zip.push(new Uint8Array(0), true)
  yield* take()
}
