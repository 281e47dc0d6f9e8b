/**
 * What the app may ask of a loaded project beside requests. Answers: `answers.ts`, which only the parts that ask load.
 */
import * as v from 'valibot'
import { databaseQuestion } from './database-questions.ts'
import { migrationQuestion } from './migration-questions.ts'

const name = v.pipe(v.string(), v.maxLength(500))

export const questionSchema = v.variant('about', [
  /** Everything that a template may name. */
  v.object({ about: v.literal('templates') }),
  /** What is open, and may be used, at the end of the beginning of a template. */
  v.object({
    about: v.literal('template-start'),
    path: name,
    text: v.pipe(v.string(), v.maxLength(1_000_000)),
  }),
  v.object({ about: v.literal('database'), question: databaseQuestion }),
  v.object({ about: v.literal('migrations'), question: migrationQuestion }),
])
export type Question = v.InferOutput<typeof questionSchema>
