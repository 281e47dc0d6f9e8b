/**
 * One installed app. A project's `apps.ts` may export a subclass with `static name = 'blog'` and its own `ready()`.
 *
 * Django: django/apps/config.py, ref/applications#application-configuration
 */
import { ImproperlyConfigured } from '../core/exceptions.ts'
import type { ModelClass } from '../db/models/declared.ts'

export class AppConfig {
  static name: string | null = null
  static label: string | null = null
  static verbose_name: string | null = null
  static default_auto_field: string | null = null

  /** Dotted: `django.contrib.auth`. */
  readonly name: string
  /** Short and unique: `auth`. */
  readonly label: string
  readonly verbose_name: string
  readonly default_auto_field: string | null
  /** The registry it is part of; null before that. */
  apps: {
    get_model(app_label: string, name?: string | null): ModelClass
    all_models: Map<string, Map<string, ModelClass>>
  } | null = null

  constructor(
    app_name: string,
    readonly module: unknown = null,
  ) {
    const own = this.constructor as typeof AppConfig
    this.name =
      typeof own.name === 'string' && own !== AppConfig && Object.hasOwn(own, 'name')
        ? own.name
        : app_name
    const [label = ''] = this.name.split('.').slice(-1)
    this.label = own.label ?? label
    if (!/^[\p{L}_][\p{L}\p{N}_]*$/u.test(this.label))
      throw new ImproperlyConfigured(
        `The app label '${this.label}' is not a valid Python identifier.`,
      )
    this.verbose_name =
      own.verbose_name ?? label.charAt(0).toUpperCase() + label.slice(1).toLowerCase()
    this.default_auto_field = own.default_auto_field
  }

  get_model(model_name: string): ModelClass {
    return this.apps!.get_model(this.label, model_name)
  }

  get_models(): ModelClass[] {
    return [...(this.apps?.all_models.get(this.label)?.values() ?? [])].filter(
      (model: ModelClass) => !model._meta.auto_created,
    )
  }

  /** Runs once, when all models are there. */
  ready(): void {}

  __repr__(): string {
    return `<AppConfig: ${this.label}>`
  }
}
