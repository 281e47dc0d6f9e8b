/**
 * `request` has no type in a learner's view, as it has none in Django's tutorials: JavaScript's inference stops there.
 * What is asked of it is therefore asked again in a small file of our own, where it is declared.
 */
const CHAIN = /(?:^|[^\w.$])((?:(?:this|self)\.)?request(?:\.\w+(?:\([^()]*\))?)*)\.(\w*)$/

export interface RequestChain {
  /** What stands before the last dot: `request.GET`. */
  readonly of: string
  /** What was typed after it so far. */
  readonly typed: string
}

/** @param before  the line up to the cursor; @returns null where it does not ask a request for something */
export function requestChain(before: string): RequestChain | null {
  const [, chain, typed] = CHAIN.exec(before) ?? []
  if (chain === undefined || typed === undefined) return null
  return { of: chain.replace(/^(?:this|self)\./, ''), typed }
}

/** The file in which TypeScript knows what `chain` is; the cursor stands at its end. */
export function declaredRequest(chain: RequestChain): string {
  return [
    `import type { HttpRequest } from 'django/http'`,
    `import type { User } from 'django/contrib/auth/models'`,
    `declare const request: HttpRequest & { user: User }`,
    `${chain.of}.${chain.typed}`,
  ].join('\n')
}
