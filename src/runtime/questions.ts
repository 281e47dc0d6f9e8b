/** Answers the app's questions about the loaded project. Loaded when the first one is asked: no page needs it. */
import { assertUnreachable } from '../base/assert.ts'
import type { Question } from '../protocol/questions.ts'
import { answerAboutDatabase, type PanelPorts } from './panel/answers.ts'
import { catalogue } from './template-catalogue.ts'
import { templateStart } from './template-start.ts'

/**
 * @param panel  null where no database is open
 * @returns perhaps a promise; null where the project cannot say: its settings do not load, its libraries raise
 */
export function answerTo(question: Question, panel: PanelPorts | null = null): unknown {
  try {
    switch (question.about) {
      case 'templates':
        return catalogue()
      case 'template-start':
        return templateStart(question.text)
      case 'migrations':
        return panel === null
          ? null
          : import('./migrations/answers.ts')
              .then(({ answerAboutMigrations }) => answerAboutMigrations(question.question))
              .catch(() => null)
      case 'database':
        return panel === null ? null : answerAboutDatabase(question.question, panel)
      default:
        return assertUnreachable(question)
    }
  } catch {
    return null
  }
}
