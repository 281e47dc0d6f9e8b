/**
 * Finds a string that a line leaves open. Sucrase reads on to the next quote, lines below, and complains there; asked
 * only about files that are wrong already.
 */

/** In this order: comments, strings, templates and regular expressions hide each other's signs. */
const PIECES =
  /\/\/.*|\/\*[^]*?\*\/|`(?:\\[^]|[^\\`])*`|(["'])(?:\\[^]|(?!\1)[^\\\n])*(\1|\n|$)|(?<=[=(,:[!&|?{};]\s*)\/(?![/*])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^\\/\n[])+\//g

/** @returns its line, from 1; null when every string ends on its line */
export function lineOfOpenString(code: string): number | null {
  for (const { 1: quote, 2: end, index } of code.matchAll(PIECES)) {
    if (quote !== undefined && end !== quote) return code.slice(0, index).split('\n').length
  }
  return null
}
