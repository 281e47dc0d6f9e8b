/** Answers what the app asks about migrations. Loaded when the first such question comes. */
import { assertUnreachable } from '../../base/assert.ts'
import type { BaseCommand } from '../../framework/core/management/base.ts'
import { Migrate } from '../../framework/core/management/commands/migrate.ts'
import { Sqlmigrate } from '../../framework/core/management/commands/sqlmigrate.ts'
import type { MigrationOutcome } from '../../protocol/migration-answers.ts'
import type { MigrationQuestion } from '../../protocol/migration-questions.ts'
import { problemOf } from '../problem.ts'
import { report } from './report.ts'

export function answerAboutMigrations(question: MigrationQuestion): unknown {
  switch (question.ask) {
    case 'report':
      return report(question.answers, question.start)
    case 'sql': {
      const { app: app_label, name: migration_name, isBackwards: backwards } = question
      return run(new Sqlmigrate(), { app_label, migration_name, backwards })
    }
    case 'migrate': {
      const { app: app_label, name: migration_name } = question
      return run(new Migrate(), { app_label, migration_name, fake_initial: true })
    }
    default:
      return assertUnreachable(question)
  }
}

/** What a command prints, and what stopped it. */
function run(command: BaseCommand, options: Readonly<Record<string, unknown>>): MigrationOutcome {
  let output = ''
  const stream = { write: (text: string) => (output += text) }
  try {
    command.execute({ ...command.defaults, ...options, stdout: stream, stderr: stream })
    return { output, problem: null }
  } catch (error) {
    const { className, message, hint } = problemOf(error)
    return { output, problem: { message: `${className}: ${message}`, hint } }
  }
}
