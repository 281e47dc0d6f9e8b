/**
 * One model as it was at some point of the history: plain data, whose fields belong to no class.
 *
 * Django: ModelState in django/db/migrations/state.py
 */
import { ValueError } from '../../../base/python/exceptions.ts'
import { FieldDoesNotExist } from '../../core/exceptions.ts'
import type { AnyField, Instance, ModelClass } from '../models/declared.ts'
import type { Index } from '../models/indexes.ts'
import { isModelClass, late } from '../models/late.ts'
import { rebuilt } from './deconstruct.ts'
import { keyOf } from './utils.ts'

export type StateOptions = Record<string, unknown>
/** `blog.item` for a model, or a class that is none. */
export type Base = string | ModelClass
export type NamedManager = readonly [string, Instance]

/** Options that the database knows nothing of, and that tell a state nothing. */
const IGNORED = ['app_label', 'apps', 'abstract', 'auto_created']

/** One model, as data. Fields belong to no class. */
export class ModelState {
  readonly fields: Map<string, AnyField>
  readonly options: StateOptions
  readonly bases: readonly Base[]

  constructor(
    readonly app_label: string,
    readonly name: string,
    fields: Iterable<readonly [string, AnyField]>,
    options: StateOptions = {},
    bases: readonly Base[] = [],
    readonly managers: readonly NamedManager[] = [],
  ) {
    this.fields = new Map(fields)
    this.options = { indexes: [], constraints: [], ...options }
    this.bases = bases.length > 0 ? bases : [late.Model]
    for (const index of this.options['indexes'] as Index[]) {
      if (index.name !== '') continue
      throw new ValueError(
        `Indexes passed to ModelState require a name attribute. <Index: fields=[${index.fields.map((field) => `'${field}'`).join(', ')}]> doesn't have one.`,
      )
    }
  }

  get name_lower(): string {
    return this.name.toLowerCase()
  }

  get key(): string {
    return keyOf(this.app_label, this.name)
  }

  get_field(field_name: string): AnyField {
    const field = this.fields.get(field_name)
    if (field === undefined)
      throw new FieldDoesNotExist(`${this.name} has no field named '${field_name}'`)
    return field
  }

  clone(
    changes: { name?: string; fields?: Iterable<readonly [string, AnyField]> } = {},
  ): ModelState {
    const { name = this.name, fields = this.fields } = changes
    return new ModelState(
      this.app_label,
      name,
      fields,
      { ...this.options },
      this.bases,
      this.managers,
    )
  }

  /** Today's model as a state. */
  static from_model(model: ModelClass): ModelState {
    const meta = model._meta
    const fields = [...meta.local_fields, ...meta.local_many_to_many].map(
      (field: AnyField) => [field.name as string, rebuilt(field)] as const,
    )
    const options: StateOptions = {}
    for (const [name, value] of Object.entries(meta.declaredMeta)) {
      if (IGNORED.includes(name)) continue
      options[name] = name === 'unique_together' ? meta.unique_together : value
    }
    options['indexes'] = meta.indexes.map((index: Index) => named(index, model))
    options['constraints'] = [...meta.constraints]
    return new ModelState(
      meta.app_label,
      meta.object_name,
      meta.proxy ? [] : fields,
      options,
      basesOf(model),
      managersOf(model),
    )
  }
}

function named(index: Index, model: ModelClass): Index {
  if (index.name !== '') return index
  const copy = index.named({})
  copy.set_name_with_model(model)
  return copy
}

/** Abstract models leave nothing behind: their fields are the model's own. */
function basesOf(model: ModelClass): Base[] {
  const parent: ModelClass = Object.getPrototypeOf(model)
  if (!isModelClass(parent)) return [late.Model]
  return parent._meta.abstract ? basesOf(parent) : [parent._meta.label_lower]
}

function managersOf(model: ModelClass): NamedManager[] {
  return model._meta.managers
    .filter((manager: Instance) => manager.use_in_migrations === true)
    .map((manager: Instance) => [manager.name, manager] as const)
}
