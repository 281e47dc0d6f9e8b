/** What is wrong with this request: what, where, why it matters, and one thing to do about it. */
import type { SourceRange } from '../base/source.ts'
import type { Journey } from './journey.ts'
import { stepOfEntry } from './journey.ts'

export interface RequestProblem {
  /** Stable: `n_plus_one`, `duplicate_query`, `exception`, `csrf`, `form`, `stopped`. */
  readonly id: string
  readonly title: string
  readonly why: string
  /** One action; null where we know none. */
  readonly fix: string | null
  readonly where: SourceRange | null
  readonly step: number
}

export function problemsOf(reading: Journey): readonly RequestProblem[] {
  return [
    ...stopped(reading),
    ...exceptions(reading),
    ...csrf(reading),
    ...loops(reading),
    ...duplicates(reading),
    ...forms(reading),
  ]
}

function loops(reading: Journey): RequestProblem[] {
  return reading.loops.map((loop) => ({
    id: 'n_plus_one',
    title: `N+1: ${loop.sentence}`,
    why: `Each row asks the database once more: ${loop.entries.length} queries that grow with the list.`,
    fix: loop.fix === null ? null : `Use ${loop.fix} on the queryset.`,
    where: loop.where,
    step: stepOfEntry(reading, loop.entries[0] as number),
  }))
}

/** Same text and parameters outside a loop: the same question twice. */
function duplicates(reading: Journey): RequestProblem[] {
  const seen = new Set<string>()
  return reading.queries.flatMap((query) => {
    const key = JSON.stringify([query.sql, query.params])
    const isNews =
      query.duplicate > 1 && query.loop === null && /^select/i.test(query.sql) && !seen.has(key)
    seen.add(key)
    if (!isNews) return []
    return [
      {
        id: 'duplicate_query',
        title: `The same query ran ${query.duplicate} times`,
        why: 'Text and parameters are the same, so the answer was known already.',
        fix: 'Keep the first result in a variable and use it again.',
        where: query.where,
        step: stepOfEntry(reading, query.entry),
      },
    ]
  })
}

/** Exceptions that became a server error, and those that nothing turned into a response. */
function exceptions(reading: Journey): RequestProblem[] {
  return reading.tree.events('exception.raised').flatMap((event) => {
    const turn = reading.turns.exceptions.find(
      ({ raisedStep }) => reading.stops[raisedStep]?.entry === event.id,
    )
    if (turn?.status !== null && turn?.status !== undefined && turn.status < 500) return []
    const { className, message, hint } = event.detail
    return [
      {
        id: 'exception',
        title: message === '' ? className : `${className}: ${message}`,
        why: `Nothing caught it, so Django answered ${turn?.status ?? 500}.`,
        fix: hint,
        where: reading.stops[stepOfEntry(reading, event.id)]?.where ?? null,
        step: stepOfEntry(reading, event.id),
      },
    ]
  })
}

function csrf(reading: Journey): RequestProblem[] {
  return reading.tree
    .events('csrf')
    .filter(({ detail }) => detail.decision === 'rejected')
    .map((event) => ({
      id: 'csrf',
      title: `CsrfViewMiddleware refuses the request: ${event.detail.reason}`,
      why: 'Another site could have sent this form in your name, so Django answers 403 before the view runs.',
      fix: 'Add {% csrf_token %} inside the form.',
      where: event.where,
      step: stepOfEntry(reading, event.id),
    }))
}

function forms(reading: Journey): RequestProblem[] {
  return reading.tree
    .spans('form.clean')
    .filter(({ detail }) => detail.valid === false)
    .map((span) => ({
      id: 'form',
      title: `${span.detail.form} has errors`,
      why: 'The view shows the form again with its errors; nothing was saved.',
      fix: null,
      where: span.where,
      step: stepOfEntry(reading, span.id),
    }))
}

function stopped(reading: Journey): RequestProblem[] {
  const { stopped: end } = reading.trace
  if (end === null) return []
  return [
    {
      id: 'stopped',
      title: end.reason,
      why: 'The request did not finish; what it did until then is shown.',
      fix: 'Look at the last line that ran: a loop there may never end.',
      where: end.where,
      step: reading.stops.length - 1,
    },
  ]
}
