/**
 * Changes of `Meta`: options, tables, indexes, constraints, unique_together.
 *
 * Django: generate_altered_options and its neighbours in django/db/migrations/autodetector.py
 */
import type { BaseConstraint } from '../models/constraints.ts'
import type { Index } from '../models/indexes.ts'
import { ruleKwargs, shapeOf } from './deconstruct.ts'
import type { Detection, Kept } from './detection.ts'
import { AddConstraint, AlterConstraint, RemoveConstraint } from './operations/constraints.ts'
import { AddIndex, RemoveIndex, RenameIndex } from './operations/indexes.ts'
import {
  AlterModelManagers,
  AlterModelOptions,
  AlterModelTable,
  AlterUniqueTogether,
  togetherOf,
} from './operations/model_options.ts'
import { keyOf } from './utils.ts'

export function generate_altered_options(found: Detection): void {
  for (const { app_label, model_name, before, after } of found.kept(
    'plain',
    'proxy',
    'unmanaged',
  )) {
    const known = (options: Readonly<Record<string, unknown>>) =>
      Object.fromEntries(
        Object.entries(options).filter(([name]) =>
          AlterModelOptions.ALTER_OPTION_KEYS.includes(name),
        ),
      )
    const options = known(after.options)
    if (shapeOf(known(before.options)) !== shapeOf(options))
      found.add(app_label, new AlterModelOptions({ name: model_name, options }))
  }
}

export function generate_altered_managers(found: Detection): void {
  for (const { app_label, model_name, before, after } of found.kept('plain')) {
    const names = (managers: Kept['after']['managers']) =>
      managers.map(([name, manager]) => [name, manager.constructor])
    if (shapeOf(names(before.managers)) !== shapeOf(names(after.managers))) {
      const { managers } = after
      found.add(app_label, new AlterModelManagers({ name: model_name, managers }))
    }
  }
}

export function generate_altered_db_table(found: Detection): void {
  for (const { app_label, model_name, before, after } of found.kept(
    'plain',
    'proxy',
    'unmanaged',
  )) {
    const table = after.options['db_table'] ?? null
    if ((before.options['db_table'] ?? null) !== table)
      found.add(app_label, new AlterModelTable({ name: model_name, table }))
  }
}

interface Changed<T> {
  readonly model: Kept
  readonly added: readonly T[]
  readonly removed: readonly T[]
  /** Old and new: only the name differs, or only what the database does not know of. */
  readonly changed: readonly (readonly [T, T])[]
}

function without(rule: Index | BaseConstraint, names: readonly string[]): string {
  const kwargs = Object.entries(ruleKwargs(rule)).filter(([name]) => !names.includes(name))
  return shapeOf([rule.constructor, Object.fromEntries(kwargs)])
}

/** @param same  whether an old and a new one are one that was changed */
function compare<T extends Index | BaseConstraint>(
  found: Detection,
  option: 'indexes' | 'constraints',
  same: (old: T, now: T) => boolean,
): Changed<T>[] {
  return found.kept('plain').map((model) => {
    const old = model.before.options[option] as readonly T[]
    const now = model.after.options[option] as readonly T[]
    const has = (list: readonly T[], rule: T) =>
      list.some((other) => shapeOf(other) === shapeOf(rule))
    const added = now.filter((rule) => !has(old, rule))
    const removed = old.filter((rule) => !has(now, rule))
    const changed = added.flatMap((rule) => {
      const before = removed.find((other) => same(other, rule))
      return before === undefined ? [] : [[before, rule] as const]
    })
    return {
      model,
      added: added.filter((rule) => !changed.some(([, after]) => after === rule)),
      removed: removed.filter((rule) => !changed.some(([before]) => before === rule)),
      changed,
    }
  })
}

export function create_altered_indexes(found: Detection): Changed<Index>[] {
  return compare<Index>(found, 'indexes', (old, now) => {
    return old.name !== now.name && without(old, ['name']) === without(now, ['name'])
  })
}

const WORDS = ['violation_error_code', 'violation_error_message']

export function create_altered_constraints(found: Detection): Changed<BaseConstraint>[] {
  return compare<BaseConstraint>(found, 'constraints', (old, now) => {
    return old.name === now.name && without(old, WORDS) === without(now, WORDS)
  })
}

/** Rules go before the fields that they name, and come after them. */
export function generate_removed_rules(
  found: Detection,
  indexes: readonly Changed<Index>[],
  constraints: readonly Changed<BaseConstraint>[],
): void {
  for (const { model, removed } of constraints) {
    const { app_label, model_name } = model
    for (const { name } of removed) found.add(app_label, new RemoveConstraint({ model_name, name }))
  }
  for (const { model, removed } of indexes) {
    const { app_label, model_name } = model
    for (const { name } of removed) found.add(app_label, new RemoveIndex({ model_name, name }))
  }
}

export function generate_renamed_indexes(
  found: Detection,
  indexes: readonly Changed<Index>[],
): void {
  for (const { model, changed } of indexes) {
    const { app_label, model_name } = model
    for (const [{ name: old_name }, { name: new_name }] of changed)
      found.add(app_label, new RenameIndex({ model_name, new_name, old_name }))
  }
}

export function generate_added_rules(
  found: Detection,
  indexes: readonly Changed<Index>[],
  constraints: readonly Changed<BaseConstraint>[],
): void {
  for (const { model, added } of indexes) {
    const { app_label, model_name, after } = model
    for (const index of added)
      found.add(app_label, new AddIndex({ model_name, index }), found.modelNeeds(after))
  }
  for (const { model, added } of constraints) {
    const { app_label, model_name, after } = model
    for (const constraint of added)
      found.add(app_label, new AddConstraint({ model_name, constraint }), found.modelNeeds(after))
  }
  for (const { model, changed } of constraints) {
    const { app_label, model_name, after } = model
    for (const [, constraint] of changed) {
      const { name } = constraint
      const operation = new AlterConstraint({ model_name, name, constraint })
      found.add(app_label, operation, found.modelNeeds(after))
    }
  }
}

/** @param part  `removed`: what goes, before fields go; `added`: what comes, after fields came */
export function generate_altered_unique_together(
  found: Detection,
  part: 'removed' | 'added',
): void {
  for (const { app_label, model_name, before, after } of found.kept('plain')) {
    const renamed = (name: string) =>
      [...after.fields.keys()].find(
        (now) => found.renamed_fields.get(`${keyOf(app_label, model_name)}.${now}`) === name,
      ) ?? name
    const old = togetherOf(before.options['unique_together']).map((names) => names.map(renamed))
    const now = togetherOf(after.options['unique_together'])
    const text = (list: readonly string[][]) => list.map(String).sort().join(' ')
    if (text(old) === text(now)) continue
    const both = now.filter((names) => old.some((other) => other.join() === names.join()))
    const dependencies = now
      .flat()
      .flatMap((name) => found.relationNeeds(app_label, model_name, after.get_field(name)))
    const alter = (unique_together: readonly string[][]) =>
      found.add(
        app_label,
        new AlterUniqueTogether({ name: model_name, unique_together }),
        dependencies,
      )
    if (part === 'removed' && (both.length > 0 || old.length > 0)) alter(both)
    if (part === 'added' && text(now) !== text(both)) alter(now)
  }
}
