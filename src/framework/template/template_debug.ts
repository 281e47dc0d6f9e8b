/**
 * Where in a template an error arose: the innermost node wins, and the note is made once, while the error passes
 * through the nodes around it.
 *
 * Django: django/template/base.py (Node.render_annotated, Template.get_exception_info)
 */
import type { SourceRange } from '../../base/source.ts'
import { isRightBehindBoundary } from '../../base/stack.ts'
import type { Context } from './context.ts'
import { TemplateSyntaxError } from './exceptions.ts'
import type { Token } from './lexer.ts'
import { UNKNOWN_SOURCE, type Origin } from './origin.ts'
import type { TemplateDebug } from './types.ts'

interface Blamed {
  token: Token | null
  origin: Origin | null
}

/** What an error that came through a template carries. */
export interface TemplateError {
  _culprit_node?: Blamed
  /** The template's line; also without DEBUG. */
  where?: SourceRange
  /** With DEBUG: the lines around it. */
  template_debug?: TemplateDebug
}

/** Notes the place on the error, unless an inner node did; returns the error. */
export function blame(error: unknown, node: Blamed, context: Context): unknown {
  if (typeof error !== 'object' || error === null || !Object.isExtensible(error)) return error
  const noted = error as TemplateError
  if (noted._culprit_node === undefined) {
    hide(noted, '_culprit_node', node)
    noteWhere(noted, node.token, node.origin)
  }
  const { token, origin } = noted._culprit_node!
  const { template } = context.render_context
  if (
    noted.template_debug === undefined &&
    token !== null &&
    template !== null &&
    template.engine.debug &&
    template.origin === origin
  ) {
    hide(noted, 'template_debug', template.get_exception_info(error, token))
  }
  return error
}

export function noteWhere(error: object, token: Token | null, origin: Origin | null): void {
  if (token === null || origin === null || origin.name === UNKNOWN_SOURCE) return
  if ((error as TemplateError).where === undefined) {
    hide(error, 'where', { file: origin.name, line: token.lineno })
  }
}

/**
 * The template's line where an error belongs; null for none, and where a function of the project's that the template
 * called raised it: that line is the nearer one. Only while something traces are the two told apart.
 */
export function templateLine(error: unknown): SourceRange | null {
  if (!(error instanceof Error)) return null
  const { where, _culprit_node } = error as TemplateError
  if (where === undefined) return null
  const isTemplates =
    error instanceof TemplateSyntaxError ||
    (_culprit_node !== undefined && isRightBehindBoundary(error.stack))
  return isTemplates ? where : null
}

export function noteDebug(error: object, debug: TemplateDebug): void {
  if ((error as TemplateError).template_debug === undefined) hide(error, 'template_debug', debug)
}

/** Not enumerable: a learner who prints the error does not see our notes. */
function hide(error: object, name: string, value: unknown): void {
  Object.defineProperty(error, name, { value, configurable: true, writable: true })
}

const CONTEXT_LINES = 10

/** The lines around `token`, and its own line in three parts. */
export function exceptionInfo(
  source: string,
  origin: Origin,
  exception: unknown,
  token: Token,
): TemplateDebug {
  const [start, end] = token.position
  let [line, before, during, after] = [0, '', '', '']
  const lines: [number, string][] = []
  let upto = 0
  for (const [number, next] of lineEnds(source).entries()) {
    if (start >= upto && end <= next) {
      line = number
      before = source.slice(upto, start)
      during = source.slice(start, end)
      after = source.slice(end, next)
    }
    lines.push([number, source.slice(upto, next)])
    upto = next
  }
  const total = lines.length
  const top = Math.max(1, line - CONTEXT_LINES)
  const bottom = Math.min(total, line + 1 + CONTEXT_LINES)
  return {
    message: messageOf(exception),
    source_lines: lines.slice(top, bottom),
    ...{ before, during, after, top, bottom, total, line, start, end },
    name: origin.name,
  }
}

/** Where each line ends; the first entry, 0, stands for "before line 1". */
function lineEnds(source: string): number[] {
  const ends = [0]
  for (let at = source.indexOf('\n'); at !== -1; at = source.indexOf('\n', at + 1))
    ends.push(at + 1)
  ends.push(source.length + 1)
  return ends
}

function messageOf(exception: unknown): string {
  if (exception instanceof Error) return exception.message
  return '(Could not get exception message)'
}
