/** JSON in a column: what is stored, what a path asks. The expected rows are real Django's. */
import initSqlJs from 'sql.js'
import { beforeAll, expect, test } from 'vitest'
import { SqlJsDriver } from '../../../../runtime/sqljs-driver.ts'
import { apps, AppConfig } from '../../../apps/index.ts'
import { settings } from '../../../conf/index.ts'
import { dumpdata, loaddata } from '../../../core/serializers/index.ts'
import { create_all_tables } from '../../backends/sqlite3/schema.ts'
import { connection, models, openConnection } from '../../index.ts'
import { KT } from './json.ts'

const SQL = await initSqlJs({ useOldExtensionFunctions: false } as never)

class Dog extends models.Model {
  static data = new models.JSONField({ null: true })
}

settings.configure({ USE_TZ: true, DEFAULT_AUTO_FIELD: 'django.db.models.BigAutoField' })

const rows = [
  { breed: 'labrador', owner: { name: 'Bob', pets: ['Fido', 'Rex'] }, age: 3 },
  { breed: 'Collie', owner: null, good: true, age: 12.5 },
  ['a', 'b'],
  null,
  { '1': 'one' },
]

beforeAll(() => {
  openConnection(new SqlJsDriver(new SQL.Database()))
  apps.populate([new AppConfig('kennel')])
  apps.register_model(Dog, 'kennel', 'kennel.models')
  create_all_tables(connection, [Dog])
  for (const data of rows) Dog.objects.create({ data })
})

const keys = (filter: object) => [
  ...Dog.objects.filter(filter).order_by('pk').values_list('pk', { flat: true }),
]

test('a value comes back as it was saved, None as NULL', () => {
  expect(Dog.objects.order_by('pk').values_list('data', { flat: true })._fetch_all()).toEqual(rows)
  expect(keys({ data__isnull: true })).toEqual([4])
})

test('a path asks for keys and indexes', () => {
  expect(keys({ data__breed: 'Collie' })).toEqual([2])
  expect(keys({ data__owner__pets__1: 'Rex' })).toEqual([1])
  expect(keys({ data__0: 'a' })).toEqual([3])
  expect(keys({ data__good: true })).toEqual([2])
  expect(keys({ data: ['a', 'b'] })).toEqual([3])
  expect(keys({ data__breed__in: ['Collie', 'x'] })).toEqual([2])
})

test('null in JSON is not a missing key: None finds the first, isnull the second', () => {
  expect(keys({ data__owner: null })).toEqual([2])
  expect(keys({ data__owner__isnull: true })).toEqual([3, 4, 5])
  expect(keys({ data__owner__isnull: false })).toEqual([1, 2])
})

test('texts and numbers under a key are compared as such', () => {
  expect(keys({ data__breed__icontains: 'LAB' })).toEqual([1])
  expect(keys({ data__owner__name__startswith: 'B' })).toEqual([1])
  expect(keys({ data__age__gt: 3 })).toEqual([2])
  expect(keys({ data__age__lte: 12.5 })).toEqual([1, 2])
})

test('has_key, has_keys and has_any_keys never mean an index', () => {
  expect(keys({ data__has_key: 'owner' })).toEqual([1, 2])
  expect(keys({ data__has_key: '1' })).toEqual([5])
  expect(keys({ data__has_keys: ['breed', 'good'] })).toEqual([2])
  expect(keys({ data__has_any_keys: ['good', '1'] })).toEqual([2, 5])
  expect(keys({ data__owner__has_key: 'pets' })).toEqual([1])
})

test('keys can be selected and ordered by', () => {
  expect([...Dog.objects.filter({ pk__lt: 3 }).order_by('pk').values_list('data__owner')]).toEqual([
    [{ name: 'Bob', pets: ['Fido', 'Rex'] }],
    [null],
  ])
  const texts = Dog.objects.filter({ pk: 1 }).annotate({ name: KT('data__owner__name') })
  expect(texts.values('name')._fetch_all()).toEqual([{ name: 'Bob' }])
  expect([
    ...Dog.objects.filter({ pk__lt: 3 }).order_by('-data__age').values_list('pk', { flat: true }),
  ]).toEqual([2, 1])
})

test('a fixture holds JSON as it is', () => {
  const fixture = dumpdata(['kennel.dog'])
  expect((JSON.parse(fixture) as unknown[])[2]).toEqual({
    model: 'kennel.dog',
    pk: 3,
    fields: { data: ['a', 'b'] },
  })

  Dog.objects.all().delete()
  expect(loaddata(fixture)).toBe(5)
  expect(keys({ data__owner__name: 'Bob' })).toEqual([1])
})

test('SQLite cannot ask what JSON contains', () => {
  expect(() => keys({ data__contains: { good: true } })).toThrow(
    'contains lookup is not supported on this database backend.',
  )
})
