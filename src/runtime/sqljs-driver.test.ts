import initSqlJs from 'sql.js'
import { expect, test } from 'vitest'
import { IntegrityError, OperationalError } from '../framework/db/utils.ts'
import { SqlJsDriver } from './sqljs-driver.ts'

const SQL = await initSqlJs()
const open = () => new SqlJsDriver(new SQL.Database())

test('rows come by position, so two columns of one name both survive', () => {
  const result = open().execute('SELECT 1 AS id, ? AS id', ['two'])

  expect(result.columns).toEqual(['id', 'id'])
  expect(result.rows).toEqual([[1, 'two']])
})

test('an insert tells its row id and an update how many rows it touched', () => {
  const driver = open()
  driver.execute('CREATE TABLE t (id INTEGER PRIMARY KEY, n INTEGER)')

  expect(driver.execute('INSERT INTO t (n) VALUES (?), (?)', [1, 2])).toMatchObject({
    rowsChanged: 2,
    lastRowId: 2,
  })
  expect(driver.execute('UPDATE t SET n = 5').rowsChanged).toBe(2)
  expect(driver.execute('SELECT n FROM t').rowsChanged).toBe(-1)
})

test('integers beyond 2^53 keep every digit, smaller ones stay numbers', () => {
  const driver = open()
  driver.execute('CREATE TABLE t (a INTEGER, b INTEGER, c REAL)')
  driver.execute('INSERT INTO t VALUES (?, ?, ?)', [9007199254740993n, 3_000_000_000, 1.5])

  expect(driver.execute('SELECT a, b, c, typeof(b) FROM t').rows).toEqual([
    [9007199254740993n, 3_000_000_000, 1.5, 'integer'],
  ])
})

test('a broken constraint is an IntegrityError, everything else an OperationalError', () => {
  const driver = open()
  driver.execute('CREATE TABLE t (n INTEGER UNIQUE)')
  driver.execute('INSERT INTO t VALUES (1)')

  expect(() => driver.execute('INSERT INTO t VALUES (1)')).toThrow(IntegrityError)
  expect(() => driver.execute('SELECT * FROM missing')).toThrow(
    new OperationalError('no such table: missing'),
  )
})

test('functions take any number of arguments, and booleans become 0 and 1', () => {
  const driver = open()
  driver.create_function('COUNT_ARGS', -1, (...values) => values.length)
  driver.create_function('IS_LONG', 1, (text) => String(text).length > 3)

  expect(driver.execute(`SELECT COUNT_ARGS(1, 2, 3), IS_LONG('abcd'), IS_LONG('a')`).rows).toEqual([
    [3, 1, 0],
  ])
})

test('an aggregate sees each row of its group and answers for an empty one too', () => {
  const driver = open()
  driver.create_aggregate('LONGEST', 1, () => {
    let longest: string | null = null
    return {
      step(text) {
        if (longest === null || String(text).length > longest.length) longest = String(text)
      },
      finalize: () => longest,
    }
  })

  expect(driver.execute(`SELECT LONGEST(x) FROM (SELECT 'a' x UNION SELECT 'bbb')`).rows).toEqual([
    ['bbb'],
  ])
  expect(driver.execute(`SELECT LONGEST(x) FROM (SELECT 'a' x) WHERE 0`).rows).toEqual([[null]])
})
