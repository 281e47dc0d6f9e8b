/**
 * The Django Template Language as an engine of settings.TEMPLATES.
 *
 * Django: django/template/backends/django.py, topics/templates
 * Left out: system checks of the configuration.
 */
import { ImproperlyConfigured } from '../../core/exceptions.ts'
import { settings } from '../../conf/index.ts'
import { installedTagLibraries } from '../tag_libraries.ts'
import { make_context } from '../context.ts'
import { Engine, type EngineOptions } from '../engine.ts'
import { TemplateDoesNotExist } from '../exceptions.ts'
import type { Origin } from '../origin.ts'
import type { Template as DjangoTemplate } from '../template.ts'
import { noteDebug } from '../template_debug.ts'
import type { TemplateDebug } from '../types.ts'
import type { Backend, BackendTemplate } from './base.ts'

/** One entry of settings.TEMPLATES. */
export interface BackendParams {
  readonly BACKEND: string
  readonly NAME: string
  readonly DIRS: readonly string[]
  readonly APP_DIRS: boolean
  readonly OPTIONS: EngineOptions
}

export class DjangoTemplates implements Backend {
  readonly name: string
  readonly dirs: readonly string[]
  readonly app_dirs: boolean
  readonly engine: Engine

  constructor(params: BackendParams) {
    const { NAME, DIRS, APP_DIRS, OPTIONS } = params
    this.name = NAME
    this.dirs = DIRS.map(String)
    this.app_dirs = APP_DIRS
    if (typeof OPTIONS !== 'object') throw new ImproperlyConfigured('OPTIONS must be a dict.')
    this.engine = new Engine(this.dirs, APP_DIRS, {
      ...{ autoescape: true, debug: settings.DEBUG, file_charset: 'utf-8' },
      ...OPTIONS,
      libraries: { ...installedTagLibraries(), ...OPTIONS.libraries },
    })
  }

  from_string(template_code: string): Template {
    return new Template(this.engine.from_string(template_code), this)
  }

  get_template(template_name: string): Template {
    try {
      return new Template(this.engine.get_template(template_name), this)
    } catch (error) {
      throw withBackend(error, this)
    }
  }
}

/** What `get_template` gives: it is rendered with a plain dict and a request. */
export class Template implements BackendTemplate {
  constructor(
    readonly template: DjangoTemplate,
    readonly backend: DjangoTemplates,
  ) {}

  get origin(): Origin {
    return this.template.origin
  }

  render(context: unknown = null, request: unknown = null): unknown {
    const { autoescape } = this.backend.engine
    try {
      return this.template.render(make_context(context, request, { autoescape }))
    } catch (error) {
      throw withBackend(error, this.backend)
    }
  }
}

/** A "not found" that says which engine looked; the engine is known only here. */
function withBackend(error: unknown, backend: DjangoTemplates): unknown {
  if (!(error instanceof TemplateDoesNotExist)) return error
  const { tried, chain } = error
  const copy = new TemplateDoesNotExist(String(error.args[0]), { tried, backend, chain })
  copy.__cause__ = error
  copy.teaching = error.teaching
  const { template_debug, where } = error as { template_debug?: TemplateDebug; where?: unknown }
  if (template_debug !== undefined) noteDebug(copy, template_debug)
  if (where !== undefined)
    Object.defineProperty(copy, 'where', { value: where, configurable: true })
  return copy
}
