/** A random whole number from 0 to `end` − 1, from the host's port. @throws IndexError where there is none */
import { IndexError } from '../../base/python/exceptions.ts'
import { ports } from '../utils/ports.ts'

export function randomBelow(end: number): number {
  if (end < 1) throw new IndexError('Cannot choose from an empty sequence')
  const bytes = ports.random(6)
  return bytes.reduce((value, byte) => value * 256 + byte, 0) % end
}
