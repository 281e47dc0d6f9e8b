/**
 * Which of the known words was probably meant: Python's `difflib.get_close_matches`, with its ratio of matching blocks.
 */

/** Length of all common blocks: the longest one, then the same left and right of it. */
function matching(a: string, b: string): number {
  if (a === '' || b === '') return 0
  let [best, at_a, at_b] = [0, 0, 0]
  for (let i = 0; i < a.length; i += 1) {
    for (let j = 0; j < b.length; j += 1) {
      let size = 0
      while (i + size < a.length && j + size < b.length && a[i + size] === b[j + size]) size += 1
      if (size > best) [best, at_a, at_b] = [size, i, j]
    }
  }
  if (best === 0) return 0
  return (
    best +
    matching(a.slice(0, at_a), b.slice(0, at_b)) +
    matching(a.slice(at_a + best), b.slice(at_b + best))
  )
}

/** Up to `n` possibilities at least `cutoff` alike, best first. */
export function closeMatches(
  word: string,
  possibilities: readonly string[],
  n = 3,
  cutoff = 0.6,
): string[] {
  return possibilities
    .map((name) => ({ name, ratio: (2 * matching(name, word)) / (name.length + word.length) }))
    .filter(({ ratio }) => ratio >= cutoff)
    .sort((x, y) => y.ratio - x.ratio || (x.name < y.name ? 1 : -1))
    .slice(0, n)
    .map(({ name }) => name)
}
