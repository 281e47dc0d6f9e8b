/** Models that are ordered by another one, and addresses. */
import initSqlJs from 'sql.js'
import { beforeEach, expect, test } from 'vitest'
import { repr } from '../base/python/protocols.ts'
import { AppConfig, apps } from '../framework/apps/index.ts'
import { settings } from '../framework/conf/index.ts'
import { create_all_tables } from '../framework/db/backends/sqlite3/schema.ts'
import { connection, models, openConnection } from '../framework/db/index.ts'
import { SqlJsDriver } from './sqljs-driver.ts'

const SQL = await initSqlJs({ useOldExtensionFunctions: false } as never)

class Question extends models.Model {
  static text = new models.CharField({ max_length: 20 })
}
class Answer extends models.Model {
  static question = new models.ForeignKey(Question, {
    on_delete: models.CASCADE,
    related_name: 'answers',
  })
  static text = new models.CharField({ max_length: 20 })
  static Meta = { order_with_respect_to: 'question' }
  override __str__() {
    return this['text'] as string
  }
}
class Visit extends models.Model {
  static ip = new models.GenericIPAddressField({ null: true, unpack_ipv4: true })
}

settings.configure({ USE_TZ: true, DEFAULT_AUTO_FIELD: 'django.db.models.BigAutoField' })
apps.populate([new AppConfig('quiz')])
const MODELS = [Question, Answer, Visit]
for (const model of MODELS) apps.register_model(model, 'quiz', 'quiz.models')

beforeEach(() => {
  openConnection(new SqlJsDriver(new SQL.Database()))
  create_all_tables(connection, MODELS)
})

test('answers keep the order that their question gives them', () => {
  const question = Question.objects.create({ text: 'Why?' })
  const [a, b, c] = ['a', 'b', 'c'].map((text) => question.answers.create({ text }))

  expect([...question.get_answer_order()]).toEqual([a.pk, b.pk, c.pk])
  question.set_answer_order([c.pk, a.pk, b.pk])

  expect(repr([...question.answers.all()])).toBe('[<Answer: c>, <Answer: a>, <Answer: b>]')
  expect(repr(Answer.objects.get({ text: 'c' }).get_next_in_order())).toBe('<Answer: a>')
  expect(() => Answer.objects.get({ text: 'c' }).get_previous_in_order()).toThrow(
    'Answer matching query does not exist.',
  )
})

test('addresses are stored in their shortest form', () => {
  Visit.objects.create({ ip: '2001:0db8:0000::0001' })
  Visit.objects.create({ ip: '::ffff:10.0.0.1' })
  Visit.objects.create({ ip: '' })

  expect([...Visit.objects.order_by('id').values_list('ip', { flat: true })]).toEqual([
    '2001:db8::1',
    '10.0.0.1',
    null,
  ])
  expect(() => new Visit({ ip: 'home' }).clean_fields()).toThrow(
    'Enter a valid IPv4 or IPv6 address.',
  )
})

test('a condition must be a lookup and its value', () => {
  expect(() => Question.objects.filter('x')).toThrow(
    'not enough values to unpack (expected 2, got 1)',
  )
  expect(() => Question.objects.filter(5)).toThrow('cannot unpack non-iterable int object')
})

test('a pattern that is none says what is wrong in its hint', () => {
  Question.objects.create({ text: 'Why?' })

  expect(() => [...Question.objects.filter({ text__regex: '(' })]).toThrow(
    expect.objectContaining({
      message: 'user-defined function raised exception',
      teaching: {
        id: 'db.function_failed',
        hint: 'missing ), unterminated subpattern at position 0',
      },
    }),
  )
})
