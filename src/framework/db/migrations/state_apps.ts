/**
 * The models of a state as classes: a registry of their own, so that they and today's models never meet. They have
 * fields, options and managers marked `use_in_migrations`, and none of the methods.
 *
 * Django: StateApps and ModelState.render in django/db/migrations/state.py
 */
import { ValueError } from '../../../base/python/exceptions.ts'
import { AppConfig } from '../../apps/config.ts'
import { Apps, apps as realApps } from '../../apps/registry.ts'
import type { AnyField, Instance, ModelClass } from '../models/declared.ts'
import { rebuilt } from './deconstruct.ts'
import type { Base, ModelState } from './model_state.ts'
import { keyOf } from './utils.ts'

/** A model is based on one that no migration makes. */
export class InvalidBasesError extends ValueError {}

export class StateApps extends Apps {
  /** @throws {ValueError} a relation leads to a model that is not there */
  constructor(states: readonly ModelState[]) {
    super()
    this.prepareModel = realApps.prepareModel
    this.populate([...new Set(states.map(({ app_label }) => app_label))].map(configOf))
    let left = [...states]
    while (left.length > 0) {
      const ready = left.filter((state) => state.bases.every((base) => this.isThere(base)))
      if (ready.length === 0) throw noBases(left)
      for (const state of ready) this.render(state)
      left = left.filter((state) => !ready.includes(state))
    }
    this.checkRelations()
  }

  private isThere(base: Base): boolean {
    if (typeof base !== 'string') return true
    const [app = '', name = ''] = base.split('.')
    return this.all_models.get(app)?.has(name) === true
  }

  render(state: ModelState): ModelClass {
    if (!this.app_configs.has(state.app_label)) {
      this.app_configs.set(
        state.app_label,
        Object.assign(configOf(state.app_label), { apps: this }),
      )
    }
    const [base] = state.bases.map((one) => (typeof one === 'string' ? this.get_model(one) : one))
    const cls = class extends (base as new () => object) {}
    const attributes: Record<string, unknown> = {
      __name__: state.name,
      Meta: { ...state.options, app_label: state.app_label, apps: this },
    }
    // anew for each rendering: their places in the order follow the state's
    for (const [name, field] of state.fields) attributes[name] = rebuilt(field)
    for (const [name, manager] of state.managers) attributes[name] = copyOf(manager)
    for (const [name, value] of Object.entries(attributes)) {
      Object.defineProperty(cls, name, {
        value,
        configurable: true,
        enumerable: true,
        writable: true,
      })
    }
    this.register_model(cls, state.app_label, '__fake__')
    return cls
  }

  private checkRelations(): void {
    const problems = this.get_models({ include_auto_created: true }).flatMap((model: ModelClass) =>
      [...model._meta.local_fields, ...model._meta.local_many_to_many]
        .filter((field: AnyField) => typeof field.remote_field?.model === 'string')
        .map((field: AnyField) => this.unresolved(model, field)),
    )
    if (problems.length > 0) throw new ValueError([...new Set(problems)].sort().join('\n'))
  }

  private unresolved(model: ModelClass, field: AnyField): string {
    const [first, second] = String(field.remote_field.model).split('.')
    const [app, name] = second === undefined ? [model._meta.app_label, first!] : [first!, second]
    const lazy = keyOf(app, name)
    const where = `The field ${model._meta.label}.${field.name} was declared with a lazy reference to '${lazy}'`
    return this.app_configs.has(app)
      ? `${where}, but app '${app}' doesn't provide model '${name.toLowerCase()}'.`
      : `${where}, but app '${app}' isn't installed.`
  }
}

/** An app of the past has a config, too, if only a name. */
function configOf(label: string): AppConfig {
  return new AppConfig(label)
}

function copyOf(manager: Instance): Instance {
  return Object.assign(Object.create(Object.getPrototypeOf(manager)), manager)
}

function noBases(states: readonly ModelState[]): InvalidBasesError {
  const names = states.map(({ app_label, name }) => `<ModelState: '${app_label}.${name}'>`)
  return new InvalidBasesError(
    `Cannot resolve bases for [${names.join(', ')}]\nThis can happen if you are inheriting models from an app with migrations (e.g. contrib.auth)\n in an app with no migrations; see https://docs.djangoproject.com/en/5.2/topics/migrations/#dependencies for more`,
  )
}
