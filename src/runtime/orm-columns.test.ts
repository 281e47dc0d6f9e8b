/** Columns that the database fills: generated ones and defaults; indexes and constraints over expressions. */
import initSqlJs from 'sql.js'
import { beforeEach, expect, test } from 'vitest'
import { repr } from '../base/python/protocols.ts'
import { AppConfig, apps } from '../framework/apps/index.ts'
import { settings } from '../framework/conf/index.ts'
import { ValidationError } from '../framework/core/exceptions.ts'
import { create_all_tables } from '../framework/db/backends/sqlite3/schema.ts'
import { connection, models, openConnection } from '../framework/db/index.ts'
import { Concat, Lower, Now } from '../framework/db/models/functions/index.ts'
import { date } from '../base/python/datetime.ts'
import { SqlJsDriver } from './sqljs-driver.ts'

const SQL = await initSqlJs({ useOldExtensionFunctions: false } as never)
const { F, Q, Value } = models

class Square extends models.Model {
  static side = new models.IntegerField()
  static area = new models.GeneratedField({
    expression: new F('side').mul(new F('side')),
    output_field: new models.BigIntegerField(),
    db_persist: true,
  })
  static label = new models.GeneratedField({
    expression: new Concat(new Value('s-'), new F('side'), {
      output_field: new models.CharField(),
    }),
    output_field: new models.CharField({ max_length: 20 }),
    db_persist: false,
  })
}
class Parcel extends models.Model {
  static state = new models.CharField({ max_length: 20, db_default: "it's new" })
  static weight = new models.IntegerField({ db_default: new Value(3).add(4) })
  static sent = new models.DateTimeField({ db_default: new Now() })
}
class Room extends models.Model {
  static code = new models.CharField({ max_length: 20 })
  static seats = new models.IntegerField()
  static used = new models.IntegerField({ default: 0 })
  static booked = new models.DateField({ null: true, blank: true })
  static title = new models.CharField({ max_length: 20, blank: true, unique_for_month: 'booked' })
  static Meta = {
    constraints: [
      new models.UniqueConstraint(new Lower('code'), { name: 'one_code' }),
      new models.UniqueConstraint({
        fields: ['seats'],
        condition: new Q({ used: 0 }),
        name: 'one_free',
      }),
      new models.UniqueConstraint({ fields: ['used'], nulls_distinct: false, name: 'not_kept' }),
      new models.CheckConstraint({ condition: new Q({ used__lte: new F('seats') }), name: 'fits' }),
    ],
    indexes: [
      new models.Index({ fields: ['-seats', 'code'] }),
      new models.Index(new F('seats').desc(), new Lower('code'), { name: 'by_seats' }),
      new models.Index({ fields: ['used'], condition: new Q({ used__gt: 0 }), name: 'in_use' }),
    ],
  }
}

settings.configure({ USE_TZ: true, DEFAULT_AUTO_FIELD: 'django.db.models.BigAutoField' })
apps.populate([new AppConfig('shop')])
const MODELS = [Square, Parcel, Room]
for (const model of MODELS) apps.register_model(model, 'shop', 'shop.models')

beforeEach(() => {
  openConnection(new SqlJsDriver(new SQL.Database()))
  create_all_tables(connection, MODELS)
  connection.force_debug_cursor = true
})

function schema(name: string): string {
  const query = 'SELECT sql FROM sqlite_master WHERE name = %s'
  return String(connection.cursor().execute(query, [name]).fetchone()![0])
}

function errors(run: () => void): unknown {
  try {
    run()
  } catch (error) {
    if (error instanceof ValidationError) return error.message_dict
    throw error
  }
  return null
}

test('the table says how generated columns are made and what a row starts with', () => {
  expect(schema('shop_square')).toContain(
    `"area" bigint GENERATED ALWAYS AS (("side" * "side")) STORED`,
  )
  expect(schema('shop_square')).toContain(
    `"label" varchar(20) GENERATED ALWAYS AS ((COALESCE('s-', '') || COALESCE(CAST("side" AS TEXT), ''))) VIRTUAL`,
  )
  expect(schema('shop_parcel')).toBe(
    `CREATE TABLE "shop_parcel" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "state" varchar(20) DEFAULT 'it''s new' NOT NULL, "weight" integer DEFAULT ((3 + 4)) NOT NULL, "sent" datetime DEFAULT (STRFTIME('%Y-%m-%d %H:%M:%f', 'NOW')) NOT NULL)`,
  )
})

test('a generated field is read back after an INSERT; before there is nothing to read', () => {
  const square = new Square({ side: 4 })

  expect(() => square['area']).toThrow('Cannot read a generated field from an unsaved model.')
  square.save()
  expect(square['area']).toBe(16)
  expect(square['label']).toBe('s-4')
  expect(Square.objects.filter({ area__gt: 10 }).values_list('label').at(0)).toEqual(['s-4'])
})

test('a saved change shows in a generated field after a refresh, writing to it changes nothing', () => {
  const square = Square.objects.create({ side: 3 })
  square.side = 5
  square.save()

  expect(square.area).toBe(9)
  expect(Square.objects.update({ area: 1 })).toBe(0)
  square.refresh_from_db()
  expect(square.area).toBe(25)
})

test('a database default stands for itself until the row is there', () => {
  const parcel = new Parcel()

  expect(parcel['weight']).toBeInstanceOf(models.Expression)
  parcel.save()
  expect([parcel['state'], parcel['weight']]).toEqual(["it's new", 7])
  expect(Parcel.objects.create({ state: 'lost' }).state).toBe('lost')
})

test('indexes and constraints speak of expressions and conditions', () => {
  expect(schema('one_code')).toBe(`CREATE UNIQUE INDEX "one_code" ON "shop_room" ((LOWER("code")))`)
  expect(schema('one_free')).toBe(
    `CREATE UNIQUE INDEX "one_free" ON "shop_room" ("seats") WHERE "used" = 0`,
  )
  expect(schema('by_seats')).toBe(
    `CREATE INDEX "by_seats" ON "shop_room" ("seats" DESC, (LOWER("code")))`,
  )
  expect(schema('in_use')).toBe(`CREATE INDEX "in_use" ON "shop_room" ("used") WHERE "used" > 0`)
  expect(schema('shop_room')).toContain(`CONSTRAINT "fits" CHECK ("used" <= ("seats"))`)
  expect(schema('shop_room')).not.toContain('not_kept')
})

test('full_clean asks about constraints before the database refuses', () => {
  Room.objects.create({ code: 'A1', seats: 10 })

  expect(errors(() => new Room({ code: 'a1', seats: 4, used: 9 }).full_clean())).toEqual({
    __all__: ['Constraint “one_code” is violated.', 'Constraint “fits” is violated.'],
  })
  expect(errors(() => new Room({ code: 'b', seats: 10 }).validate_constraints())).toEqual({
    seats: ['Room with this Seats already exists.'],
    used: ['Room with this Used already exists.'],
  })
  const exclude = ['code', 'used']
  expect(errors(() => new Room({ code: 'a1', seats: 4 }).validate_constraints({ exclude }))).toBe(
    null,
  )
})

test('unique_for_month looks at the month of another field', () => {
  Room.objects.create({ code: 'A', seats: 1, title: 'Chess', booked: new date(2024, 3, 1) })
  const again = new Room({ code: 'B', seats: 2, title: 'Chess', booked: new date(2025, 3, 9) })

  expect(errors(() => again.validate_unique())).toEqual({
    title: ['Title must be unique for Booked month.'],
  })
})

test('what cannot be an index or a constraint is refused where it is written', () => {
  expect(() => new models.Index(new Lower('code'))).toThrow(
    'An index must be named to use expressions.',
  )
  expect(() => new models.UniqueConstraint({ fields: ['a'], name: 'x', include: 'b' })).toThrow(
    'UniqueConstraint.include must be a list or tuple.',
  )
  expect(
    () => new models.GeneratedField({ expression: new F('a'), output_field: 1, db_persist: null }),
  ).toThrow('GeneratedField.db_persist must be True or False.')
  expect(repr(Room._meta.constraints[1])).toBe(
    "<UniqueConstraint: fields=('seats',) name='one_free' condition=(AND: ('used', 0))>",
  )
})
