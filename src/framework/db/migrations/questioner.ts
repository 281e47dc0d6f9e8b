/**
 * What the autodetector cannot know and asks. Answers are given beforehand; a question that has none is remembered, so
 * that whoever shows the changes can show the questions, too.
 *
 * Django: django/db/migrations/questioner.py
 */
import { class_name } from '../../../base/python/class_name.ts'
import type { AnyField } from '../models/declared.ts'
import type { ModelState } from './model_state.ts'

/** No default at all: rows without a value are the learner's business. */
export const NOT_PROVIDED = Symbol('NOT_PROVIDED')

export class MigrationQuestioner {
  readonly specified_apps: ReadonlySet<string>

  constructor({ specified_apps = [] }: { specified_apps?: Iterable<string> } = {}) {
    this.specified_apps = new Set(specified_apps)
  }

  /** Whether an app without migrations gets its first one. */
  ask_initial(app_label: string): boolean {
    return this.specified_apps.has(app_label)
  }
  ask_rename(_model_name: string, _old_name: string, _new_name: string, _field: AnyField): boolean {
    return false
  }
  ask_rename_model(_old: ModelState, _new: ModelState): boolean {
    return false
  }
  /** The value for the rows that are there. */
  ask_not_null_addition(_field_name: string, _model_name: string): unknown {
    return null
  }
  /** The same, or `NOT_PROVIDED`. */
  ask_not_null_alteration(_field_name: string, _model_name: string): unknown {
    return NOT_PROVIDED
  }
  ask_auto_now_add_addition(_field_name: string, _model_name: string): unknown {
    return null
  }
  ask_unique_callable_default_addition(_field_name: string, _model_name: string): void {}
}

/** The questions as Django prints them. */
export const QUESTIONS = {
  rename: (model_name: string, old_name: string, new_name: string, field: AnyField) =>
    `Was ${model_name}.${old_name} renamed to ${model_name}.${new_name} (a ${class_name(field.constructor)})? [y/N]`,
  renameModel: (old: ModelState, now: ModelState) =>
    `Was the model ${old.app_label}.${old.name} renamed to ${now.name}? [y/N]`,
  notNullAddition: (field_name: string, model_name: string) =>
    `It is impossible to add a non-nullable field '${field_name}' to ${model_name} without specifying a default. This is because the database needs something to populate existing rows.`,
  notNullAlteration: (field_name: string, model_name: string) =>
    `It is impossible to change a nullable field '${field_name}' on ${model_name} to non-nullable without providing a default. This is because the database needs something to populate existing rows.`,
  autoNowAdd: (field_name: string, model_name: string) =>
    `It is impossible to add the field '${field_name}' with 'auto_now_add=True' to ${model_name} without providing a default. This is because the database needs something to populate existing rows.`,
  uniqueCallable: (field_name: string, model_name: string) =>
    `Callable default on unique field ${model_name}.${field_name} will not generate unique values upon migrating.`,
} as const
