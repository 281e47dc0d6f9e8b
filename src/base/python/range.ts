/**
 * Python's range: the whole numbers from `start` up to `stop`, without holding them.
 *
 * Python: library/stdtypes#range
 */
import { IndexError, ValueError } from './exceptions.ts'
import { isInt } from './float.ts'
import type { Slice } from './slice.ts'

export class Range {
  readonly start: number
  readonly stop: number
  readonly step: number
  readonly length: number

  /** `new Range(stop)` or `new Range(start, stop, step)`. @throws ValueError for a step of zero */
  constructor(first: number, stop?: number, step = 1) {
    if (step === 0) throw new ValueError('range() arg 3 must not be zero')
    this.start = stop === undefined ? 0 : first
    this.stop = stop ?? first
    this.step = step
    this.length = Math.max(0, Math.ceil((this.stop - this.start) / step))
  }

  __len__(): number {
    return this.length
  }

  __bool__(): boolean {
    return this.length > 0
  }

  /** @throws IndexError */
  __getitem__(index: number | Slice): number | Range {
    if (typeof index !== 'number') {
      return this.slice(index.start ?? 0, index.stop ?? this.length)
    }
    const at = index < 0 ? index + this.length : index
    if (at < 0 || at >= this.length) throw new IndexError('range object index out of range')
    return this.start + at * this.step
  }

  slice(start = 0, end = this.length): Range {
    const bound = (at: number) => Math.min(Math.max(at < 0 ? at + this.length : at, 0), this.length)
    const [from, to] = [bound(start), bound(end)]
    return new Range(
      this.start + from * this.step,
      this.start + Math.max(from, to) * this.step,
      this.step,
    )
  }

  __contains__(value: unknown): boolean {
    if (!isInt(value)) return false
    const at = (Number(value) - this.start) / this.step
    return Number.isInteger(at) && at >= 0 && at < this.length
  }

  *[Symbol.iterator](): Iterator<number> {
    for (let i = 0; i < this.length; i += 1) yield this.start + i * this.step
  }

  __eq__(other: unknown): boolean {
    if (!(other instanceof Range) || other.length !== this.length) return false
    if (this.length === 0) return true
    return this.start === other.start && (this.length === 1 || this.step === other.step)
  }

  __repr__(): string {
    return `range(${this.start}, ${this.stop}${this.step === 1 ? '' : `, ${this.step}`})`
  }
}
