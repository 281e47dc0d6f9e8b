/** Models whose key is several fields. Statements, answers and messages are real Django's for the same models. */
import initSqlJs from 'sql.js'
import { beforeEach, expect, test } from 'vitest'
import { eq, hash, repr } from '../base/python/protocols.ts'
import { Tuple, tuple } from '../base/python/tuple.ts'
import { AppConfig, apps } from '../framework/apps/index.ts'
import { settings } from '../framework/conf/index.ts'
import { FieldError, type ValidationError } from '../framework/core/exceptions.ts'
import { dumpdata, loaddata } from '../framework/core/serializers/index.ts'
import { create_all_tables } from '../framework/db/backends/sqlite3/schema.ts'
import { connection, models, openConnection } from '../framework/db/index.ts'
import './django/composite_keys.ts'
import { partsFor } from './django/parts.ts'
import { SqlJsDriver } from './sqljs-driver.ts'

const SQL = await initSqlJs({ useOldExtensionFunctions: false } as never)

class Tenant extends models.Model {
  static override name = new models.CharField({ max_length: 10 }) as never
}
class Item extends models.Model {
  static pk = new models.CompositePrimaryKey('tenant_id', 'id')
  static tenant = new models.ForeignKey(Tenant, models.CASCADE, { related_name: 'items' })
  static id = new models.IntegerField()
  static title = new models.CharField({ max_length: 20, default: 'x' })
}

settings.configure({ USE_TZ: true, DEFAULT_AUTO_FIELD: 'django.db.models.BigAutoField' })
apps.populate([new AppConfig('shop')])
for (const model of [Tenant, Item]) apps.register_model(model, 'shop', 'shop.models')

beforeEach(() => {
  openConnection(new SqlJsDriver(new SQL.Database()))
  create_all_tables(connection, [Tenant, Item])
  for (const name of ['a', 'b']) Tenant.objects.create({ name })
  for (const key of [tuple([1, 1]), tuple([1, 2]), tuple([2, 1]), tuple([2, 2])])
    Item.objects.create({ pk: key, title: `t${key[0]}${key[1]}` })
  connection.force_debug_cursor = true
})

const { Count, F, Max, OuterRef, Exists } = models
const keysOf = (rows: { values_list(...args: unknown[]): Iterable<unknown> }) =>
  repr([...rows.values_list('pk', { flat: true })])

/** The condition of the last statement. */
const where = () => connection.queries.at(-1)!.sql.split(' WHERE ')[1]

test('the table has one key of several columns', () => {
  const [[sql]] = connection
    .cursor()
    .execute("SELECT sql FROM sqlite_master WHERE name = 'shop_item'")
    .fetchall() as unknown as [[string]]

  expect(sql).toMatch(/, PRIMARY KEY \("tenant_id", "id"\)\)$/)
  expect(() => Item.objects.create({ pk: [1, 1] })).toThrow('UNIQUE constraint failed')
})

test('pk is the tuple of its fields, and sets them', () => {
  const item = new Item({ pk: [1, 2] })

  expect([item['tenant_id'], item['id'], repr(item.pk), repr(item)]).toEqual([
    1,
    2,
    '(1, 2)',
    '<Item: Item object ((1, 2))>',
  ])
  expect([new Item()._is_pk_set(), new Item({ tenant_id: 1 })._is_pk_set()]).toEqual([false, false])
  expect(eq(item, Item.objects.get({ pk: [1, 2] }))).toBe(true)
  expect(hash(item)).toEqual(hash(new Tuple(1, 2)))
  expect(() => hash(new Item({ tenant_id: 1 }))).toThrow('without primary key value are unhashable')
  expect(() => new Item({ pk: 3 })).toThrow("'pk' must be a list or a tuple.")
  expect(() => new Item({ pk: [3] })).toThrow("'pk' must have 2 elements.")
})

test('comparisons go column by column', () => {
  const asked = (lookup: Record<string, unknown>) => keysOf(Item.objects.filter(lookup))

  expect(asked({ pk: [1, 2] })).toBe('[(1, 2)]')
  expect(where()).toBe('("shop_item"."tenant_id" = 1 AND "shop_item"."id" = 2)')
  expect(asked({ pk__in: [tuple([1, 1]), tuple([2, 2]), tuple([3, null])] })).toBe(
    '[(1, 1), (2, 2)]',
  )
  expect(asked({ pk__gt: [1, 2] })).toBe('[(2, 1), (2, 2)]')
  expect(where()).toBe(
    '("shop_item"."tenant_id" > 1 OR ("shop_item"."tenant_id" = 1 AND "shop_item"."id" > 2))',
  )
  asked({ pk__lte: [2, 1] })
  expect(where()).toBe(
    '("shop_item"."tenant_id" < 2 OR ("shop_item"."tenant_id" = 2 AND ("shop_item"."id" < 1 OR "shop_item"."id" = 1)))',
  )
  expect(asked({ pk__isnull: true })).toBe('[]')
  expect(keysOf(Item.objects.exclude({ pk: [1, 1] }))).toBe('[(1, 2), (2, 1), (2, 2)]')
})

test.each([
  [{ pk: 1 }, "'exact' lookup of 'pk' must be a tuple or a list"],
  [{ pk: [1] }, "'exact' lookup of 'pk' must have 2 elements"],
  [{ pk__in: [1, 2] }, "'in' lookup of 'pk' must be a collection of tuples or lists"],
  [{ pk__in: [tuple([1])] }, "'in' lookup of 'pk' must have 2 elements each"],
  [
    { pk: new F('pk') },
    "'exact' subquery lookup of 'pk' only supports OuterRef and QuerySet objects (received 'ColPairs')",
  ],
])('a key that cannot be one is refused: %o', (lookup, message) => {
  expect(() => Item.objects.filter(lookup)).toThrow(message)
})

test('keys are selected, ordered and found in bulk as tuples', () => {
  expect(keysOf(Item.objects.order_by('-pk'))).toBe('[(2, 2), (2, 1), (1, 2), (1, 1)]')
  expect(repr([...Item.objects.values('title', 'pk').order_by('pk').slice(0, 1)])).toBe(
    "[{'title': 't11', 'pk': (1, 1)}]",
  )
  expect(repr([...Item.objects.values_list('pk', 'id', 'pk').slice(1, 2)])).toBe(
    '[((1, 2), 2, (1, 2))]',
  )
  expect([Item.objects.first().title, Item.objects.last().title]).toEqual(['t11', 't22'])
  const found = Item.objects.in_bulk([tuple([1, 2]), tuple([9, 9])])
  expect([found.size, found.get(new Tuple(1, 2))?.title]).toEqual([1, 't12'])
  expect(Item.objects.only('title').order_by('pk').at(0).pk).toEqual(tuple([1, 1]))
})

test('subqueries compare keys with keys', () => {
  const odd = Item.objects.filter({ id: 1 })

  expect(keysOf(Item.objects.filter({ pk__in: odd }))).toBe('[(1, 1), (2, 1)]')
  expect(where()).toMatch(/^EXISTS\(SELECT 1 AS "a" FROM "shop_item" U0/)
  expect(keysOf(Item.objects.filter({ pk: odd.order_by('pk').slice(0, 1) }))).toBe('[(1, 1)]')
  const same = Item.objects.filter({ pk: new OuterRef('pk'), id: 2 })
  expect(keysOf(Item.objects.filter(new Exists(same)))).toBe('[(1, 2), (2, 2)]')
  expect(() => Item.objects.filter({ pk__in: odd.values('id') })).toThrow(
    "The QuerySet value for the 'in' lookup must have 2 selected fields (received 1)",
  )
})

test('the other side of the relation knows the keys, too', () => {
  const item = Item.objects.get({ pk: [1, 2] })

  expect([...Tenant.objects.filter({ items: item })]).toHaveLength(1)
  expect([...Tenant.objects.filter({ items__pk__in: [tuple([2, 1])] })]).toHaveLength(1)
  expect(Tenant.objects.annotate({ n: new Count('items') }).first().n).toBe(2)
  expect(Tenant.objects.get({ name: 'b' }).items.create({ id: 9 }).pk).toEqual(tuple([2, 9]))
})

test('counting takes the first column; other expressions take no composite key', () => {
  const over = (expression: unknown) => Item.objects.aggregate({ n: expression })['n']

  expect(over(new Count('pk'))).toBe(4)
  expect(() => over(new Count('pk', { distinct: true }))).toThrow(
    "COUNT(DISTINCT) doesn't support composite primary keys",
  )
  expect(() => over(new Max('pk'))).toThrow(
    'Max expression does not support composite primary keys.',
  )
  expect(() => [...Item.objects.filter({ id: new F('pk') })]).toThrow(
    'CompositePrimaryKey cannot be used as a lookup value.',
  )
})

test('rows are saved, changed, fetched anew and deleted by their key', () => {
  const item = new Item({ pk: [1, 4] })
  item.save()
  item['title'] = 'four'
  item.save({ update_fields: ['title'] })
  const same = new Item({ pk: [1, 4] })
  same.refresh_from_db()

  expect(same['title']).toBe('four')
  expect(() => item.save({ update_fields: ['id'] })).toThrow('do not exist in this model')
  expect(repr(item.delete())).toBe("(1, {'shop.Item': 1})")
  expect(repr(item.pk)).toBe('(None, None)')
  expect(() => item.delete()).toThrow('its pk attribute is set to None.')
  expect(Item.objects.filter({ tenant__name: 'a' }).update({ title: 'joined' })).toBe(2)
  expect(() => Item.objects.update({ pk: [1, 2] })).toThrow(
    new FieldError('Composite primary key fields must be updated individually.'),
  )
  expect(repr(Tenant.objects.filter({ name: 'a' }).delete())).toBe(
    "(3, {'shop.Item': 2, 'shop.Tenant': 1})",
  )
})

test('many rows are written at once', () => {
  Item.objects.bulk_create([new Item({ pk: [2, 3] }), new Item({ tenant_id: 2, id: 4 })])
  const items = [new Item({ pk: [2, 3], title: 'b1' }), new Item({ pk: [2, 4], title: 'b2' })]

  expect(Item.objects.bulk_update(items, ['title'])).toBe(2)
  expect(Item.objects.get({ pk: [2, 4] }).title).toBe('b2')
  expect(() => Item.objects.bulk_update(items, ['id'])).toThrow(
    'bulk_update() cannot be used with primary key fields.',
  )
  expect(repr(Item.objects.get_or_create({ pk: [2, 3] }))).toBe(
    '(<Item: Item object ((2, 3))>, False)',
  )
})

test('a key that is taken is found before saving, that of a saved row is its own', () => {
  const message = { __all__: ['Item with this Tenant and Id already exists.'] }
  const taken = (() => {
    try {
      return new Item({ pk: [1, 1] }).validate_unique()
    } catch (error) {
      return (error as ValidationError).message_dict
    }
  })()

  expect(taken).toEqual(message)
  new Item({ pk: [1, 1] }).validate_unique({ exclude: ['pk'] })
  Item.objects.get({ pk: [1, 1] }).full_clean()
})

test('fixtures hold the key as a list', () => {
  const fixture = dumpdata(['shop'])
  Tenant.objects.all().delete()

  expect(fixture).toContain('{"model": "shop.item", "pk": [1, 1], "fields": {')
  expect(loaddata(fixture)).toBe(6)
  expect(Item.objects.get({ pk: [2, 2] }).title).toBe('t22')
})

test.each([
  [[], 'CompositePrimaryKey args must be unique strings.'],
  [['a', 'a'], 'CompositePrimaryKey args must be unique strings.'],
  [['a'], 'CompositePrimaryKey must include at least two fields.'],
  [['a', 'b', { default: 1 }], 'CompositePrimaryKey cannot have a default.'],
  [['a', 'b', { editable: true }], 'CompositePrimaryKey cannot be editable.'],
])('what is no composite key is refused: %o', (args, message) => {
  expect(() => new models.CompositePrimaryKey(...args)).toThrow(message)
})

test('nothing can point to a composite key, and it must be named pk', () => {
  class Pointer extends models.Model {
    static item = new models.ForeignKey(Item, models.CASCADE)
  }
  class Many extends models.Model {
    static items = new models.ManyToManyField(Item)
  }
  class Named extends models.Model {
    static key = new models.CompositePrimaryKey('a', 'b')
  }

  for (const model of [Pointer, Many])
    expect(() => apps.register_model(model, 'shop', 'shop.models')).toThrow(
      "Field defines a relation involving model 'Item' which has a CompositePrimaryKey and such relations are not supported.",
    )
  expect(() => apps.register_model(Named, 'shop', 'shop.models')).toThrow(
    "'CompositePrimaryKey' must be named 'pk'.",
  )
})

test('only a project with such a key downloads how it is compared', async () => {
  const code = "static pk = new models.CompositePrimaryKey('a', 'b')"
  const part = 'django/db/models/fields/tuple_lookups'

  expect(Object.keys((await partsFor({ 'shop/models.ts': code })).modules)).toContain(part)
  expect(Object.keys((await partsFor({ 'shop/models.ts': '' })).modules)).not.toContain(part)
})
