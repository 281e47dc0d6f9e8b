/**
 * Which apps are installed and which models they have. Models may name each other before they exist: what waits for a
 * model runs when that model is registered.
 *
 * Django: django/apps/registry.py, ref/applications
 */
import { LookupError, RuntimeError, ValueError } from '../../base/python/exceptions.ts'
import { class_name } from '../../base/python/class_name.ts'
import type { ModelClass } from '../db/models/declared.ts'
import type { AppConfig } from './config.ts'

/** `blog.post`, or the class itself. */
type ModelKey = string | ModelClass

interface Waiting {
  readonly keys: readonly ModelKey[]
  readonly run: (...models: ModelClass[]) => void
}

export class Apps {
  readonly app_configs = new Map<string, AppConfig>()
  readonly all_models = new Map<string, Map<string, ModelClass>>()
  private waiting: Waiting[] = []
  private readonly registered = new Set<ModelClass>()
  /** Makes the class a model; set by django.db.models, which knows how. */
  prepareModel: ((model: ModelClass, app_label: string | null, module: string) => void) | null =
    null
  /** Rises with every model: caches of relations compare it. */
  version = 0

  /** Sets what INSTALLED_APPS came to. Models are registered one by one afterwards. */
  populate(configs: Iterable<AppConfig>): void {
    this.app_configs.clear()
    for (const config of configs) {
      if (this.app_configs.has(config.label)) {
        throw new ValueError(`Application labels aren't unique, duplicates: ${config.label}`)
      }
      config.apps = this
      this.app_configs.set(config.label, config)
    }
  }

  get_app_configs(): AppConfig[] {
    return [...this.app_configs.values()]
  }

  /** @throws {LookupError}  with the likely label where a dotted name was given */
  get_app_config(app_label: string): AppConfig {
    const config = this.app_configs.get(app_label)
    if (config !== undefined) return config
    const meant = this.get_app_configs().find(({ name }) => name === app_label)
    const hint = meant === undefined ? '' : ` Did you mean '${meant.label}'?`
    throw new LookupError(`No installed app with label '${app_label}'.${hint}`)
  }

  is_installed(app_name: string): boolean {
    return this.get_app_configs().some(({ name }) => name === app_name)
  }

  /** Makes `model` part of `app_label`, with everything a metaclass does in Python. Twice does no harm. */
  register_model(model: ModelClass, app_label: string | null, module = ''): void {
    if (this.prepareModel === null) throw new RuntimeError('django.db.models is not loaded.')
    this.prepareModel(model, app_label, module)
  }

  /** Called for each prepared model. */
  addModel(model: ModelClass): void {
    const { app_label, model_name } = model._meta
    const models = this.all_models.get(app_label) ?? new Map<string, ModelClass>()
    const known = models.get(model_name)
    if (known !== undefined && known !== model && known._meta.module !== model._meta.module) {
      throw new RuntimeError(
        `Conflicting '${model_name}' models in application '${app_label}': ${qualified(known)} and ${qualified(model)}.`,
      )
    }
    models.set(model_name, model)
    this.all_models.set(app_label, models)
    this.registered.add(model)
    this.clear_cache()
    this.runWaiting()
  }

  /** Takes an app's models away, for a project that starts over. */
  forget(app_label: string): void {
    for (const model of this.all_models.get(app_label)?.values() ?? []) {
      model._meta.detach()
      this.registered.delete(model)
    }
    this.all_models.delete(app_label)
    this.waiting = []
    this.clear_cache()
  }

  clear_cache(): void {
    this.version += 1
  }

  /** `get_model('blog', 'Post')`, `get_model('blog.Post')`; names in any case. */
  get_model(app_label: string, model_name: string | null = null): ModelClass {
    const [label, name] =
      model_name === null ? (app_label.split('.') as [string, string]) : [app_label, model_name]
    const found = this.all_models.get(label)?.get(String(name).toLowerCase())
    if (found !== undefined) return found
    const config = this.get_app_config(label)
    throw new LookupError(`App '${config.label}' doesn't have a '${name}' model.`)
  }

  get_models({ include_auto_created = false } = {}): ModelClass[] {
    return [...this.all_models.values()].flatMap((models) =>
      [...models.values()].filter((model) => include_auto_created || !model._meta.auto_created),
    )
  }

  /** Runs `run(...models)` as soon as all of them are registered. */
  lazy_model_operation(run: (...models: ModelClass[]) => void, ...keys: ModelKey[]): void {
    this.waiting.push({ keys, run })
    this.runWaiting()
  }

  /** What relations still wait for: `blog.categorie`. */
  get pending(): string[] {
    return this.waiting
      .flatMap(({ keys }) => keys)
      .filter((key) => this.find(key) === null)
      .map((key) => (typeof key === 'string' ? key : class_name(key)))
  }

  private runWaiting(): void {
    const ready = this.waiting.filter(({ keys }) => keys.every((key) => this.find(key) !== null))
    this.waiting = this.waiting.filter((item) => !ready.includes(item))
    for (const { keys, run } of ready) run(...keys.map((key) => this.find(key)))
  }

  private find(key: ModelKey): ModelClass | null {
    if (typeof key === 'string') {
      const [label, name] = key.split('.') as [string, string]
      return this.all_models.get(label)?.get(name.toLowerCase()) ?? null
    }
    return this.registered.has(key) ? key : null
  }
}

function qualified(model: ModelClass): string {
  return `<class '${model._meta.module}.${class_name(model)}'>`
}

export const apps = new Apps()
