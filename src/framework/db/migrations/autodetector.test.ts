/** Models before and after, and the migrations that real Django 5.2 makes of them: names, dependencies, operations, questions. */
import { readFileSync } from 'node:fs'
import { beforeEach, expect, test } from 'vitest'
import { apps, AppConfig } from '../../apps/index.ts'
import { settings } from '../../conf/index.ts'
import { models } from '../index.ts'
import type { AnyField } from '../models/declared.ts'
import { MigrationAutodetector } from './autodetector.ts'
import { MigrationGraph } from './graph.ts'
import { Migration } from './migration.ts'
import { ModelState } from './model_state.ts'
import { CreateModel } from './operations/models.ts'
import { MigrationQuestioner, NOT_PROVIDED, QUESTIONS } from './questioner.ts'
import { ProjectState } from './state.ts'

interface ModelSpec {
  readonly fields: Readonly<Record<string, readonly [string, Record<string, unknown>]>>
  readonly options?: Record<string, unknown>
  readonly indexes?: readonly (readonly [string[], string])[]
  readonly checks?: readonly (readonly [string, Record<string, unknown>])[]
  readonly bases?: readonly string[]
}
type ProjectSpec = Readonly<Record<string, Readonly<Record<string, ModelSpec>>>>

interface Recorded {
  readonly before: ProjectSpec
  readonly after: ProjectSpec
  readonly answers: Readonly<Record<string, unknown>>
  readonly asked: readonly string[]
  readonly changes: unknown
}
const recorded = JSON.parse(
  readFileSync(new URL('./samples/changes.json', import.meta.url), 'utf8'),
) as Record<string, Recorded>

settings.configure({ AUTH_USER_MODEL: 'auth.User' })
beforeEach(() => {
  const names = ['django.contrib.contenttypes', 'django.contrib.auth', 'library', 'shop']
  apps.populate(names.map((name) => new AppConfig(name)))
})

function fieldOf([cls, given]: readonly [string, Record<string, unknown>]): AnyField {
  const { on_delete, ...kwargs } = given
  const named = models as unknown as Record<string, unknown>
  const options =
    on_delete === undefined ? kwargs : { ...kwargs, on_delete: named[String(on_delete)] }
  return new (named[cls] as new (options: object) => AnyField)(options)
}

function modelOf(app_label: string, name: string, spec: ModelSpec): ModelState {
  const { fields, options = {}, indexes = [], checks = [], bases = [] } = spec
  const key = { auto_created: true, primary_key: true, serialize: false, verbose_name: 'ID' }
  const own = Object.entries(fields).map(([field, made]) => [field, fieldOf(made)] as const)
  return new ModelState(
    app_label,
    name,
    options['proxy'] === true ? [] : [['id', new models.BigAutoField(key)], ...own],
    {
      ...options,
      indexes: indexes.map(([names, index]) => new models.Index({ fields: names, name: index })),
      constraints: checks.map(
        ([check, condition]) =>
          new models.CheckConstraint({ condition: new models.Q(condition), name: check }),
      ),
    },
    bases,
  )
}

function stateOf(spec: ProjectSpec): ProjectState {
  const state = new ProjectState(new Map(), new Set(['auth', 'contenttypes']))
  for (const [app_label, all] of Object.entries(spec))
    for (const [name, model] of Object.entries(all))
      state.add_model(modelOf(app_label, name, model))
  return state
}

/** Gives the recorded answers and keeps what was asked. */
class Answers extends MigrationQuestioner {
  readonly asked: string[] = []

  constructor(private readonly answers: Readonly<Record<string, unknown>>) {
    super({ specified_apps: ['library', 'shop'] })
  }

  private given(name: string, question: string, fallback: unknown): unknown {
    this.asked.push(question)
    return name in this.answers ? this.answers[name] : fallback
  }
  override ask_rename(model: string, old: string, now: string, field: AnyField): boolean {
    return this.given('rename', QUESTIONS.rename(model, old, now, field), false) as boolean
  }
  override ask_rename_model(old: ModelState, now: ModelState): boolean {
    return this.given('rename_model', QUESTIONS.renameModel(old, now), false) as boolean
  }
  override ask_not_null_addition(field: string, model: string): unknown {
    return this.given('not_null_addition', `add ${model}.${field}`, null)
  }
  override ask_auto_now_add_addition(field: string, model: string): unknown {
    return this.given('auto_now_add_addition', `auto_now_add ${model}.${field}`, null)
  }
  override ask_not_null_alteration(field: string, model: string): unknown {
    return this.given('not_null_alteration', `alter ${model}.${field}`, NOT_PROVIDED)
  }
}

test.each(Object.keys(recorded))('%s: the same migrations as Django', (name) => {
  const { before, after, answers, asked, changes } = recorded[name]!
  const graph = new MigrationGraph()
  for (const app of Object.keys(before)) graph.add_node(new Migration('0001_initial', app))
  const questioner = new Answers(answers)

  const found = new MigrationAutodetector(stateOf(before), stateOf(after), questioner).changes(
    graph,
  )

  const plain = [...found]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([app, migrations]) => [
      app,
      migrations.map((migration) => ({
        name: migration.name,
        initial: migration.initial,
        dependencies: migration.dependencies.map((dependency) => dependency.join('.')).sort(),
        operations: migration.operations.map((operation) => operation.formatted_description()),
        fields: migration.operations
          .filter((operation) => operation instanceof CreateModel)
          .map(({ fields }) => fields.map(([field]) => field)),
      })),
    ])
  expect(Object.fromEntries(plain)).toEqual(changes)
  expect(questioner.asked).toEqual(asked)
})
