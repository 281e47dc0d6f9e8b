/**
 * The second template language of Django: `BACKEND: 'django.template.backends.jinja2.Jinja2'`. Templates stand in
 * `jinja2/` folders; there are no template tags, functions are called, and what a project adds comes from the function
 * named by the option `environment`.
 *
 * Django: django/template/backends/jinja2.py, topics/templates#django.template.backends.jinja2.Jinja2
 */
import { callWithKwargs } from '../../../base/kwargs.ts'
import { Exception } from '../../../base/python/exceptions.ts'
import * as mapping from '../../../base/python/mapping.ts'
import { str } from '../../../base/python/protocols.ts'
import { mark_safe, type SafeString } from '../../../base/python/safe_string.ts'
import type { SourceRange } from '../../../base/source.ts'
import { inSpan } from '../../../trace/tracer.ts'
import type { HttpRequest } from '../../http/request.ts'
import { import_string } from '../../utils/module_loading.ts'
import { shortRepr } from '../../utils/short_repr.ts'
import { appTemplateDirs } from '../app_dirs.ts'
import { TemplateDoesNotExist, TemplateSyntaxError } from '../exceptions.ts'
import { Origin, UNKNOWN_SOURCE } from '../origin.ts'
import { traceFound } from '../trace_found.ts'
import type { Backend, BackendTemplate } from './base.ts'
import { Environment } from './jinja2_environment.ts'
import { csrf_input_lazy, csrf_token_lazy } from './utils.ts'

export { Environment } from './jinja2_environment.ts'

type Names = Record<string, unknown>
type Compiled = ReturnType<Environment['get_template']>

/** One entry of settings.TEMPLATES. */
interface Params {
  readonly NAME: string
  readonly DIRS: readonly string[]
  readonly APP_DIRS: boolean
  readonly OPTIONS: Readonly<Names>
}

const app_dirname = 'jinja2'

export class Jinja2 implements Backend {
  readonly name: string
  readonly context_processors: readonly string[]
  readonly env: Environment

  constructor({ NAME, DIRS, APP_DIRS, OPTIONS }: Params) {
    const { context_processors = [], environment = null, ...options } = OPTIONS
    this.name = NAME
    this.context_processors = context_processors as readonly string[]
    const loader = [...DIRS.map(String), ...(APP_DIRS ? appTemplateDirs(app_dirname) : [])]
    const settings = { loader, autoescape: true, ...options }
    this.env =
      environment === null
        ? new Environment(settings)
        : (callWithKwargs(import_string(str(environment)), [], settings) as Environment)
  }

  from_string(template_code: string): Template {
    return this.compiled(UNKNOWN_SOURCE, null, () => this.env.from_string(template_code))
  }

  /** @throws {TemplateDoesNotExist}, @throws {TemplateSyntaxError} */
  get_template(template_name: string): Template {
    const { loader } = this.env
    const source = loader.getSource(template_name)
    const places = loader.places(template_name).map((path) => new Origin(path, template_name))
    const found = places.find(({ name }) => name === source?.path) ?? null
    const misses = found === null ? places : places.slice(0, places.indexOf(found))
    const tried = misses.map((origin) => [origin, 'Source does not exist'] as const)
    traceFound(template_name, tried, found)
    if (found === null) throw new TemplateDoesNotExist(template_name, { tried, backend: this })
    return this.compiled(found.name, template_name, () => this.env.get_template(template_name))
  }

  private compiled(path: string, name: string | null, compile: () => Compiled): Template {
    try {
      return new Template(compile(), this, new Origin(path, name))
    } catch (error) {
      throw syntaxError(error, path)
    }
  }
}

export class Template implements BackendTemplate {
  constructor(
    private readonly template: Compiled,
    readonly backend: Jinja2,
    readonly origin: Origin,
  ) {}

  /** @param request  gives the context `request`, `csrf_input`, `csrf_token` and what the processors add */
  render(context: unknown = null, request: unknown = null): SafeString {
    const names: Names = Object.fromEntries(
      mapping.entries(context ?? {}).map(([name, value]) => [str(name), value]),
    )
    if (request !== null) Object.assign(names, this.namesOf(request as HttpRequest))
    const { name, template_name } = this.origin
    const html = inSpan(
      'template.render',
      () => ({
        name: template_name ?? name,
        engine: 'jinja2',
        origin: name === UNKNOWN_SOURCE ? null : name,
        context: Object.fromEntries(
          Object.entries(names).map(([key, value]) => [key, shortRepr(value)]),
        ),
      }),
      () => this.run(names),
      'caller',
      (output) => ({ sizeBytes: new TextEncoder().encode(output).length }),
    )
    return mark_safe(html)
  }

  private namesOf(request: HttpRequest): Names {
    const names: Names = {
      request,
      csrf_input: csrf_input_lazy(request),
      csrf_token: csrf_token_lazy(request),
    }
    for (const path of this.backend.context_processors) {
      Object.assign(names, callWithKwargs(import_string(path), [request]))
    }
    return names
  }

  private run(names: Names): string {
    try {
      return this.template.render(names)
    } catch (error) {
      throw renderError(error, this.origin.name)
    }
  }
}

/** nunjucks' own errors; the line counts from 0 while rendering and from 1 while parsing. */
interface EngineError extends Error {
  lineno?: number
  cause?: unknown
}

/** `(templates/list.html) [Line 3, Column 7]` and what nunjucks puts before a message. */
function plainMessage(error: Error): string {
  return error.message.replace(/^\([^)]*\)\s*(?:\[Line \d+(?:, Column \d+)?\])?\s*/, '').trim()
}

function at(path: string, line: number | undefined): SourceRange | null {
  return path === UNKNOWN_SOURCE || line === undefined ? null : { file: path, line }
}

function placed(error: object, where: SourceRange | null): unknown {
  if (where !== null && (error as { where?: unknown }).where === undefined) {
    Object.defineProperty(error, 'where', { value: where, configurable: true })
  }
  return error
}

function syntaxError(error: unknown, path: string): unknown {
  if (!(error instanceof Error) || error instanceof Exception) return error
  const { lineno } = error as EngineError
  return placed(new TemplateSyntaxError(plainMessage(error)), at(path, lineno))
}

/** The learner's own exception with the template's line, or a TemplateError of nunjucks as a syntax error. */
function renderError(error: unknown, path: string): unknown {
  if (!(error instanceof Error)) return error
  const { lineno, cause } = error as EngineError
  const where = at(path, lineno === undefined ? undefined : lineno + 1)
  if (cause instanceof Exception) return placed(cause, where)
  if (error instanceof Exception) return placed(error, where)
  return placed(new TemplateSyntaxError(plainMessage(error)), where)
}
