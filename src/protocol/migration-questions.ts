/** What the app may ask about migrations. Answers: `migration-answers.ts`. */
import * as v from 'valibot'

const name = v.pipe(v.string(), v.maxLength(200))

export const migrationQuestion = v.variant('ask', [
  /**
   * Which migrations there are, and what `makemigrations` would write now. `answers`: to the questions of an earlier
   * report, by their id: `yes`, `no`, `ignore`, or `value` and an expression. `start`: an app that gets its first one.
   */
  v.object({
    ask: v.literal('report'),
    answers: v.record(name, v.pipe(v.string(), v.maxLength(2_000))),
    start: v.nullable(name),
  }),
  v.object({ ask: v.literal('sql'), app: name, name, isBackwards: v.boolean() }),
  /** `name` may be `zero`; null: the newest. Changes the database. */
  v.object({ ask: v.literal('migrate'), app: v.nullable(name), name: v.nullable(name) }),
])
export type MigrationQuestion = v.InferOutput<typeof migrationQuestion>
