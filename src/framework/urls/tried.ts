/**
 * Which patterns were tried, kept as "the first so many of these": most requests never ask, and writing the list out
 * would cost more than the trying.
 */
import type { URLPattern, URLResolver } from './resolvers.ts'

/** One pattern tried, with the includes around it first. */
export type Tried = readonly (URLPattern | URLResolver)[]

export class TriedList {
  #list: readonly Tried[] | null = null

  constructor(
    private readonly children: readonly (URLPattern | URLResolver)[],
    private readonly count: number,
    /** By place: what an include tried whose own prefix matched. */
    private readonly below: ReadonlyMap<number, TriedList> | null,
  ) {}

  get list(): readonly Tried[] {
    this.#list ??= this.children.slice(0, this.count).flatMap((child, index): Tried[] => {
      const below = this.below?.get(index)
      return below === undefined ? [[child]] : below.list.map((deeper) => [child, ...deeper])
    })
    return this.#list
  }
}
