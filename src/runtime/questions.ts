/** Answers the app's questions about the loaded project. Loaded when the first one is asked: no page needs it. */
import { assertUnreachable } from '../base/assert.ts'
import type { Question } from '../protocol/questions.ts'
import { catalogue } from './template-catalogue.ts'
import { templateStart } from './template-start.ts'

/** @returns null where the project cannot say: its settings do not load, its libraries raise */
export function answerTo(question: Question): unknown {
  try {
    switch (question.about) {
      case 'templates':
        return catalogue()
      case 'template-start':
        return templateStart(question.text)
      default:
        return assertUnreachable(question)
    }
  } catch {
    return null
  }
}
