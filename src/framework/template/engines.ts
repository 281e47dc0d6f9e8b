/**
 * `django.template.engines`: the engines of settings.TEMPLATES by name, made when they are needed first.
 *
 * Django: django/template/utils.py, topics/templates
 */
import { settings } from '../conf/index.ts'
import { ImproperlyConfigured } from '../core/exceptions.ts'
import { import_string } from '../utils/module_loading.ts'
import { DjangoTemplates, type BackendParams } from './backends/django.ts'
import { defaultEngine } from './template.ts'
import type { Backend } from './backends/base.ts'

export class InvalidTemplateEngineError extends ImproperlyConfigured {}

type BackendClass = new (params: BackendParams) => Backend

export class EngineHandler {
  #templates: Map<string, BackendParams> | null = null
  #engines = new Map<string, Backend>()
  #generation = -1

  /** The configuration of each engine by name, with defaults filled in. */
  get templates(): ReadonlyMap<string, BackendParams> {
    if (this.#generation !== settings.generation) this.reset()
    this.#templates ??= configured(settings.TEMPLATES)
    return this.#templates
  }

  /** @throws {InvalidTemplateEngineError}  no engine of that name */
  get(alias: string): Backend {
    const params = this.templates.get(alias)
    let engine = this.#engines.get(alias)
    if (engine !== undefined) return engine
    if (params === undefined) {
      throw new InvalidTemplateEngineError(
        `Could not find config for '${alias}' in settings.TEMPLATES`,
      )
    }
    const BackendOf =
      params.BACKEND === DJANGO ? DjangoTemplates : (import_string(params.BACKEND) as BackendClass)
    engine = new BackendOf(params)
    this.#engines.set(alias, engine)
    return engine
  }

  all(): Backend[] {
    return [...this.templates.keys()].map((alias) => this.get(alias))
  }

  /** Forgets engines and what they compiled: settings or template files have changed. */
  reset(): void {
    this.#templates = null
    this.#engines.clear()
    this.#generation = settings.generation
  }

  __getitem__(alias: string): Backend {
    return this.get(alias)
  }

  __contains__(alias: string): boolean {
    return this.templates.has(alias)
  }

  *[Symbol.iterator](): Iterator<string> {
    yield* this.templates.keys()
  }
}

const DJANGO = 'django.template.backends.django.DjangoTemplates'

function configured(templates: readonly Record<string, unknown>[]): Map<string, BackendParams> {
  const result = new Map<string, BackendParams>()
  const repeated: string[] = []
  for (const given of templates) {
    const backend = given['BACKEND']
    const module = typeof backend === 'string' ? backend.split('.').at(-2) : undefined
    if (module === undefined) {
      throw new ImproperlyConfigured(
        `Invalid BACKEND for a template engine: ${String(backend ?? '<not defined>')}. Check your TEMPLATES setting.`,
      )
    }
    const params = {
      ...{ NAME: module, DIRS: [], APP_DIRS: false, OPTIONS: {} },
      ...given,
    } as unknown as BackendParams
    if (result.has(params.NAME) && !repeated.includes(params.NAME)) repeated.push(params.NAME)
    result.set(params.NAME, params)
  }
  if (repeated.length > 0) {
    throw new ImproperlyConfigured(
      `Template engine aliases aren't unique, duplicates: ${repeated.join(', ')}. Set a unique NAME for each engine in settings.TEMPLATES.`,
    )
  }
  return result
}

export const engines = new EngineHandler()

defaultEngine.get = () => {
  for (const alias of engines) {
    const backend = engines.get(alias)
    if (backend instanceof DjangoTemplates) return backend.engine
  }
  throw new ImproperlyConfigured('No DjangoTemplates backend is configured.')
}
