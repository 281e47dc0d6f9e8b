/** How a feature asks the loaded project something. The shell connects it to the sandbox. */
import type { Question } from '../../protocol/questions.ts'

let asker: (question: Question) => Promise<unknown> = () => Promise.resolve(null)

export function provideEngine(ask: (question: Question) => Promise<unknown>): void {
  asker = ask
}

/** @returns unchecked: it comes from where a stranger's code runs; null while nothing can answer */
export function askEngine(question: Question): Promise<unknown> {
  return asker(question)
}
