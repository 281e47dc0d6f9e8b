/** What is wrong with this request: what, where, why it matters, and one thing to do about it. */
import { nearestRoute } from '../base/nearest.ts'
import type { SourceRange } from '../base/source.ts'
import type { EventOf } from '../trace/model.ts'
import { capped } from './format.ts'
import type { Journey } from './journey.ts'
import { stepOfEntry } from './journey.ts'
import { fullRoute } from './names.ts'
import { patternsOf } from './panels.ts'
import { unusedPrefetches } from './prefetches.ts'
import type { QueryInfo } from './queries.ts'

export interface RequestProblem {
  /** Stable: `n_plus_one`, `duplicate_query`, `unused_prefetch`, `exception`, `not_found`, `csrf`, `form`, `stopped`. */
  readonly id: string
  /** Of an exception its class alone; the message stands beside it. */
  readonly title: string
  /** What an exception said; null where the title is all there is. */
  readonly message: string | null
  /** The request got no answer, or an error page: this comes first. */
  readonly isFailure: boolean
  readonly why: string
  /** One action; null where we know none. */
  readonly fix: string | null
  readonly where: SourceRange | null
  readonly step: number
}

type Finding = Omit<RequestProblem, 'message' | 'isFailure'> & { readonly message?: string }

/** Failures first. */
export function problemsOf(reading: Journey): readonly RequestProblem[] {
  const known = made.get(reading)
  if (known !== undefined) return known
  const failures = [...stopped(reading), ...exceptions(reading), ...csrf(reading)]
  const rest = [
    ...loops(reading),
    ...duplicates(reading),
    ...prefetches(reading),
    ...forms(reading),
  ]
  const problems = [
    ...failures.map((found) => ({ message: null, ...found, isFailure: true })),
    ...rest.map((found) => ({ message: null, ...found, isFailure: false })),
  ]
  made.set(reading, problems)
  return problems
}

const made = new WeakMap<Journey, readonly RequestProblem[]>()

function loops(reading: Journey): Finding[] {
  return reading.loops.map((loop) => ({
    id: 'n_plus_one',
    title: `N+1: ${loop.sentence}`,
    why: `Each row asks the database once more: ${loop.entries.length} queries that grow with the list.`,
    fix: loop.fix === null ? null : useOf(loop.fix),
    where: loop.where,
    step: stepOfEntry(reading, loop.entries[0] as number),
  }))
}

/** A method of a queryset, or a call that stands for itself. */
const useOf = (fix: string) =>
  fix.includes('.objects.') ? `Use ${fix} once.` : `Use ${fix} on the queryset.`

/** Same text and parameters outside a loop: the same question twice. */
function duplicates(reading: Journey): Finding[] {
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
        title: `${questionOf(query)} ran ${query.duplicate} times`,
        why: 'Text and parameters are the same, so the answer was known already.',
        fix: fixOfDuplicate(query.cause),
        where: query.where,
        step: stepOfEntry(reading, query.entry),
      },
    ]
  })
}

/** `Post.objects.count()` */
function questionOf({ queryset, cause }: QueryInfo): string {
  if (queryset === null) return 'The same query'
  return capped(cause === 'count' || cause === 'exists' ? `${queryset}.${cause}()` : queryset, 60)
}

function fixOfDuplicate(cause: string | null): string {
  switch (cause) {
    case 'iteration':
    case 'len()':
    case 'bool()':
      return 'Keep the queryset in a variable: once it has run it keeps its rows.'
    case 'count':
    case 'exists':
      return 'Keep the answer in a variable; a queryset that has run knows it without SQL.'
    default:
      return 'Keep the first result in a variable and use it again.'
  }
}

function prefetches(reading: Journey): Finding[] {
  return unusedPrefetches(reading.tree).map(({ entry, where, sentence, fix }) => ({
    id: 'unused_prefetch',
    title: sentence,
    why: 'The rows were fetched ahead and kept with each object, which costs a query and their memory.',
    fix,
    where,
    step: stepOfEntry(reading, entry),
  }))
}

/** Exceptions that became an error page, and those that nothing turned into a response. */
function exceptions(reading: Journey): Finding[] {
  return reading.tree.events('exception.raised').map((event): Finding => {
    const { className, message, hint } = event.detail
    const turn = reading.turns.exceptions.find(
      ({ raisedStep }) => reading.stops[raisedStep]?.entry === event.id,
    )
    const status = turn?.status ?? 500
    const step = stepOfEntry(reading, event.id)
    const base = { step, where: reading.stops[step]?.where ?? null, fix: hint }
    if (className === 'Resolver404') return { ...base, ...noPattern(reading), where: null }
    const said = { title: className, ...(message === '' ? {} : { message }) }
    return status === 404
      ? { ...base, ...said, id: 'not_found', why: 'The view found nothing, so Django answers 404.' }
      : { ...base, ...said, id: 'exception', why: whyOf(reading, event, status) }
  })
}

function whyOf(reading: Journey, event: EventOf<'exception.raised'>, status: number): string {
  if (reading.tree.spanOfKind('handler') === null) return 'Until it loads, no request runs.'
  return status < 500
    ? `Django makes a ${status} response of ${event.detail.className}.`
    : `Nothing caught it, so Django answered ${status}.`
}

function noPattern(reading: Journey): Pick<RequestProblem, 'id' | 'title' | 'why' | 'fix'> {
  const { tried, resolve } = patternsOf(reading)
  const path = resolve?.detail.path ?? reading.url
  const misses = tried.filter(({ detail }) => !detail.matched)
  const near = nearestRoute(
    path,
    misses.map(({ detail }) => ({ route: fullRoute(detail), why: detail.why })),
  )
  const inside = tried.findLast(({ detail }) => detail.matched)
  return {
    id: 'not_found',
    title: `No pattern fits '${capped(path, 60)}'`,
    why:
      near === null
        ? inside === undefined
          ? `None of the ${tried.length} patterns in ${resolve?.detail.urlconf ?? 'the URLconf'} begins like it.`
          : `${fullRoute(inside.detail)} fits the beginning, but none of the patterns inside fits the rest.`
        : `Nearest is ${near.route || "''"}: ${near.why ?? 'it does not fit'}.`,
    fix: 'Mend the address, or add a path() for it.',
  }
}

function csrf(reading: Journey): Finding[] {
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

function forms(reading: Journey): Finding[] {
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

function stopped(reading: Journey): Finding[] {
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
