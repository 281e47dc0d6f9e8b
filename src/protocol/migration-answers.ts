/**
 * Answers about migrations. They come from a worker in which a stranger's code runs, so they are parsed, and a file is
 * only written where a migration may be.
 */
import * as v from 'valibot'

const MAX = 500
const name = v.pipe(v.string(), v.maxLength(200))
const text = v.pipe(v.string(), v.maxLength(200_000))
const path = v.pipe(
  v.string(),
  v.maxLength(200),
  v.regex(/^(?:[\w-]+\/)*migrations\/\d{4}_\w+\.ts$/),
)

const problem = v.nullable(v.object({ message: text, hint: v.nullable(text) }))

const question = v.object({
  id: name,
  kind: v.picklist(['rename', 'addition', 'alteration', 'creation', 'unique']),
  /** In Django's words. */
  text,
  /** `post.subtitle` */
  field: name,
  /** What Django proposes as a value; '' for nothing. */
  suggestion: name,
  answer: v.nullable(v.pipe(v.string(), v.maxLength(2_000))),
  /** What is wrong with the answer. */
  problem: v.nullable(text),
})

const file = v.object({
  app: name,
  path,
  /** The migration's name: `0002_post_subtitle`. */
  name,
  text,
  /** What `sqlmigrate` would print. */
  sql: text,
})

const reportSchema = v.object({
  apps: v.pipe(
    v.array(
      v.object({
        label: name,
        /** False: its tables follow the models. */
        isMigrated: v.boolean(),
        migrations: v.pipe(v.array(v.object({ name, isApplied: v.boolean() })), v.maxLength(MAX)),
      }),
    ),
    v.maxLength(MAX),
  ),
  /** What `makemigrations` prints; '' where nothing changed. */
  output: text,
  questions: v.pipe(v.array(question), v.maxLength(MAX)),
  /** Empty until everything is answered. */
  files: v.pipe(v.array(file), v.maxLength(MAX)),
  problem,
})
export type MigrationReport = v.InferOutput<typeof reportSchema>
export type ReportQuestion = MigrationReport['questions'][number]

const outcomeSchema = v.object({ output: text, problem })
export type MigrationOutcome = v.InferOutput<typeof outcomeSchema>

/** @returns null for what is no answer of ours, or too large */
export function parseReport(answer: unknown): MigrationReport | null {
  const result = v.safeParse(reportSchema, answer)
  return result.success ? result.output : null
}

/** @returns null for what is no answer of ours, or too large */
export function parseOutcome(answer: unknown): MigrationOutcome | null {
  const result = v.safeParse(outcomeSchema, answer)
  return result.success ? result.output : null
}
