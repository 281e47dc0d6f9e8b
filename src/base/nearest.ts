/** "Did you mean …?": which of the known names, or routes, a mistaken one was meant to be. */

/** The known name that is fewest edits away, or null where none is near. */
export function nearestName(wanted: string, names: Iterable<string>): string | null {
  let best: string | null = null
  let bestDistance = Math.max(1, Math.floor(wanted.length / 3)) + 1
  for (const name of names) {
    const distance = editDistance(wanted, name)
    if (distance < bestDistance) {
      best = name
      bestDistance = distance
    }
  }
  return best
}

/** A route that was tried, with the includes around it, and why it did not fit. */
export interface TriedRoute {
  readonly route: string
  readonly why: string | null
}

/**
 * The route that a path came nearest to: all of it fits but the last slash or a converter, or its text is a few
 * letters away. null where nothing is near: naming one anyway would mislead.
 */
export function nearestRoute<R extends TriedRoute>(path: string, tried: readonly R[]): R | null {
  const wanted = path.replace(/^\//, '')
  const almost =
    tried.find(({ why }) => why !== null && /slash/.test(why)) ??
    tried.find(({ why }) => why !== null && /^'[^']*' is no |^the converter /.test(why))
  if (almost !== undefined) return almost
  const texts = new Map(tried.map((each) => [filledIn(each.route, wanted), each]))
  texts.delete('')
  const near = nearestName(wanted, sameStart(wanted, texts.keys()))
  return near === null ? null : (texts.get(near) ?? null)
}

/** `posts/<int:pk>/` for `post/2/` → `posts/2/`: only the route's own text is compared. */
function filledIn(route: string, path: string): string {
  const pieces = path.split('/')
  return route
    .split('/')
    .map((piece, at) => (piece.includes('<') ? (pieces[at] ?? piece) : piece))
    .join('/')
}

/** A long common start makes everything near: what differs has to be near by itself. */
function sameStart(wanted: string, routes: Iterable<string>): string[] {
  return [...routes].filter((route) => {
    let common = 0
    while (common < wanted.length && wanted[common] === route[common]) common++
    const start = wanted.lastIndexOf('/', common - 1) + 1
    const rest = wanted.slice(start)
    return rest === '' || nearestName(rest, [route.slice(start)]) !== null
  })
}

/** Levenshtein, with two neighbours swapped counting as one edit. */
function editDistance(a: string, b: string): number {
  let [before, previous] = [[] as number[], Array.from({ length: b.length + 1 }, (_, j) => j)]
  for (let i = 1; i <= a.length; i++) {
    const current = [i]
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1
      let best = Math.min(previous[j]! + 1, current[j - 1]! + 1, previous[j - 1]! + cost)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        best = Math.min(best, before[j - 2]! + 1)
      }
      current.push(best)
    }
    ;[before, previous] = [previous, current]
  }
  return previous[b.length]!
}
