/**
 * One configured template engine: where templates are, which libraries and processors they get. It compiles each
 * template once and keeps it.
 *
 * Django: django/template/engine.py
 */
import { TypeError } from '../../base/python/exceptions.ts'
import { isString } from '../../base/python/safe_string.ts'
import { repr } from '../../base/python/protocols.ts'
import { ImproperlyConfigured } from '../core/exceptions.ts'
import { import_module, import_string } from '../utils/module_loading.ts'
import { Context } from './context.ts'
import { csrf } from './context_processors.ts'
import { unwrapped } from './context_proxy.ts'
import { register as defaultfilters } from './defaultfilters.ts'
import { register as defaulttags } from './defaulttags.ts'
import { TemplateDoesNotExist, type Tried } from './exceptions.ts'
import { InvalidTemplateLibrary, Library } from './library.ts'
import { register as loaderTags } from './loader_tags.ts'
import type { Loader } from './loaders/base.ts'
import { type LoaderClass, type LoadingEngine } from './loaders/base.ts'
import { builtinLoaders } from './loaders/index.ts'
import type { Origin } from './origin.ts'
import { defaultEngine, Template, type CompilingEngine } from './template.ts'
import { traceFound } from './trace_found.ts'

export interface EngineOptions {
  context_processors?: readonly string[]
  debug?: boolean
  /** Dotted names, or `[dotted name, …arguments]`. */
  loaders?: readonly unknown[] | null
  string_if_invalid?: string
  file_charset?: string
  /** Name for `{% load %}` → dotted module, or the Library itself. */
  libraries?: Readonly<Record<string, unknown>>
  builtins?: readonly unknown[]
  autoescape?: boolean
}

export class Engine implements CompilingEngine, LoadingEngine {
  static default_builtins: readonly string[] = [
    'django.template.defaulttags',
    'django.template.defaultfilters',
    'django.template.loader_tags',
  ]

  readonly autoescape: boolean
  readonly context_processors: readonly string[]
  readonly debug: boolean
  readonly string_if_invalid: string
  readonly file_charset: string
  readonly libraries: Readonly<Record<string, unknown>>
  /** Libraries that need no `{% load %}`, as named. */
  readonly builtins: readonly string[]
  readonly loaders: readonly unknown[]
  readonly template_libraries: Readonly<Record<string, Library>>
  readonly template_builtins: readonly Library[]
  #loaders: readonly Loader[] | null = null
  #processors: readonly unknown[] | null = null

  constructor(
    readonly dirs: readonly string[] = [],
    readonly app_dirs: boolean = false,
    options: EngineOptions = {},
  ) {
    const { loaders = null, libraries = {}, builtins = [] } = options
    if (loaders !== null && app_dirs) {
      throw new ImproperlyConfigured('app_dirs must not be set when loaders is defined.')
    }
    this.loaders = loaders ?? [['django.template.loaders.cached.Loader', defaultLoaders(app_dirs)]]
    this.autoescape = options.autoescape ?? true
    this.context_processors = options.context_processors ?? []
    this.debug = options.debug ?? false
    this.string_if_invalid = options.string_if_invalid ?? ''
    this.file_charset = options.file_charset ?? 'utf-8'
    this.libraries = libraries
    this.template_libraries = Object.fromEntries(
      Object.entries(libraries).map(([name, module]) => [name, import_library(module)]),
    )
    this.builtins = [...Engine.default_builtins, ...builtins.map(String)]
    this.template_builtins = [
      defaulttags,
      defaultfilters,
      loaderTags,
      ...builtins.map((module) => import_library(module)),
    ]
  }

  /** The first DjangoTemplates engine of settings.TEMPLATES. */
  static get_default(): CompilingEngine {
    return defaultEngine.get()
  }

  get template_context_processors(): readonly unknown[] {
    this.#processors ??= [csrf, ...this.context_processors.map((path) => import_string(path))]
    return this.#processors
  }

  get template_loaders(): readonly Loader[] {
    this.#loaders ??= this.get_template_loaders(this.loaders)
    return this.#loaders
  }

  get_template_loaders(template_loaders: readonly unknown[]): Loader[] {
    return template_loaders.map((loader) => this.find_template_loader(loader))
  }

  find_template_loader(loader: unknown): Loader {
    const [name, ...args] = Array.isArray(loader) ? (loader as unknown[]) : [loader]
    if (!isString(name)) {
      throw new ImproperlyConfigured(
        `Invalid value in template loaders configuration: ${repr(name)}`,
      )
    }
    const LoaderOf = (builtinLoaders[name] ?? import_string(name)) as LoaderClass
    return new LoaderOf(this, ...args)
  }

  find_template(
    name: string,
    { skip = [] }: { dirs?: null; skip?: readonly Origin[] } = {},
  ): [Template, Origin] {
    const tried: Tried[] = []
    for (const loader of this.template_loaders) {
      try {
        const template = loader.get_template(name, { skip })
        traceFound(name, tried, template.origin)
        return [template, template.origin]
      } catch (error) {
        if (!(error instanceof TemplateDoesNotExist)) throw error
        tried.push(...error.tried)
      }
    }
    traceFound(name, tried, null)
    throw new TemplateDoesNotExist(name, { tried })
  }

  from_string(template_code: unknown): Template {
    return new Template(template_code, null, null, { engine: this })
  }

  get_template(template_name: string): Template {
    return this.find_template(template_name)[0]
  }

  select_template(template_name_list: readonly string[]): Template {
    if (template_name_list.length === 0) {
      throw new TemplateDoesNotExist('No template names provided')
    }
    const notFound: string[] = []
    const tried: Tried[] = []
    for (const name of template_name_list) {
      try {
        return this.get_template(name)
      } catch (error) {
        if (!(error instanceof TemplateDoesNotExist)) throw error
        const missing = String(error.args[0])
        if (!notFound.includes(missing)) notFound.push(missing)
        tried.push(...error.tried)
      }
    }
    // Django drops `tried` here; the places are what a learner needs
    throw new TemplateDoesNotExist(notFound.join(', '), { tried })
  }

  render_to_string(template_name: string | readonly string[], context: unknown = null): unknown {
    const template = isString(template_name)
      ? this.get_template(template_name)
      : this.select_template(template_name)
    const given = unwrapped(context)
    if (given instanceof Context) return template.render(given)
    return template.render(new Context(given, { autoescape: this.autoescape }))
  }

  /** Forgets compiled templates: files have changed. */
  reset(): void {
    for (const loader of this.template_loaders) loader.reset()
  }
}

function defaultLoaders(app_dirs: boolean): string[] {
  const loaders = ['django.template.loaders.filesystem.Loader']
  if (app_dirs) loaders.push('django.template.loaders.app_directories.Loader')
  return loaders
}

/** A tag library by its module's dotted name. @throws {InvalidTemplateLibrary} */
export function import_library(name: unknown): Library {
  if (name instanceof Library) return name
  if (!isString(name)) throw new TypeError('A tag library is named by its module.')
  const register = import_module(name)['register']
  if (register instanceof Library) return register
  throw new InvalidTemplateLibrary(`Module  ${name} does not have a variable named 'register'`)
}
