/**
 * What can go wrong with a template itself. `tried` lists every place in the order it was looked at: the debug page
 * and the app show it as the answer to "where did Django look?".
 *
 * Django: django/template/exceptions.py
 */
import { Exception } from '../../base/python/exceptions.ts'
import type { Origin } from './origin.ts'
import type { Token } from './lexer.ts'

/** One place and why it had nothing: `[origin, 'Source does not exist']`. */
export type Tried = readonly [Origin, string]

interface NotFoundOptions {
  tried?: readonly Tried[]
  backend?: unknown
  /** The errors of several engines, or of several names. */
  chain?: readonly TemplateDoesNotExist[]
}

/** No template of that name; `args[0]` is the name. */
export class TemplateDoesNotExist extends Exception {
  readonly tried: readonly Tried[]
  readonly backend: unknown
  readonly chain: readonly TemplateDoesNotExist[]

  constructor(msg: string, { tried = [], backend = null, chain = [] }: NotFoundOptions = {}) {
    super(msg)
    this.tried = tried
    this.backend = backend
    this.chain = chain
  }
}

/** The template's text breaks a rule; `token` is the piece of it that does. */
export class TemplateSyntaxError extends Exception {
  token: Token | null = null
}
