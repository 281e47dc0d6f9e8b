/**
 * What `makemigrations` would write now, with the SQL, and which migrations there are. Nothing is written and nothing
 * in the database changes.
 */
import { ValueError } from '../../base/python/exceptions.ts'
import { str } from '../../base/python/protocols.ts'
import { apps } from '../../framework/apps/index.ts'
import { connection } from '../../framework/db/connection.ts'
import { MigrationAutodetector, type Changes } from '../../framework/db/migrations/autodetector.ts'
import { MigrationLoader } from '../../framework/db/migrations/loader.ts'
import type { Migration } from '../../framework/db/migrations/migration.ts'
import { AddField, AlterField } from '../../framework/db/migrations/operations/index.ts'
import { ProjectState } from '../../framework/db/migrations/state.ts'
import { MigrationWriter } from '../../framework/db/migrations/writer.ts'
import { Exception } from '../../base/python/exceptions.ts'
import type { MigrationReport } from '../../protocol/migration-answers.ts'
import { problemOf } from '../problem.ts'
import { PageQuestioner } from './questioner.ts'

type Problem = MigrationReport['problem']

/** @param start  an app without migrations that gets its first one; null: none */
export function report(
  answers: Readonly<Record<string, string>>,
  start: string | null,
): MigrationReport {
  const loader = new MigrationLoader(connection)
  const list = appsOf(loader)
  if (start !== null) loader.unmigrated_apps.delete(start)
  const named = start === null ? [] : [start]
  const questioner = new PageQuestioner(answers, named)
  const detector = new MigrationAutodetector(
    loader.project_state(),
    ProjectState.from_apps(apps),
    questioner,
  )
  const changes = detector.changes(loader.graph, { trim_to_apps: named })
  checkDefaults(changes, questioner)
  const { files, problem } = questioner.isAnswered
    ? filesOf(changes, loader)
    : { files: [], problem: null }
  return { apps: list, output: outputOf(changes), questions: questioner.asked, files, problem }
}

/** The learner's own apps with models. */
function appsOf(loader: MigrationLoader): MigrationReport['apps'] {
  return apps
    .get_app_configs()
    .filter(({ name }) => !name.startsWith('django.'))
    .filter((config) => loader.migrated_apps.has(config.label) || config.get_models().length > 0)
    .map(({ label }) => ({
      label,
      isMigrated: loader.migrated_apps.has(label),
      migrations: loader.graph
        .leaf_nodes(label)
        .flatMap(({ key }) => loader.graph.forwards_plan(key))
        .filter(({ migration }, i, all) => {
          return (
            migration.app_label === label && all.findIndex((n) => n.migration === migration) === i
          )
        })
        .map(({ key, migration }) => ({
          name: migration.name,
          isApplied: loader.applied_migrations.has(key),
        })),
    }))
}

function outputOf(changes: Changes): string {
  return [...changes]
    .flatMap(([app_label, migrations]) => [
      `Migrations for '${app_label}':`,
      ...migrations.flatMap((migration) => [
        `  ${new MigrationWriter(migration).path}`,
        ...migration.operations.map((operation) => `    ${operation.formatted_description()}`),
      ]),
    ])
    .join('\n')
}

/** A one-off default that the column cannot hold is said before anything is written. */
function checkDefaults(changes: Changes, questioner: PageQuestioner): void {
  for (const { operations } of [...changes.values()].flat()) {
    for (const operation of operations) {
      const isOneOff = operation instanceof AddField || operation instanceof AlterField
      if (!isOneOff || operation.preserve_default) continue
      const name = `${operation.model_name_lower}.${operation.name}`
      const question = questioner.asked.find(
        ({ field, answer }) => field === name && answer !== null,
      )
      if (question === undefined || question.problem !== null) continue
      try {
        const { field } = operation
        // a key is checked by the table it points to
        if (field.remote_field === null) field.to_python(field.get_default())
      } catch (error) {
        if (!(error instanceof Exception)) throw error
        questioner.refuse(question, messageOf(error))
      }
    }
  }
}

function messageOf(error: Exception): string {
  const { messages } = error as { messages?: readonly string[] }
  return messages?.join(' ') ?? str(error)
}

function filesOf(
  changes: Changes,
  loader: MigrationLoader,
): { files: MigrationReport['files']; problem: Problem } {
  const all = [...changes.values()].flat()
  try {
    for (const migration of all) loader.graph.add_node(migration)
    for (const migration of all) loader.connect(migration)
    return { files: all.map((migration) => fileOf(migration, loader)), problem: null }
  } catch (error) {
    if (!(error instanceof ValueError)) throw error
    const { message, hint } = problemOf(error)
    return { files: [], problem: { message, hint } }
  }
}

function fileOf(migration: Migration, loader: MigrationLoader): MigrationReport['files'][number] {
  const writer = new MigrationWriter(migration)
  const { app_label: app, name, atomic } = migration
  const sql = loader.collect_sql([[migration, false]])
  const lines = atomic ? ['BEGIN;', ...sql, 'COMMIT;'] : sql
  return { app, name, path: writer.path, text: writer.as_string(), sql: lines.join('\n') }
}
