/**
 * What becomes of CreateModel and an operation that follows: most of them are only another CreateModel.
 *
 * Django: CreateModel.reduce in django/db/migrations/operations/models.py
 */
import type { BaseConstraint } from '../../models/constraints.ts'
import type { Index } from '../../models/indexes.ts'
import type { Operation } from './base.ts'
import { AddField, AlterField, FieldOperation, RemoveField, RenameField } from './fields.ts'
import { AddConstraint, RemoveConstraint } from './constraints.ts'
import { AddIndex, IndexOperation, RemoveIndex } from './indexes.ts'
import {
  AlterModelManagers,
  AlterModelOptions,
  AlterModelTable,
  AlterUniqueTogether,
  togetherOf,
} from './model_options.ts'
import type { CreateModel, DeleteModel, RenameModel } from './models.ts'

/** @returns null where the two stay two */
export function reduceCreation(create: CreateModel, operation: Operation): Operation[] | null {
  if (operation instanceof FieldOperation)
    return operation.model_name_lower === create.name_lower ? withField(create, operation) : null
  if (operation instanceof IndexOperation)
    return operation.model_name_lower === create.name_lower ? withRule(create, operation) : null
  const { deletesModel, name_lower } = operation as unknown as Partial<DeleteModel>
  if (name_lower !== create.name_lower) return null
  if (deletesModel === true) return create.options['proxy'] === true ? null : []
  if ('old_name' in operation) return [create.with({ name: (operation as RenameModel).new_name })]
  return withOptions(create, operation)
}

function withField(create: CreateModel, operation: FieldOperation): Operation[] | null {
  const { fields, options } = create
  if (operation instanceof AddField)
    return [create.with({ fields: [...fields, [operation.name, operation.field]] })]
  if (operation instanceof AlterField) {
    const changed = fields.map(([name, field]) => [
      name,
      name === operation.name ? operation.field : field,
    ])
    return [create.with({ fields: changed })]
  }
  const together = togetherOf(options['unique_together'])
  if (operation instanceof RemoveField) {
    const left = fields.filter(([name]) => name.toLowerCase() !== operation.name_lower)
    const others = together
      .map((names) => names.filter((name) => name !== operation.name_lower))
      .filter((names) => names.length > 0)
    return [create.with({ fields: left, options: withTogether(options, others) })]
  }
  if (operation instanceof RenameField) {
    const { old_name, new_name } = operation
    const renamed = (name: string) => (name === old_name ? new_name : name)
    const all = fields.map(([name, field]) => [renamed(name), field])
    const others = together.map((names) => names.map(renamed))
    return [create.with({ fields: all, options: withTogether(options, others) })]
  }
  return null
}

function withTogether(options: Readonly<Record<string, unknown>>, unique_together: string[][]) {
  const { unique_together: _old, ...others } = options
  return unique_together.length === 0 ? others : { ...others, unique_together }
}

function withRule(create: CreateModel, operation: IndexOperation): Operation[] | null {
  const { options } = create
  const indexes = (options['indexes'] ?? []) as readonly Index[]
  const constraints = (options['constraints'] ?? []) as readonly BaseConstraint[]
  const changed = (change: Record<string, unknown>) => [
    create.with({ options: { ...options, ...change } }),
  ]
  if (operation instanceof AddIndex) return changed({ indexes: [...indexes, operation.index] })
  if (operation instanceof RemoveIndex)
    return changed({ indexes: indexes.filter(({ name }) => name !== operation.name) })
  if (operation instanceof AddConstraint)
    return changed({ constraints: [...constraints, operation.constraint] })
  if (operation instanceof RemoveConstraint)
    return changed({ constraints: constraints.filter(({ name }) => name !== operation.name) })
  return null
}

function withOptions(create: CreateModel, operation: Operation): Operation[] | null {
  const { options } = create
  if (operation instanceof AlterModelOptions) {
    const all = { ...options, ...operation.options }
    for (const key of AlterModelOptions.ALTER_OPTION_KEYS)
      if (!(key in operation.options)) delete all[key]
    return [create.with({ options: all })]
  }
  if (operation instanceof AlterModelManagers)
    return [create.with({ managers: operation.managers })]
  if (operation instanceof AlterModelTable)
    return [create.with({ options: { ...options, db_table: operation.table } })]
  if (operation instanceof AlterUniqueTogether) {
    const { unique_together } = operation
    return [create.with({ options: { ...options, unique_together } })]
  }
  return null
}
