/**
 * Python's `round()`: halves go to the even neighbour.
 *
 * Python: library/functions#round
 */
import { asFloat } from '../../base/python/int.ts'

/** `float(value)`, as a JavaScript number. @throws ValueError, TypeError */
export function toFloatNumber(value: unknown): number {
  return Number(asFloat(value))
}

/** `round(value)`. */
export function roundHalfEven(value: number): number {
  const floor = Math.floor(value)
  const rest = value - floor
  if (rest < 0.5) return floor + 0
  if (rest > 0.5) return floor + 1
  return (floor % 2 === 0 ? floor : floor + 1) + 0
}

/** `round(value, digits)`: the decimal nearest to the exact binary value. */
export function roundTo(value: number, digits: number): number {
  if (!Number.isFinite(value)) return value
  const scaled = value * 10 ** digits
  const isTie = Math.abs(scaled - Math.trunc(scaled)) === 0.5 && scaled / 10 ** digits === value
  // toFixed works on the exact value too, but breaks exact ties upwards
  return isTie ? roundHalfEven(scaled) / 10 ** digits : Number(value.toFixed(digits))
}
