/** The shapes through which contexts, templates and engines know each other without importing each other. */
import type { Origin } from './origin.ts'
import type { Token } from './lexer.ts'

/** Django's `template_debug`: the lines around an error, for the debug page. */
export interface TemplateDebug {
  readonly message: string
  /** `[line number, text]`. */
  readonly source_lines: readonly (readonly [number, string])[]
  readonly before: string
  readonly during: string
  readonly after: string
  readonly top: number
  readonly bottom: number
  readonly total: number
  readonly line: number
  /** Origin's name. */
  readonly name: string
  readonly start: number
  readonly end: number
}

/** What `{% include %}` and inclusion tags get from an engine. */
export interface Renderable {
  render(context: unknown): unknown
}

export interface BoundEngine {
  readonly string_if_invalid: string
  readonly debug: boolean
  readonly autoescape: boolean
  readonly template_context_processors: readonly unknown[]
  get_template(template_name: string): BoundTemplate
  select_template(template_name_list: readonly string[]): BoundTemplate
  find_template(name: string, options?: { skip?: readonly Origin[] }): [BoundTemplate, Origin]
}

export interface BoundTemplate extends Renderable {
  readonly name: string | null
  readonly origin: Origin
  readonly engine: BoundEngine
  get_exception_info(exception: unknown, token: Token): TemplateDebug
}
