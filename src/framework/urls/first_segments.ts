/**
 * Which patterns of a list can match a path at all, by its first segment: `blog/` rules out every route that begins
 * with another one. The order of `urlpatterns` is kept, since the first match wins.
 */

interface HasPattern {
  readonly pattern: { readonly literal: string }
}

export class FirstSegments {
  /** Places of patterns that begin with a parameter or with part of a segment. */
  readonly #open: number[] = []
  readonly #bySegment = new Map<string, number[]>()

  constructor(children: readonly HasPattern[]) {
    const segments = children.map(({ pattern }) => firstSegment(pattern.literal))
    for (const segment of new Set(segments)) if (segment !== '') this.#bySegment.set(segment, [])
    segments.forEach((segment, place) => {
      if (segment !== '') this.#bySegment.get(segment)?.push(place)
      else for (const list of [this.#open, ...this.#bySegment.values()]) list.push(place)
    })
  }

  /** Places in the list, in its order. */
  candidates(path: string): readonly number[] {
    return this.#bySegment.get(firstSegment(path)) ?? this.#open
  }
}

/** With its slash; empty where there is none. */
function firstSegment(text: string): string {
  return text.slice(0, text.indexOf('/') + 1)
}
