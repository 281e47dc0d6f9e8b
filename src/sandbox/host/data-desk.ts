/** The database as a whole: what the panel does with it that needs no engine, and what makes the engine start over. */
import type { AppMessage } from '../../protocol/app-host.ts'
import type { Engine } from './engine.ts'

type DataMessage = Extract<AppMessage, { type: 'data' | 'open-data' }>

/** @returns `isChanged`: the page in the preview shows what was before */
export async function actOnData(
  engine: Engine,
  message: DataMessage,
  isKept: boolean,
): Promise<{ readonly answer: unknown; readonly isChanged: boolean }> {
  if (message.type === 'open-data') return replaced(engine, message.bytes)
  switch (message.action) {
    case 'state': {
      const { database, canUndo } = engine
      return told({ isKept, canUndo, sizeBytes: database?.byteLength ?? 0 })
    }
    case 'download':
      return told(engine.database)
    case 'reset':
      return replaced(engine, null)
    case 'undo':
      return { answer: null, isChanged: await engine.undo() }
  }
}

const told = (answer: unknown) => ({ answer, isChanged: false })

/** The answer is the problem because of which nothing was changed; null: there is none. */
async function replaced(engine: Engine, database: ArrayBuffer | null) {
  const problem = await engine.replace(database)
  return { answer: problem, isChanged: problem === null }
}
