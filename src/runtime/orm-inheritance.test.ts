/** Models that extend models: a table for each, joined on the parent link. */
import initSqlJs from 'sql.js'
import { beforeEach, expect, test } from 'vitest'
import { repr } from '../base/python/protocols.ts'
import { AppConfig, apps } from '../framework/apps/index.ts'
import { settings } from '../framework/conf/index.ts'
import { FieldError } from '../framework/core/exceptions.ts'
import { create_all_tables } from '../framework/db/backends/sqlite3/schema.ts'
import { connection, models, openConnection } from '../framework/db/index.ts'
import { SqlJsDriver } from './sqljs-driver.ts'

const SQL = await initSqlJs({ useOldExtensionFunctions: false } as never)

class Place extends models.Model {
  static override name = new models.CharField({ max_length: 50 }) as never
  static address = new models.CharField({ max_length: 80, blank: true })
  static Meta: object = { ordering: ['name'], get_latest_by: 'name' }
  override __str__() {
    return this['name'] as string
  }
}
class Restaurant extends Place {
  static serves_pizza = new models.BooleanField({ default: false })
  static rating = new models.IntegerField({ null: true })
  static override Meta = {}
}
class Trattoria extends Restaurant {
  static gnocchi = new models.BooleanField({ default: true })
}
class Bar extends Place {
  static spot = new models.OneToOneField(Place, {
    on_delete: models.CASCADE,
    parent_link: true,
    related_name: 'the_bar',
  })
  static override Meta = { ordering: ['-address'] }
}
class Review extends models.Model {
  static place = new models.ForeignKey(Place, {
    on_delete: models.CASCADE,
    related_name: 'reviews',
  })
  static stars = new models.IntegerField()
}

settings.configure({ USE_TZ: true, DEFAULT_AUTO_FIELD: 'django.db.models.BigAutoField' })
apps.populate([new AppConfig('guide')])
const MODELS = [Place, Restaurant, Trattoria, Bar, Review]
for (const model of MODELS) apps.register_model(model, 'guide', 'guide.models')

beforeEach(() => {
  openConnection(new SqlJsDriver(new SQL.Database()))
  create_all_tables(connection, MODELS)
  connection.force_debug_cursor = true
})

function statements(run: () => unknown): string[] {
  connection.queries_log.length = 0
  run()
  return connection.queries_log.map((query) => query.sql).filter((sql) => /^[SIUD]/.test(sql))
}

test('a child has a row in the table of each parent, and the key of the first', () => {
  const sql = statements(() => Trattoria.objects.create({ name: 'Ada', rating: 3 }))

  expect(sql).toEqual([
    `INSERT INTO "guide_place" ("name", "address") VALUES ('Ada', '') RETURNING "guide_place"."id"`,
    `INSERT INTO "guide_restaurant" ("place_ptr_id", "serves_pizza", "rating") VALUES (1, 0, 3)`,
    `INSERT INTO "guide_trattoria" ("restaurant_ptr_id", "gnocchi") VALUES (1, 1)`,
  ])
  expect(Trattoria._meta.pk.name).toBe('restaurant_ptr')
  expect(Bar._meta.pk.name).toBe('spot')
})

test('fields of parents are selected, filtered and ordered by, each in its own table', () => {
  Trattoria.objects.create({ name: 'Ada', rating: 3 })

  const [sql] = statements(() =>
    Trattoria.objects
      .filter({ name: 'Ada', rating: 3 })
      .order_by('-address')
      .values_list('gnocchi')
      .at(0),
  )

  expect(sql).toBe(
    `SELECT "guide_trattoria"."gnocchi" AS "gnocchi" FROM "guide_trattoria" INNER JOIN "guide_restaurant" ON ("guide_trattoria"."restaurant_ptr_id" = "guide_restaurant"."place_ptr_id") INNER JOIN "guide_place" ON ("guide_restaurant"."place_ptr_id" = "guide_place"."id") WHERE ("guide_place"."name" = 'Ada' AND "guide_restaurant"."rating" = 3) ORDER BY "guide_place"."address" DESC LIMIT 1`,
  )
})

test('a parent leads to its child, or raises what belongs to both classes', () => {
  Restaurant.objects.create({ name: 'Roma', serves_pizza: true })
  const park = Place.objects.create({ name: 'Park' })

  expect(Place.objects.get({ name: 'Roma' }).restaurant.serves_pizza).toBe(true)
  expect(() => park.restaurant).toThrow('Place has no restaurant.')
  let caught: unknown
  try {
    void park.restaurant
  } catch (error) {
    caught = error
  }
  expect(caught).toBeInstanceOf((Restaurant as never)['DoesNotExist'])
  expect(caught).toBeInstanceOf((Place as never)['DoesNotExist'])
})

test('the way back to the parent asks nothing', () => {
  Restaurant.objects.create({ name: 'Roma', address: '1 st' })
  const roma = Restaurant.objects.get()

  expect(statements(() => repr(roma.place_ptr))).toEqual([])
  expect(roma.place_ptr.address).toBe('1 st')
  expect(roma.__eq__(roma.place_ptr)).toBe(false)
})

test('select_related reads a child with its parent and does not read the parent twice', () => {
  Restaurant.objects.create({ name: 'Roma', rating: 5 })

  const [sql, ...more] = statements(() =>
    expect([...Place.objects.select_related('restaurant')][0].restaurant.rating).toBe(5),
  )

  expect(more).toEqual([])
  expect(sql).toBe(
    `SELECT "guide_place"."id", "guide_place"."name", "guide_place"."address", "guide_restaurant"."place_ptr_id", "guide_restaurant"."serves_pizza", "guide_restaurant"."rating" FROM "guide_place" LEFT OUTER JOIN "guide_restaurant" ON ("guide_place"."id" = "guide_restaurant"."place_ptr_id") ORDER BY "guide_place"."name" ASC`,
  )
})

test('saving and updating write each column where it is', () => {
  const roma = Restaurant.objects.create({ name: 'Roma', rating: 5 })
  roma.rating = 2

  expect(statements(() => roma.save({ update_fields: ['rating'] }))).toEqual([
    'UPDATE "guide_restaurant" SET "rating" = 2 WHERE "guide_restaurant"."place_ptr_id" = 1',
  ])
  expect(statements(() => Restaurant.objects.update({ rating: 4, name: 'X' }))).toEqual([
    'SELECT "guide_restaurant"."place_ptr_id" FROM "guide_restaurant"',
    'UPDATE "guide_restaurant" SET "rating" = 4 WHERE "guide_restaurant"."place_ptr_id" IN (1)',
    `UPDATE "guide_place" SET "name" = 'X' WHERE "guide_place"."id" IN (1)`,
  ])
})

test('deleting goes both ways, and spares the parent when told so', () => {
  Trattoria.objects.create({ name: 'Ada' })
  const roma = Restaurant.objects.create({ name: 'Roma' })
  roma.reviews.create({ stars: 4 })

  expect(repr(Place.objects.get({ name: 'Ada' }).delete())).toBe(
    "(3, {'guide.Trattoria': 1, 'guide.Restaurant': 1, 'guide.Place': 1})",
  )
  expect(repr(roma.delete({ keep_parents: true }))).toBe("(1, {'guide.Restaurant': 1})")
  expect(Review.objects.count()).toBe(1)
})

test('order and latest-by are taken over, other options of Meta are not', () => {
  expect(Restaurant._meta.ordering).toEqual(['name'])
  expect(Trattoria._meta.get_latest_by).toBe('name')
  expect(Bar._meta.ordering).toEqual(['-address'])
  expect(Trattoria._meta.db_table).toBe('guide_trattoria')
})

test('a field of the parent cannot be declared again', () => {
  class Cafe extends Place {
    static override address = new models.CharField({ max_length: 10 })
  }

  expect(() => apps.register_model(Cafe, 'guide', 'guide.models')).toThrow(
    new FieldError(
      "Local field 'address' in class 'Cafe' clashes with field of the same name from base class 'Place'.",
    ),
  )
})

test('rows of several tables cannot be made in bulk', () => {
  expect(() => Restaurant.objects.bulk_create([new Restaurant({ name: 'a' })])).toThrow(
    "Can't bulk create a multi-table inherited model",
  )
})
