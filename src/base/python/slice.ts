/**
 * Python's `slice`: what `value[start:stop:step]` passes to `__getitem__`. null where a bound was left out.
 *
 * Python: library/functions#slice
 */
import { ValueError } from './exceptions.ts'

export class Slice {
  constructor(
    readonly start: number | null,
    readonly stop: number | null,
    readonly step: number | null = null,
  ) {}

  /** The items of a list that it selects. @throws ValueError for a step of zero */
  of<T>(items: readonly T[]): T[] {
    const step = this.step ?? 1
    if (step === 0) throw new ValueError('slice step cannot be zero')
    if (step === 1) return items.slice(this.start ?? 0, this.stop ?? undefined)
    const { length } = items
    const bound = (value: number | null, fallback: number, low: number, high: number): number => {
      if (value === null) return fallback
      return Math.min(Math.max(value < 0 ? value + length : value, low), high)
    }
    const chosen: T[] = []
    if (step > 0) {
      const stop = bound(this.stop, length, 0, length)
      for (let i = bound(this.start, 0, 0, length); i < stop; i += step) chosen.push(items[i]!)
    } else {
      const stop = bound(this.stop, -1, -1, length - 1)
      for (let i = bound(this.start, length - 1, -1, length - 1); i > stop; i += step) {
        chosen.push(items[i]!)
      }
    }
    return chosen
  }
}
