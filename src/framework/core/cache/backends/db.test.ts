import initSqlJs from 'sql.js'
import { beforeEach, expect, test } from 'vitest'
import { settings } from '../../../conf/index.ts'
import { DatabaseCache } from './db.ts'
import { openConnection } from '../../../db/connection.ts'
import { HttpResponse } from '../../../http/index.ts'
import { setPorts } from '../../../utils/ports.ts'
import { SqlJsDriver } from '../../../../runtime/sqljs-driver.ts'

const SQL = await initSqlJs({ useOldExtensionFunctions: false } as never)

let seconds = 0
let cache = new DatabaseCache('pages')

beforeEach(() => {
  seconds = 1_800_000_000
  setPorts({ now: () => seconds * 1e6, monotonic: () => 0 })
  settings.configure({ USE_TZ: true })
  openConnection(new SqlJsDriver(new SQL.Database()))
  cache = new DatabaseCache('pages', { OPTIONS: { MAX_ENTRIES: 3 } })
  cache.create_table()
})

test('the database keeps a value until its timeout', () => {
  cache.set('post', { title: 'Tea', tags: ['a', 'b'] }, 60)

  seconds += 59
  expect(cache.get('post')).toEqual({ title: 'Tea', tags: ['a', 'b'] })
  expect(cache.touch('post', 10)).toBe(true)
  seconds += 11
  expect(cache.get('post', 'gone')).toBe('gone')
})

test('a null that was stored is no missing key, and a value may stay for ever', () => {
  cache.set('nothing', null, null)
  seconds += 1e8
  expect(cache.get('nothing', 'gone')).toBeNull()
})

test('add leaves what is there, incr counts, delete says whether there was something', () => {
  expect(cache.add('hits', 1)).toBe(true)
  expect(cache.add('hits', 5)).toBe(false)
  expect(cache.incr('hits', 2)).toBe(3)
  expect([cache.delete('hits'), cache.delete('hits')]).toEqual([true, false])
})

test('a full table drops what has expired, then the first keys', () => {
  for (const key of ['d', 'c', 'b', 'a']) cache.set(key, key)
  cache.set('e', 'e')
  expect(cache.get_many(['a', 'b', 'c', 'd', 'e'])).toEqual({ b: 'b', c: 'c', d: 'd', e: 'e' })
})

test('what is no plain data is refused', () => {
  expect(() => cache.set('page', new HttpResponse('x'))).toThrow('plain data only')
})
