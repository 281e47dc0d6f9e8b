/**
 * What the models were at some point of the history: made from migrations alone, without a look at today's code. From
 * it come the models that `RunPython` gets, and the tables that the schema editor compares.
 *
 * Django: ProjectState in django/db/migrations/state.py, topics/migrations#historical-models
 */
import { KeyError } from '../../../base/python/exceptions.ts'
import { apps as realApps, type Apps } from '../../apps/registry.ts'
import { FieldDoesNotExist } from '../../core/exceptions.ts'
import type { AnyField, ModelClass } from '../models/declared.ts'
import { CompositePrimaryKey } from '../models/fields/composite.ts'
import { rebuilt } from './deconstruct.ts'
import { ModelState, type NamedManager, type StateOptions } from './model_state.ts'
import { StateApps } from './state_apps.ts'
import { keyOf, resolve_relation } from './utils.ts'

export class ProjectState {
  private rendered: StateApps | null = null

  constructor(
    readonly models: Map<string, ModelState> = new Map(),
    /** Apps without migrations: their models are taken as they are now. */
    readonly real_apps: ReadonlySet<string> = new Set(),
  ) {}

  static from_apps(apps: Apps = realApps): ProjectState {
    const states = apps
      .get_models()
      .map((model: ModelClass) => ModelState.from_model(model))
      .map((state) => [state.key, state] as const)
    return new ProjectState(new Map(states))
  }

  /** Models of this moment, in a registry of their own. */
  get apps(): StateApps {
    return (this.rendered ??= new StateApps(this.allModels()))
  }

  private allModels(): ModelState[] {
    const real = [...this.real_apps].flatMap((label) =>
      [...(realApps.all_models.get(label)?.values() ?? [])]
        .filter((model: ModelClass) => !model._meta.auto_created)
        .map(stateOfToday),
    )
    return [...real, ...this.models.values()]
  }

  /** Both share what is rendered until one of them changes. */
  clone(): ProjectState {
    const copy = new ProjectState(new Map(this.models), this.real_apps)
    copy.rendered = this.rendered
    return copy
  }

  private model(app_label: string, model_name: string): ModelState {
    const key = keyOf(app_label, model_name)
    const found = this.models.get(key)
    if (found === undefined) throw new KeyError(`('${app_label}', '${model_name.toLowerCase()}')`)
    return found
  }

  /** Puts a changed model in its place; what was rendered is out of date then. */
  private put(state: ModelState): void {
    this.models.set(state.key, state)
    this.rendered = null
  }

  add_model(state: ModelState): void {
    this.models.set(state.key, state)
    // nothing can point to it yet but what waits for it, so what is rendered stays good
    this.rendered?.render(state)
  }

  remove_model(app_label: string, model_name: string): void {
    this.models.delete(keyOf(app_label, model_name))
    this.rendered = null
  }

  rename_model(app_label: string, old_name: string, new_name: string): void {
    const model = this.model(app_label, old_name)
    const was = keyOf(app_label, old_name)
    const now = keyOf(app_label, new_name)
    const entries = [...this.models].map(([key, state]): [string, ModelState] =>
      key === was ? [now, model.clone({ name: new_name })] : [key, state],
    )
    this.models.clear()
    for (const [key, state] of entries) this.models.set(key, repointed(state, was, now))
    this.rendered = null
  }

  add_field(
    app_label: string,
    model_name: string,
    name: string,
    field: AnyField,
    preserve_default = true,
  ): void {
    const model = this.model(app_label, model_name)
    this.put(model.clone({ fields: [...model.fields, [name, kept(field, preserve_default)]] }))
  }

  remove_field(app_label: string, model_name: string, name: string): void {
    const model = this.model(app_label, model_name)
    this.put(model.clone({ fields: [...model.fields].filter(([field]) => field !== name) }))
  }

  alter_field(
    app_label: string,
    model_name: string,
    name: string,
    field: AnyField,
    preserve_default = true,
  ): void {
    const model = this.model(app_label, model_name)
    const now = kept(field, preserve_default)
    const fields = [...model.fields].map(([key, old]) => [key, key === name ? now : old] as const)
    this.put(model.clone({ fields }))
  }

  rename_field(app_label: string, model_name: string, old_name: string, new_name: string): void {
    const model = this.model(app_label, model_name)
    if (!model.fields.has(old_name))
      throw new FieldDoesNotExist(`${model.name} has no field named '${old_name}'`)
    const renamed = (name: string) => (name === old_name ? new_name : name)
    const inKey = (field: AnyField) =>
      field instanceof CompositePrimaryKey ? field.clone(field.field_names.map(renamed)) : field
    const fields = [...model.fields].map(([name, field]) => [renamed(name), inKey(field)] as const)
    const state = model.clone({ fields })
    const { unique_together } = state.options
    if (Array.isArray(unique_together))
      state.options['unique_together'] = unique_together.map((names: string[]) =>
        names.map(renamed),
      )
    this.put(state)
    for (const other of [...this.models.values()]) this.followRename(other, state.key, renamed)
  }

  /** Keys that name the renamed field as theirs. */
  private followRename(state: ModelState, target: string, renamed: (name: string) => string): void {
    for (const [name, field] of state.fields) {
      const rel = field.remote_field
      const to_field: string | null = rel?.field_name ?? null
      if (to_field === null || renamed(to_field) === to_field) continue
      const [app, model] = resolve_relation(rel.model, state.app_label, state.name_lower)
      if (keyOf(app, model) !== target) continue
      const changed = rebuilt(field, { to_field: renamed(to_field) })
      const fields = [...state.fields].map(
        ([key, old]) => [key, key === name ? changed : old] as const,
      )
      this.put(state.clone({ fields }))
    }
  }

  /** @param managed_keys  options that go away where `options` does not name them */
  alter_model_options(
    app_label: string,
    model_name: string,
    options: StateOptions,
    managed_keys: readonly string[] = [],
  ): void {
    const state = this.model(app_label, model_name).clone()
    Object.assign(state.options, options)
    for (const key of managed_keys) if (!(key in options)) delete state.options[key]
    this.put(state)
  }

  /** Adds to, or takes from, a list among the options: indexes and constraints. */
  change_list<T>(
    app_label: string,
    model_name: string,
    option: 'indexes' | 'constraints',
    change: (items: readonly T[]) => readonly T[],
  ): void {
    const state = this.model(app_label, model_name).clone()
    state.options[option] = change(state.options[option] as readonly T[])
    this.put(state)
  }

  alter_model_managers(app_label: string, model_name: string, managers: readonly NamedManager[]) {
    const { name, fields, options, bases } = this.model(app_label, model_name)
    this.put(new ModelState(app_label, name, fields, { ...options }, bases, managers))
  }
}

/** A one-off default is for the rows that are there: the state forgets it. */
function kept(field: AnyField, preserve_default: boolean): AnyField {
  return preserve_default ? field : rebuilt(field, { default: undefined })
}

/** The same model with relations and bases that pointed to `was` pointing to `now`. */
function repointed(state: ModelState, was: string, now: string): ModelState {
  let isChanged = false
  const point = (target: ModelClass | string) => {
    const [app, model] = resolve_relation(target, state.app_label, state.name_lower)
    return keyOf(app, model) === was ? now : null
  }
  const fields = [...state.fields].map(([name, field]) => {
    const rel = field.remote_field
    if (rel === null) return [name, field] as const
    const to = point(rel.model)
    const through = typeof rel.through === 'string' ? point(rel.through) : null
    if (to === null && through === null) return [name, field] as const
    isChanged = true
    return [name, rebuilt(field, { ...(to && { to }), ...(through && { through }) })] as const
  })
  const bases = state.bases.map((base) => (typeof base === 'string' && point(base)) || base)
  if (!isChanged && bases.every((base, i) => base === state.bases[i])) return state
  const { app_label, name, options, managers } = state
  return new ModelState(app_label, name, fields, options, bases, managers)
}

const known = new WeakMap<ModelClass, ModelState>()

/** States are rendered often, and what stands in the code does not change meanwhile. */
function stateOfToday(model: ModelClass): ModelState {
  let state = known.get(model)
  if (state === undefined) known.set(model, (state = ModelState.from_model(model)))
  return state
}
