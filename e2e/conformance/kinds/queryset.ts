/**
 * Replays kind `queryset`: chains of calls against the reference models, with the statements they send. One transaction
 * stands around a case; a chain that raises is undone alone.
 */
import { Exception } from '../../../src/base/python/exceptions.ts'
import { transaction } from '../../../src/framework/db/index.ts'
import type { Case } from '../case.ts'
import { prepare } from '../environment.ts'
import type { Replay } from '../kinds.ts'
import { errorAnswer } from '../values.ts'
import { sameRows } from './queryset-compare.ts'
import { openReferenceDatabase, SETTINGS } from './queryset-database.ts'
import { Replayer } from './queryset-steps.ts'
import { encode, modelDecoder } from './queryset-values.ts'

type Chain = Parameters<Replayer['run']>[0]
type Json = Record<string, unknown>

const connection = openReferenceDatabase()
connection.force_debug_cursor = true

const isSavepoint = (sql: string) => /^\s*(?:SAVEPOINT|RELEASE|ROLLBACK TO)/.test(sql)

function uncounted<T>(work: () => T): T {
  const before = connection.queries_log.length
  try {
    return work()
  } finally {
    connection.queries_log.length = before
  }
}

/** The answer of one chain, in a savepoint that is rolled back where it raises. */
function answerOf(replayer: Replayer, chain: Chain): Json {
  const savepoint = uncounted(() => connection.savepoint())
  const depth = connection.savepoint_ids.length
  connection.queries_log.length = 0
  const answer: Json = {}
  try {
    answer['value'] = encode(replayer.run(chain))
  } catch (error) {
    Object.assign(answer, errorAnswer(error))
  }
  const statements = connection.queries_log.map(({ sql }: { sql: string }) => sql)
  const savepoints = statements.filter(isSavepoint).length
  answer['queries'] = statements.length - savepoints
  answer['savepoints'] = savepoints
  connection.savepoint_ids.length = depth
  uncounted(() => {
    if ('error' in answer || connection.needs_rollback) {
      connection.needs_rollback = false
      connection.savepoint_rollback(savepoint)
    }
    connection.savepoint_commit(savepoint)
  })
  return answer
}

function run(given: Case): unknown {
  const names = new Map<string, unknown>()
  const replayer = new Replayer(names)
  replayer.decode = modelDecoder({
    run: (chain) => replayer.run(chain as Chain),
    bound: (name) => names.get(name),
    uncounted,
  })
  prepare(given, replayer.decode, SETTINGS)
  const undo = new Exception('rolled back after the case')
  let answer: Json = {}
  try {
    transaction.atomic().run(() => {
      for (const [name, chain] of (given['let'] ?? []) as [string, Chain][])
        names.set(name, replayer.run(chain))
      answer = answerOf(replayer, given['chain'] as Chain)
      answer['then'] = ((given['then'] ?? []) as Chain[]).map((chain) => answerOf(replayer, chain))
      throw undo
    })
  } catch (error) {
    if (error !== undo) throw error
  }
  return answer
}

export const replay: Replay = {
  run,
  same: (expected, got, given) => sameRows(expected, got, given['unordered'] === true),
}
