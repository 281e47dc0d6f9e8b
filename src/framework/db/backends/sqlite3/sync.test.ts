/** What happens to the rows when a model is edited. Each test has the model as it was and as it is now, on one table. */
import initSqlJs from 'sql.js'
import { beforeEach, expect, test } from 'vitest'
import { tuple } from '../../../../base/python/tuple.ts'
import { SqlJsDriver } from '../../../../runtime/sqljs-driver.ts'
import { apps, AppConfig } from '../../../apps/index.ts'
import { settings } from '../../../conf/index.ts'
import { connection, IntegrityError, models, openConnection } from '../../index.ts'
import { create_all_tables } from './schema.ts'
import { sync } from './sync.ts'

const SQL = await initSqlJs({ useOldExtensionFunctions: false } as never)

settings.configure({ USE_TZ: true, DEFAULT_AUTO_FIELD: 'django.db.models.BigAutoField' })

type Fields = Record<string, unknown>

beforeEach(() => {
  openConnection(new SqlJsDriver(new SQL.Database()))
  apps.populate([new AppConfig('library')])
})

/** Registers models of these names and fields in place of all earlier ones. */
function define(declared: Record<string, Fields>): Record<string, typeof models.Model> {
  apps.forget('library')
  return Object.fromEntries(
    Object.entries(declared).map(([name, fields]) => {
      const cls = { [name]: class extends models.Model {} }[name]!
      for (const [key, value] of Object.entries({ __name__: name, ...fields }))
        Object.defineProperty(cls, key, {
          value,
          configurable: true,
          enumerable: true,
          writable: true,
        })
      apps.register_model(cls, 'library', 'library.models')
      return [name, cls]
    }),
  )
}

function edit(before: Fields, after: Fields, row: Fields = { label: 'A1' }) {
  const { Shelf: old } = define({ Shelf: before })
  create_all_tables(connection, [old])
  if (Object.keys(row).length > 0) old!.objects.create(row)
  return define({ Shelf: after }).Shelf!
}

const text = () => new models.CharField({ max_length: 10 })
const rows = (cls: typeof models.Model, ...names: string[]) => [
  ...cls.objects.values_list(...names),
]

/** The error of a call, as far as a learner sees it. */
function errorOf(run: () => unknown) {
  try {
    run()
  } catch (error) {
    const { name, message, teaching, field_name } = error as Error & Record<string, any>
    return { name, message, hint: teaching?.hint, field_name }
  }
  return null
}

test('a new field takes its default in the rows that are there', () => {
  const Shelf = edit(
    { label: text() },
    { label: text(), width: new models.IntegerField({ default: 80 }) },
  )

  expect(sync(connection, [Shelf])).toEqual([
    { table: 'library_shelf', change: 'rebuilt', added: ['width'], removed: [], renamed: [] },
  ])
  expect(rows(Shelf, 'label', 'width')).toEqual([tuple(['A1', 80])])
  expect(sync(connection, [Shelf])).toEqual([])
})

test('a new field without a default is refused while there are rows, and nothing has changed', () => {
  const after = { label: text(), width: new models.IntegerField() }
  const Shelf = edit({ label: text() }, after)

  expect(errorOf(() => sync(connection, [Shelf]))).toEqual({
    name: 'IntegrityError',
    message:
      "It is impossible to add a non-nullable field 'width' to shelf without specifying a default. This is because the database needs something to populate existing rows.",
    hint: 'Write width = new models.IntegerField({ default: … }), or { null: true } to leave it empty in the rows that are there.',
    field_name: 'width',
  })
  const { Shelf: again } = define({ Shelf: { label: text() } })
  expect(sync(connection, [again])).toEqual([])
  expect(rows(again!, 'label')).toEqual([tuple(['A1'])])
})

test('without rows no default is needed', () => {
  const Shelf = edit({ label: text() }, { label: text(), width: new models.IntegerField() }, {})

  expect(sync(connection, [Shelf])).toHaveLength(1)
  Shelf.objects.create({ label: 'B', width: 3 })
  expect(rows(Shelf, 'width')).toEqual([tuple([3])])
})

test('a removed field goes with its column', () => {
  const Shelf = edit(
    { label: text(), width: new models.IntegerField() },
    { label: text() },
    { label: 'A1', width: 3 },
  )

  expect(sync(connection, [Shelf])[0]).toMatchObject({ added: [], removed: ['width'] })
  expect(rows(Shelf, 'label')).toEqual([tuple(['A1'])])
})

test('a renamed field keeps its values where only one column fits', () => {
  const Shelf = edit(
    { label: text(), width: new models.IntegerField() },
    { name: text(), width: new models.IntegerField() },
    { label: 'A1', width: 3 },
  )

  expect(sync(connection, [Shelf])[0]).toMatchObject({ added: [], renamed: [['label', 'name']] })
  expect(rows(Shelf, 'name', 'width')).toEqual([tuple(['A1', 3])])
})

test('a changed type takes the values that it can hold', () => {
  const Shelf = edit({ label: text() }, { label: new models.IntegerField() }, { label: '12' })

  sync(connection, [Shelf])

  expect(rows(Shelf, 'label')).toEqual([tuple([12])])
})

test('a changed type refuses a value that it cannot hold', () => {
  const Shelf = edit({ label: text() }, { label: new models.IntegerField() })

  expect(errorOf(() => sync(connection, [Shelf]))?.message).toBe(
    "Field 'label' of shelf cannot become an IntegerField: a row has 'A1'.",
  )
})

test('null values forbid to take null away, unless there is a default', () => {
  const nullable = { label: text(), width: new models.IntegerField({ null: true }) }
  const Shelf = edit(nullable, { label: text(), width: new models.IntegerField() })

  expect(errorOf(() => sync(connection, [Shelf]))?.message).toMatch(
    /^It is impossible to change a nullable field 'width' on shelf to non-nullable/,
  )
  const { Shelf: filled } = define({
    Shelf: { label: text(), width: new models.IntegerField({ default: 5 }) },
  })
  sync(connection, [filled])
  expect(rows(filled!, 'width')).toEqual([tuple([5])])
})

test('a new rule that rows break names the field', () => {
  const { Shelf: old } = define({ Shelf: { label: text() } })
  create_all_tables(connection, [old])
  for (const label of ['A', 'A']) old!.objects.create({ label })
  const { Shelf } = define({
    Shelf: { label: new models.CharField({ max_length: 10, unique: true }) },
  })

  expect(errorOf(() => sync(connection, [Shelf]))).toMatchObject({
    name: 'IntegrityError',
    message: 'UNIQUE constraint failed: library_shelf.label',
    field_name: 'label',
  })
})

const books = (shelf: string) => ({
  Book: {
    shelf: new models.ForeignKey(shelf, { on_delete: models.CASCADE }),
    tags: new models.ManyToManyField('library.Tag'),
  },
})

test('a renamed model keeps its rows, and keys go on pointing at them', () => {
  const before = define({
    Shelf: { label: text() },
    Tag: { word: text() },
    ...books('library.Shelf'),
  })
  create_all_tables(connection, Object.values(before))
  const shelf = before['Shelf']!.objects.create({ label: 'A1' })
  const tag = before['Tag']!.objects.create({ word: 'old' })
  before['Book']!.objects.create({ shelf }).tags.add(tag)
  const after = define({ Rack: { label: text() }, Tag: { word: text() }, ...books('library.Rack') })

  const changes = sync(connection, Object.values(after))

  expect(changes.map(({ change, table }) => [change, table])).toEqual([['renamed', 'library_rack']])
  expect(rows(after['Book']!, 'shelf__label', 'tags__word')).toEqual([tuple(['A1', 'old'])])
})

test('a many-to-many field gets its table, and loses its keys with the field', () => {
  const plain = { Tag: { word: text() }, Shelf: { label: text() } }
  const related = {
    ...plain,
    Shelf: { label: text(), tags: new models.ManyToManyField('library.Tag') },
  }
  create_all_tables(connection, Object.values(define(plain)))
  const first = define(related)
  expect(sync(connection, Object.values(first))).toMatchObject([
    { table: 'library_shelf_tags', change: 'created' },
  ])
  const tag = first['Tag']!.objects.create({ word: 'old' })
  first['Shelf']!.objects.create({ label: 'A1' }).tags.add(tag)

  const second = define(plain)
  expect(sync(connection, Object.values(second))).toMatchObject([
    { table: 'library_shelf_tags', change: 'detached' },
  ])
  second['Tag']!.objects.all().delete()
  expect(second['Tag']!.objects.count()).toBe(0)
})

test('refused rows are an integrity error', () => {
  const Shelf = edit({ label: text() }, { label: text(), width: new models.IntegerField() })

  expect(() => sync(connection, [Shelf])).toThrow(IntegrityError)
})
