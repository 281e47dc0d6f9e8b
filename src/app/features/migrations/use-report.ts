/** Asks the engine what `makemigrations` would say, and again after each edit and answer. */
import { useCallback, useEffect, useState } from 'react'
import { parseReport, type MigrationReport } from '../../../protocol/migration-answers.ts'
import { useConnection } from '../../state/connection.ts'
import { askEngine } from '../../state/engine.ts'
import { useProject } from '../../state/project.ts'

/** Typing and loading come in bursts. */
const PAUSE_MS = 250

export type Answers = Readonly<Record<string, string>>

interface Report {
  /** null while nothing is known: the project does not load, or has not loaded yet. */
  readonly report: MigrationReport | null
  refresh(): void
}

export function useReport(answers: Answers, start: string | null): Report {
  const files = useProject((project) => project.files)
  const loads = useConnection((connection) => connection.loads)
  const [report, setReport] = useState<MigrationReport | null>(null)
  const [turn, setTurn] = useState(0)
  const refresh = useCallback(() => setTurn((before) => before + 1), [])

  useEffect(() => {
    let isCurrent = true
    const timer = setTimeout(() => {
      const question = { ask: 'report', answers, start } as const
      void askEngine({ about: 'migrations', question }).then((answer) => {
        if (isCurrent) setReport(parseReport(answer))
      })
    }, PAUSE_MS)
    return () => {
      isCurrent = false
      clearTimeout(timer)
    }
  }, [files, loads, answers, start, turn])

  return { report, refresh }
}
