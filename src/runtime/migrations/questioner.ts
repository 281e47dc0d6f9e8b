/**
 * Asks the person at the page, in turns: the answers come with the next report, and what has none yet is shown with a
 * stand-in that is never written.
 */
import * as decimal from '../../base/python/decimal.ts'
import * as datetime from '../../base/python/datetime.ts'
import type { AnyField } from '../../framework/db/models/declared.ts'
import {
  MigrationQuestioner,
  NOT_PROVIDED,
  QUESTIONS,
} from '../../framework/db/migrations/questioner.ts'
import type { ModelState } from '../../framework/db/migrations/model_state.ts'
import * as timezone from '../../framework/utils/timezone.ts'
import type { ReportQuestion } from '../../protocol/migration-answers.ts'

const VALUE = 'value '

export class PageQuestioner extends MigrationQuestioner {
  readonly asked: ReportQuestion[] = []

  /** @param answers  by the question's id */
  constructor(
    private readonly answers: Readonly<Record<string, string>>,
    specified_apps: readonly string[],
  ) {
    super({ specified_apps })
  }

  get isAnswered(): boolean {
    return this.asked.every(({ answer, problem }) => answer !== null && problem === null)
  }

  /** Keeps the question; its answer if there is one. */
  private ask(
    kind: ReportQuestion['kind'],
    field: string,
    text: string,
    { id = `${kind} ${field}`, suggestion = '' } = {},
  ): { readonly question: ReportQuestion; readonly answer: string | null } {
    const answer = this.answers[id] ?? null
    const question = { id, kind, text, field, suggestion, answer, problem: null }
    this.asked.push(question)
    return { question, answer }
  }

  override ask_rename(model: string, old_name: string, new_name: string, field: AnyField): boolean {
    const text = QUESTIONS.rename(model, old_name, new_name, field)
    const id = `rename ${model}.${old_name} ${new_name}`
    return this.ask('rename', `${model}.${new_name}`, text, { id }).answer === 'yes'
  }

  override ask_rename_model(old: ModelState, now: ModelState): boolean {
    const id = `rename ${old.app_label}.${old.name} ${now.name}`
    return this.ask('rename', now.name, QUESTIONS.renameModel(old, now), { id }).answer === 'yes'
  }

  override ask_not_null_addition(field_name: string, model_name: string): unknown {
    const text = QUESTIONS.notNullAddition(field_name, model_name)
    return this.value(this.ask('addition', `${model_name}.${field_name}`, text))
  }

  override ask_auto_now_add_addition(field_name: string, model_name: string): unknown {
    const text = QUESTIONS.autoNowAdd(field_name, model_name)
    const suggestion = 'timezone.now'
    return this.value(this.ask('creation', `${model_name}.${field_name}`, text, { suggestion }))
  }

  override ask_not_null_alteration(field_name: string, model_name: string): unknown {
    const text = QUESTIONS.notNullAlteration(field_name, model_name)
    const asked = this.ask('alteration', `${model_name}.${field_name}`, text)
    return asked.answer === 'ignore' ? NOT_PROVIDED : this.value(asked)
  }

  override ask_unique_callable_default_addition(field_name: string, model_name: string): void {
    const text = QUESTIONS.uniqueCallable(field_name, model_name)
    this.ask('unique', `${model_name}.${field_name}`, text)
  }

  private value({ question, answer }: ReturnType<PageQuestioner['ask']>): unknown {
    if (answer === null || !answer.startsWith(VALUE)) return null
    try {
      return evaluate(answer.slice(VALUE.length))
    } catch (error) {
      this.refuse(
        question,
        error instanceof Error ? `${error.name}: ${error.message}` : String(error),
      )
      return null
    }
  }

  /** The answer cannot be used; says why. */
  refuse(question: ReportQuestion, problem: string): void {
    const at = this.asked.findIndex(({ id }) => id === question.id)
    if (at !== -1) this.asked[at] = { ...question, problem }
  }
}

/** As at Django's prompt: `datetime` and `timezone` are there. @throws whatever the expression does */
function evaluate(code: string): unknown {
  const scope: Record<string, unknown> = { timezone, datetime, Decimal: decimal.Decimal }
  const made = new Function(...Object.keys(scope), `return (${code}\n)`) as (
    ...v: unknown[]
  ) => unknown
  return made(...Object.values(scope))
}
