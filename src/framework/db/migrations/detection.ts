/**
 * What the autodetector has found so far: operations by app, each with what has to come before it.
 *
 * Django: the attributes of MigrationAutodetector in django/db/migrations/autodetector.py
 */
import { settings } from '../../conf/index.ts'
import type { AnyField } from '../models/declared.ts'
import { swappableSetting } from './deconstruct.ts'
import type { ModelState } from './model_state.ts'
import type { Operation } from './operations/base.ts'
import { AddField, AlterField, RemoveField } from './operations/fields.ts'
import { AlterUniqueTogether } from './operations/model_options.ts'
import { CreateModel, DeleteModel } from './operations/models.ts'
import type { MigrationQuestioner } from './questioner.ts'
import type { ProjectState } from './state.ts'
import { keyOf, targetsOf } from './utils.ts'

export type DependencyType = 'create' | 'remove' | 'alter' | 'alter_together'

export interface OperationDependency {
  /** `__setting__`: `model_name` is the name of a setting that names the model. */
  readonly app_label: string
  readonly model_name: string
  /** null: the model itself */
  readonly field_name: string | null
  readonly type: DependencyType
}

export interface Generated {
  readonly operation: Operation
  readonly dependencies: readonly OperationDependency[]
}

/** A model that is there before and after. */
export interface Kept {
  readonly app_label: string
  readonly model_name: string
  readonly before: ModelState
  readonly after: ModelState
}

export const needs = (
  type: DependencyType,
  app_label: string,
  model_name: string,
  field_name: string | null = null,
): OperationDependency => ({ app_label, model_name, field_name, type })

export class Detection {
  readonly generated = new Map<string, Generated[]>()
  /** `blog.headline` → `story`: the name before. */
  readonly renamed_models = new Map<string, string>()
  /** `blog.story` → `blog.headline`. */
  readonly renamed_models_rel = new Map<string, string>()
  /** `blog.post.headline` → `title`: the name before. */
  readonly renamed_fields = new Map<string, string>()

  constructor(
    readonly from_state: ProjectState,
    readonly to_state: ProjectState,
    readonly questioner: MigrationQuestioner,
    readonly convert_apps: ReadonlySet<string>,
  ) {}

  add(
    app_label: string,
    operation: Operation,
    dependencies: readonly OperationDependency[] = [],
    isFirst = false,
  ): void {
    const list = this.generated.get(app_label) ?? []
    this.generated.set(app_label, list)
    if (isFirst) list.unshift({ operation, dependencies })
    else list.push({ operation, dependencies })
  }

  /** Models of a state by kind. */
  keys(state: ProjectState, kind: 'plain' | 'proxy' | 'unmanaged'): string[] {
    const isOurs = ({ app_label }: ModelState) =>
      !this.from_state.real_apps.has(app_label) || this.convert_apps.has(app_label)
    return [...state.models.values()]
      .filter((model) => {
        if (model.options['managed'] === false) return kind === 'unmanaged'
        return (
          isOurs(model) &&
          (model.options['proxy'] === true) === (kind === 'proxy') &&
          kind !== 'unmanaged'
        )
      })
      .map(({ key }) => key)
      .sort()
  }

  /** Models that stay, renamed ones by their new name. */
  kept(...kinds: readonly ('plain' | 'proxy' | 'unmanaged')[]): Kept[] {
    return kinds.flatMap((kind) => {
      const old = new Set(this.keys(this.from_state, kind))
      return this.keys(this.to_state, kind).flatMap((key) => {
        const after = this.to_state.models.get(key)!
        const { app_label, name_lower: model_name } = after
        const old_key = keyOf(app_label, this.renamed_models.get(key) ?? model_name)
        const before = this.from_state.models.get(old_key)
        return before !== undefined && old.has(old_key)
          ? [{ app_label, model_name, before, after }]
          : []
      })
    })
  }

  /** What must exist before a relation can. */
  relationNeeds(app_label: string, model_name: string, field: AnyField): OperationDependency[] {
    const [to, ...between] = targetsOf(field, app_label, model_name)
    if (to === undefined) return []
    const setting = swappableSetting(keyOf(...to))
    return [
      setting === null ? needs('create', ...to) : needs('create', '__setting__', setting),
      ...between.map((through) => needs('create', ...through)),
    ]
  }

  modelNeeds({ app_label, name_lower, fields }: ModelState): OperationDependency[] {
    return [...fields.values()].flatMap((field) => this.relationNeeds(app_label, name_lower, field))
  }

  /** Relations to a model from everywhere in a state. */
  *relationsTo(state: ProjectState, key: string): Generator<[ModelState, string, AnyField]> {
    for (const model of state.models.values())
      for (const [name, field] of model.fields)
        for (const target of targetsOf(field, model.app_label, model.name_lower))
          if (keyOf(...target) === key) yield [model, name, field]
  }
}

/** The model that a setting names instead of the setting. */
export function resolveDependency(dependency: OperationDependency): OperationDependency {
  if (dependency.app_label !== '__setting__') return dependency
  const value = String((settings as unknown as Record<string, unknown>)[dependency.model_name])
  const [app_label = '', model_name = ''] = value.split('.')
  return { ...dependency, app_label, model_name: model_name.toLowerCase() }
}

/** Whether the operation does what the dependency asks for. */
export function fulfils(operation: Operation, { type, ...of }: OperationDependency): boolean {
  const model = of.model_name.toLowerCase()
  const field = of.field_name?.toLowerCase() ?? null
  const isField = (cls: typeof AddField | typeof AlterField | typeof RemoveField) =>
    operation instanceof cls &&
    operation.model_name_lower === model &&
    operation.name_lower === field
  switch (type) {
    case 'create': {
      const makes = operation instanceof CreateModel && operation.name_lower === model
      if (field === null) return makes
      return (
        (makes && operation.fields.some(([name]) => name === of.field_name)) || isField(AddField)
      )
    }
    case 'remove':
      if (field !== null) return isField(RemoveField)
      return operation instanceof DeleteModel && operation.name_lower === model
    case 'alter':
      return isField(AlterField)
    case 'alter_together':
      return operation instanceof AlterUniqueTogether && operation.name_lower === model
  }
}
