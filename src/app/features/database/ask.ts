/** Questions to the live database, and a hook that asks again whenever it may have changed. */
import { useEffect, useRef, useState } from 'react'
import * as v from 'valibot'
import type { DatabaseQuestion } from '../../../protocol/database-questions.ts'
import { useDatabase } from '../../state/database.ts'
import { askEngine } from '../../state/engine.ts'

/** `none`: there is no project that could answer, or the table is gone. */
export type Asked<T> =
  | { readonly kind: 'answer'; readonly value: T }
  | { readonly kind: 'stopped'; readonly reason: string }
  | { readonly kind: 'none' }

const stopped = v.object({ stopped: v.pipe(v.string(), v.maxLength(1_000)) })

export async function askDatabase<T>(
  question: DatabaseQuestion,
  parse: (answer: unknown) => T | null,
): Promise<Asked<T>> {
  const answer = await askEngine({ about: 'database', question })
  const ended = v.safeParse(stopped, answer)
  if (ended.success) return { kind: 'stopped', reason: ended.output.stopped }
  const value = parse(answer)
  return value === null ? { kind: 'none' } : { kind: 'answer', value }
}

/**
 * What stands there stays until the next answer is here.
 * @param question  null: nothing to ask
 * @returns null before the first answer
 */
export function useAnswer<T>(
  question: DatabaseQuestion | null,
  parse: (answer: unknown) => T | null,
): Asked<T> | null {
  const version = useDatabase((state) => state.version)
  const [asked, setAsked] = useState<Asked<T> | null>(null)
  const latest = useRef(0)
  const key = JSON.stringify(question)
  useEffect(() => {
    // by what it says, not by which object says it
    const asking = JSON.parse(key) as DatabaseQuestion | null
    if (asking === null) return
    const mine = (latest.current += 1)
    void askDatabase(asking, parse).then((answer) => {
      if (mine === latest.current) setAsked(answer)
    })
  }, [key, version, parse])
  return asked
}
