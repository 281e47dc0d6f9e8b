/**
 * Why a route did not match, for people: the framework tells it while it tries, so nobody has to guess later.
 * Only asked while something listens.
 */
import { ValueError } from '../../base/python/exceptions.ts'
import { repr } from '../../base/python/protocols.ts'
import { Pattern as PythonRegex } from '../../base/python/re.ts'
import type { Converter } from './converters.ts'

/** A piece of a `path()` route. */
export type RoutePart =
  | { readonly text: string }
  | { readonly parameter: string; readonly type: string; readonly converter: Converter }

/** What Django's own converters want, in words. */
const KINDS: Readonly<Record<string, string>> = {
  int: 'int',
  slug: 'slug (letters, digits, - and _)',
  uuid: 'uuid (lower case, with hyphens)',
}

/** Begins like `'abc' is no int`: one sentence without a full stop. */
export function explainRoute(
  parts: readonly RoutePart[],
  isEndpoint: boolean,
  path: string,
): string {
  let rest = path
  for (const [index, part] of parts.entries()) {
    const isLast = index === parts.length - 1
    if ('text' in part) {
      if (rest.startsWith(part.text)) {
        rest = rest.slice(part.text.length)
        continue
      }
      if (isLast && part.text === `${rest}/`) return 'only the slash at the end is missing'
      if (rest === '') return `the path ends where ${repr(part.text)} should be`
      const verb = index === 0 ? 'does not begin with' : 'does not go on with'
      return `${repr(rest)} ${verb} ${repr(part.text)}`
    }
    if (rest === '') return `the path ends where <${part.type}:${part.parameter}> should be`
    const following = parts.slice(index + 1).find((next) => 'text' in next)
    const taken = takeParameter(part.converter, rest, following?.text)
    if (taken === null) {
      const piece = rest.split('/')[0] ?? rest
      if (piece === '') return `there is nothing for <${part.type}:${part.parameter}>`
      return `${repr(piece)} is no ${KINDS[part.type] ?? part.type}`
    }
    const refusal = refusalOf(part, taken)
    if (refusal !== null) return refusal
    rest = rest.slice(taken.length)
  }
  if (isEndpoint && rest === '/') return 'the slash at the end is too much'
  if (isEndpoint && rest !== '') return `it matches the beginning, but ${repr(rest)} is left over`
  return `it does not match ${repr(path)}`
}

/** As much as the converter takes; it gives back until the text after it fits, if that is to be had. */
function takeParameter(
  converter: Converter,
  rest: string,
  following: string | undefined,
): string | null {
  const regex = new PythonRegex(`^(?:${converter.regex})`)
  const found = regex.search(rest)
  if (found === null) return null
  if (following !== undefined) {
    const whole = new PythonRegex(`^(?:${converter.regex})$`)
    for (let end = found.end; end > 0; end -= 1) {
      const text = rest.slice(0, end)
      if (rest.startsWith(following, end) && whole.fullmatch(text) !== null) return text
    }
  }
  return rest.slice(0, found.end)
}

function refusalOf(part: Extract<RoutePart, { parameter: string }>, text: string): string | null {
  try {
    part.converter.to_python(text)
    return null
  } catch (error) {
    if (!(error instanceof ValueError)) throw error
    return `the converter ${part.type} refuses ${repr(text)}`
  }
}
