/** Transactions by hand, and those around requests. The statements are those that real Django sends. */
import initSqlJs from 'sql.js'
import { beforeEach, expect, test } from 'vitest'
import { RuntimeError, TypeError } from '../base/python/exceptions.ts'
import { markcoroutinefunction } from '../base/async/coroutine_function.ts'
import { AppConfig, apps } from '../framework/apps/index.ts'
import { settings } from '../framework/conf/index.ts'
import { BaseHandler } from '../framework/core/handlers/base.ts'
import { request_finished } from '../framework/core/signals.ts'
import { create_all_tables } from '../framework/db/backends/sqlite3/schema.ts'
import { connection, models, openConnection, transaction } from '../framework/db/index.ts'
import { callWithKwargs } from '../base/kwargs.ts'
import { SqlJsDriver } from './sqljs-driver.ts'

const SQL = await initSqlJs({ useOldExtensionFunctions: false } as never)

class Note extends models.Model {
  static number = new models.IntegerField()
}

settings.configure({
  USE_TZ: true,
  DEFAULT_AUTO_FIELD: 'django.db.models.BigAutoField',
  DATABASES: { default: { ATOMIC_REQUESTS: true } },
})
apps.populate([new AppConfig('desk')])
apps.register_model(Note, 'desk', 'desk.models')

beforeEach(() => {
  openConnection(new SqlJsDriver(new SQL.Database()))
  create_all_tables(connection, [Note])
  connection.force_debug_cursor = true
})

const numbers = () => [...Note.objects.order_by('pk').values_list('number', { flat: true })]
const add = (number: number) => Note.objects.create({ number })

/** The first words of the statements sent since last time. */
function sent(): string[] {
  const words = connection.queries.map(({ sql }) => sql.split(' ')[0]!)
  connection.queries_log.length = 0
  return words
}

test('without autocommit, changes wait for commit and go with rollback', () => {
  transaction.set_autocommit(false)
  add(1)
  transaction.rollback()
  add(2)
  transaction.commit()
  add(3)
  transaction.rollback()

  expect(transaction.get_autocommit()).toBe(false)
  expect(numbers()).toEqual([2])
  expect(sent().slice(0, 5)).toEqual(['BEGIN', 'INSERT', 'ROLLBACK', 'INSERT', 'COMMIT'])
  add(4)
  transaction.set_autocommit(true)
  expect([numbers(), transaction.get_autocommit()]).toEqual([[2, 4], true])
})

test('without autocommit, atomic is a savepoint, and its hooks wait for autocommit', () => {
  const ran: string[] = []
  transaction.set_autocommit(false)
  add(4)
  sent()
  expect(() =>
    transaction.atomic().run(() => {
      add(5)
      transaction.on_commit(() => ran.push('lost'))
      throw new RuntimeError('undone')
    }),
  ).toThrow('undone')
  transaction.atomic().run(() => {
    add(6)
    transaction.on_commit(() => ran.push('kept'))
  })
  transaction.commit()

  expect(sent()).toEqual(
    'SAVEPOINT INSERT ROLLBACK RELEASE SAVEPOINT INSERT RELEASE COMMIT'.split(' '),
  )
  expect(ran).toEqual([])
  transaction.set_autocommit(true)
  expect([ran, numbers()]).toEqual([['kept'], [4, 6]])
})

test('in an atomic block nothing else ends the transaction', () => {
  const { TransactionManagementError } = transaction
  const forbidden = new TransactionManagementError(
    "This is forbidden when an 'atomic' block is active.",
  )
  transaction.atomic().run(() => {
    expect(() => transaction.set_autocommit(false)).toThrow(forbidden)
    expect(() => transaction.commit()).toThrow(forbidden)
    expect(() => transaction.rollback()).toThrow(forbidden)
  })
})

test('hooks need a transaction that Django ends, and must be callable', () => {
  expect(() => transaction.on_commit(3 as never)).toThrow(TypeError)
  transaction.set_autocommit(false)
  expect(() => transaction.on_commit(() => undefined)).toThrow(
    'on_commit() cannot be used in manual transaction management',
  )
})

test('outside of a transaction there are no savepoints, and ending none is no error', () => {
  expect(transaction.savepoint()).toBe(null)
  transaction.commit()
  transaction.rollback()

  expect(sent()).toEqual(['COMMIT', 'ROLLBACK'])
})

test('what a request leaves open is undone at its end', () => {
  transaction.set_autocommit(false)
  add(1)
  request_finished.send(null)

  expect([transaction.get_autocommit(), numbers()]).toEqual([true, []])
})

test('ATOMIC_REQUESTS undoes what a failing view has written, except of views that opt out', () => {
  const handler = new BaseHandler()
  const view = (number: number) => {
    add(number)
    throw new RuntimeError('broken view')
  }
  const call = (func: unknown, number: number) =>
    expect(() => callWithKwargs(handler.make_view_atomic(func), [number])).toThrow('broken view')
  call(view, 1)
  expect(numbers()).toEqual([])
  call((transaction.non_atomic_requests('other') as (of: unknown) => unknown)(view), 2)
  expect(numbers()).toEqual([])
  call(transaction.non_atomic_requests(view), 3)
  expect(numbers()).toEqual([3])
})

test('ATOMIC_REQUESTS refuses async views', () => {
  const view = markcoroutinefunction(() => undefined)

  expect(() => new BaseHandler().make_view_atomic(view)).toThrow(
    new RuntimeError('You cannot use ATOMIC_REQUESTS with async views.'),
  )
})
