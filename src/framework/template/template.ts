/**
 * A compiled template. Rendering it does not parse again, and one Template serves any number of requests.
 *
 * Django: django/template/base.py (Template), ref/templates/api
 */
import { str } from '../../base/python/protocols.ts'
import { mark_safe, type SafeString } from '../../base/python/safe_string.ts'
import { inSpan, tracing } from '../../trace/tracer.ts'
import type { Context } from './context.ts'
import { unwrapped } from './context_proxy.ts'
import { describeContext } from './describe.ts'
import { Lexer, type Token } from './lexer.ts'
import type { NodeList } from './node.ts'
import { Origin, UNKNOWN_SOURCE } from './origin.ts'
import { OutputWatch, watching } from './output_watch.ts'
import { Parser, type TagsAndFilters } from './parser.ts'
import { exceptionInfo, noteDebug, noteWhere } from './template_debug.ts'
import type { BoundEngine, BoundTemplate, TemplateDebug } from './types.ts'

/** What a template needs of the engine that compiles it. */
export interface CompilingEngine extends BoundEngine {
  readonly template_libraries: Readonly<Record<string, TagsAndFilters>>
  readonly template_builtins: readonly TagsAndFilters[]
}

/** Set by `engines`: a Template made without an engine takes the first DjangoTemplates of the settings. */
export const defaultEngine: { get: () => CompilingEngine } = {
  get() {
    throw new Error('no engines: import template/index.ts')
  },
}

interface TemplateOptions {
  engine?: CompilingEngine | null
}

export class Template implements BoundTemplate {
  readonly engine: CompilingEngine
  readonly origin: Origin
  readonly source: string
  readonly nodelist: NodeList
  /** What tags left on the parser. */
  extra_data: Record<string, unknown> = {}

  /** @throws {TemplateSyntaxError}  with its token, and `template_debug` where the engine has `debug` */
  constructor(
    template_string: unknown,
    origin: Origin | null = null,
    readonly name: string | null = null,
    { engine = null }: TemplateOptions = {},
  ) {
    this.engine = engine ?? defaultEngine.get()
    this.origin = origin ?? new Origin(UNKNOWN_SOURCE)
    this.source = str(template_string)
    this.nodelist = this.compile_nodelist()
  }

  compile_nodelist(): NodeList {
    const { template_libraries, template_builtins } = this.engine
    const tokens = new Lexer(this.source).tokenize()
    const parser = new Parser(tokens, template_libraries, template_builtins, this.origin)
    try {
      const nodelist = parser.parse()
      this.extra_data = parser.extra_data
      return nodelist
    } catch (error) {
      if (typeof error === 'object' && error !== null) {
        const { token } = error as { token?: Token | null }
        if (token !== undefined && token !== null) {
          noteWhere(error, token, this.origin)
          if (this.engine.debug) noteDebug(error, this.get_exception_info(error, token))
        }
      }
      throw error
    }
  }

  render(context: Context): SafeString {
    return mark_safe(this.text(context))
  }

  /** `render` as a plain string. */
  text(given: Context): string {
    const context = unwrapped(given)
    return this.pushState(context, true, () => {
      if (context.template !== null) return this.nodelist.text(context)
      return context.bind_template(this, () => {
        context.template_name = this.name
        return this.#traced(context)
      })
    })
  }

  #traced(context: Context): string {
    if (tracing.tracer === null) return this.nodelist.text(context)
    const { name, origin } = this
    const outer = watching.output
    const watch = new OutputWatch()
    return inSpan(
      'template.render',
      () => ({
        name: name ?? origin.name,
        engine: 'django',
        origin: origin.name === UNKNOWN_SOURCE ? null : origin.name,
        context: describeContext(context),
      }),
      () => {
        watching.output = watch
        try {
          return this.nodelist.text(context)
        } finally {
          watching.output = outer
        }
      },
      'caller',
      (output) => ({
        sizeBytes: new TextEncoder().encode(output).length,
        printed: watch.printed(output),
      }),
    )
  }

  /**
   * Runs `render` with this template as the current one.
   * @param isolated  with fresh state for cycles and blocks; a parent of `{% extends %}` shares its child's
   */
  pushState<T>(context: Context, isolated: boolean, render: () => T): T {
    const state = context.render_context
    const outer = state.template
    state.template = this
    if (isolated) state.dicts.push(new Map())
    try {
      return render()
    } finally {
      state.template = outer
      if (isolated) state.dicts.pop()
    }
  }

  get_exception_info(exception: unknown, token: Token): TemplateDebug {
    return exceptionInfo(this.source, this.origin, exception, token)
  }

  __repr__(): string {
    return `<Template template_string="${this.source.slice(0, 20).replaceAll('\n', '')}...">`
  }
}
