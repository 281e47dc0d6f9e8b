/**
 * Python's rounding modes, by name, on whole digits.
 *
 * Python: library/decimal#rounding-modes
 */

export const ROUND_CEILING = 'ROUND_CEILING'
export const ROUND_DOWN = 'ROUND_DOWN'
export const ROUND_FLOOR = 'ROUND_FLOOR'
export const ROUND_HALF_DOWN = 'ROUND_HALF_DOWN'
export const ROUND_HALF_EVEN = 'ROUND_HALF_EVEN'
export const ROUND_HALF_UP = 'ROUND_HALF_UP'
export const ROUND_UP = 'ROUND_UP'

export type Rounding =
  | typeof ROUND_CEILING
  | typeof ROUND_DOWN
  | typeof ROUND_FLOOR
  | typeof ROUND_HALF_DOWN
  | typeof ROUND_HALF_EVEN
  | typeof ROUND_HALF_UP
  | typeof ROUND_UP

/** The digits without their last `count`, rounded. */
export function dropDigits(
  value: { readonly digits: bigint; readonly negative: boolean },
  count: number,
  rounding: Rounding,
): bigint {
  const unit = 10n ** BigInt(count)
  const kept = value.digits / unit
  const rest = value.digits % unit
  const twice = rest * 2n
  const up: Record<Rounding, boolean> = {
    ROUND_DOWN: false,
    ROUND_UP: rest > 0n,
    ROUND_CEILING: rest > 0n && !value.negative,
    ROUND_FLOOR: rest > 0n && value.negative,
    ROUND_HALF_UP: twice >= unit,
    ROUND_HALF_DOWN: twice > unit,
    ROUND_HALF_EVEN: twice > unit || (twice === unit && kept % 2n === 1n),
  }
  return up[rounding] ? kept + 1n : kept
}
