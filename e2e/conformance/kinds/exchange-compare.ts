/** When two answers of kind `exchange` count as the same. */
import { repr } from '../../../src/base/python/protocols.ts'
import { same } from '../compare.ts'
import { decoder } from '../values.ts'

type Json = Readonly<Record<string, unknown>>

const decode = decoder()

/** Those of the project: what forms and widgets are made of is Django's own, and what has no name is, too. */
function named(templates: unknown): unknown[] {
  const names = templates as (string | null)[]
  return names.filter((name) => name !== null && !name.startsWith('django/forms/'))
}

/**
 * A page that Django makes from a text of its own (CSRF failure, 404 with DEBUG): ours are in our own words. Of it only
 * the title is compared.
 */
function isDjangosPage({ templates }: Json): boolean {
  return (templates as unknown[]).includes(null)
}

const titleOf = (body: unknown) => /<title>[^<]*/.exec(String(body))?.[0] ?? null

/** Keyword arguments as a trace has them: by their repr. */
function shown(kwargs: unknown): unknown {
  if (kwargs === null) return null
  return Object.fromEntries(
    Object.entries(kwargs as Json).map(([name, value]) => [name, repr(decode(value))]),
  )
}

/** Names of what differs. */
export function differences(expected: Json, got: Json): string[] {
  const isPage = isDjangosPage(expected)
  const omitted = [
    ...((expected['omitted'] ?? []) as string[]),
    ...(isPage ? ['headers.Content-Length'] : []),
  ]
  return Object.keys(expected).filter((key) => {
    if (key === 'omitted' || omitted.includes(key)) return false
    let wanted = expected[key]
    let found = got[key]
    if (key === 'body' && isPage) [wanted, found] = [titleOf(wanted), titleOf(found)]
    if (key === 'kwargs') wanted = shown(wanted)
    if (key === 'templates') [wanted, found] = [named(wanted), named(found)]
    if (key === 'headers') [wanted, found] = [wanted, found].map((all) => without(all, omitted))
    return !same(wanted, found)
  })
}

function without(headers: unknown, omitted: readonly string[]): unknown {
  return Object.fromEntries(
    Object.entries(headers as Json).filter(([name]) => !omitted.includes(`headers.${name}`)),
  )
}

export function sameSession(expected: unknown, got: unknown): boolean {
  const [wanted, found] = [expected as Json[], got as Json[]]
  if (!Array.isArray(found) || found.length !== wanted.length) return false
  return wanted.every((one, index) => differences(one, found[index] ?? {}).length === 0)
}
