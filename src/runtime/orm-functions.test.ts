/** Functions and numbers as real Django answers them. */
import initSqlJs from 'sql.js'
import { beforeEach, expect, test } from 'vitest'
import { Decimal } from '../base/python/decimal.ts'
import { repr } from '../base/python/protocols.ts'
import { AppConfig, apps } from '../framework/apps/index.ts'
import { settings } from '../framework/conf/index.ts'
import { create_all_tables } from '../framework/db/backends/sqlite3/schema.ts'
import { connection, models, openConnection } from '../framework/db/index.ts'
import { JSONArray, JSONObject, Lag, Lower } from '../framework/db/models/functions/index.ts'
import { SqlJsDriver } from './sqljs-driver.ts'

const SQL = await initSqlJs({ useOldExtensionFunctions: false } as never)

class Sale extends models.Model {
  static title = new models.CharField({ max_length: 20 })
  static price = new models.DecimalField({ max_digits: 4, decimal_places: 2, null: true })
}

settings.configure({ USE_TZ: true, DEFAULT_AUTO_FIELD: 'django.db.models.BigAutoField' })
apps.populate([new AppConfig('till')])
apps.register_model(Sale, 'till', 'till.models')

beforeEach(() => {
  openConnection(new SqlJsDriver(new SQL.Database()))
  create_all_tables(connection, [Sale])
})

test('the database makes JSON of a row', () => {
  Sale.objects.create({ title: 'Hat', price: new Decimal('4.5') })

  const made = Sale.objects
    .annotate({ it: new JSONObject({ t: new Lower('title'), key: 'pk' }) })
    .annotate({ all: new JSONArray('title', 'pk') })
    .values_list('it', 'all')

  expect([...made]).toEqual([[{ t: 'hat', key: 1 }, ['Hat', 1]]])
})

test('a decimal is stored as it is given and has its places when it is read', () => {
  Sale.objects.create({ price: '3' })
  Sale.objects.create({ price: new Decimal('1.005') })

  const prices = Sale.objects.order_by('id').values_list('price', { flat: true })
  expect(repr([...prices])).toBe("[Decimal('3.00'), Decimal('1.00')]")
  expect(repr(Sale.objects.aggregate({ it: new models.Max('price') }))).toBe("{'it': Decimal('3')}")
})

test('a column cannot be read that has more digits than its field', () => {
  Sale.objects.create({ price: new Decimal('12345.6') })

  expect(() => [...Sale.objects.all()]).toThrow("[<class 'decimal.InvalidOperation'>]")
})

test('a window looks back, and says what stands where nothing is', () => {
  for (const title of ['a', 'b', 'c']) Sale.objects.create({ title })
  const before = new models.Window(new Lag('title', 1, { default: new models.Value('-') }), {
    order_by: 'id',
  })

  expect([...Sale.objects.annotate({ before }).values_list('before', { flat: true })]).toEqual([
    '-',
    'a',
    'b',
  ])
})
