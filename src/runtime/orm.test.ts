/** The ORM on real SQLite: SQL and rows together. */
import initSqlJs from 'sql.js'
import { beforeEach, expect, test } from 'vitest'
import { datetime, timezone } from '../base/python/datetime.ts'
import { tuple } from '../base/python/tuple.ts'
import { repr, str } from '../base/python/protocols.ts'
import { AppConfig, apps } from '../framework/apps/index.ts'
import { settings } from '../framework/conf/index.ts'
import { create_all_tables } from '../framework/db/backends/sqlite3/schema.ts'
import {
  connection,
  IntegrityError,
  models,
  openConnection,
  transaction,
} from '../framework/db/index.ts'
import { FieldError } from '../framework/core/exceptions.ts'
import { loaddata } from '../framework/core/serializers/index.ts'
import * as signals from '../framework/db/models/signals.ts'
import { SqlJsDriver } from './sqljs-driver.ts'

const SQL = await initSqlJs({ useOldExtensionFunctions: false } as never)

class Author extends models.Model {
  static override name = new models.CharField({ max_length: 50 }) as never
  override __str__() {
    return this['name'] as string
  }
}
class Book extends models.Model {
  static title = new models.CharField({ max_length: 100 })
  static author = new models.ForeignKey(Author, {
    on_delete: models.CASCADE,
    related_name: 'books',
  })
  static pages = new models.PositiveIntegerField({ default: 0 })
  static tags = new models.ManyToManyField('Tag', { related_name: 'books' })
  static Meta = { ordering: ['title'] }
}
class Tag extends models.Model {
  static word = new models.CharField({ max_length: 20, unique: true })
}

settings.configure({ USE_TZ: true, DEFAULT_AUTO_FIELD: 'django.db.models.BigAutoField' })
apps.populate([new AppConfig('library')])
for (const model of [Author, Book, Tag]) apps.register_model(model, 'library', 'library.models')

beforeEach(() => {
  openConnection(new SqlJsDriver(new SQL.Database()))
  create_all_tables(connection, [Author, Book, Tag])
  const ada = Author.objects.create({ name: 'Ada' })
  const bob = Author.objects.create({ name: 'Bob' })
  Book.objects.create({ title: 'Engines', author: ada, pages: 300 })
  Book.objects.create({ title: 'Notes', author: ada, pages: 40 })
  Book.objects.create({ title: 'Zebras', author: bob, pages: 120 })
  connection.force_debug_cursor = true
})

/** The statements that `run` sends, and what it returns. */
function watching<T>(run: () => T): { sql: string[]; result: T } {
  connection.queries_log.length = 0
  const result = run()
  return { sql: connection.queries_log.map((query) => query.sql), result }
}

test('building a queryset sends nothing, reading it sends one statement', () => {
  const { sql: none, result: books } = watching(() =>
    Book.objects.filter({ author__name: 'Ada' }).exclude({ pages__lt: 100 }).order_by('-pages'),
  )
  const { sql, result } = watching(() => [...books, ...books].map((book) => book.title))

  expect(none).toEqual([])
  expect(result).toEqual(['Engines', 'Engines'])
  expect(sql).toEqual([
    `SELECT "library_book"."id", "library_book"."title", "library_book"."author_id", "library_book"."pages" FROM "library_book" INNER JOIN "library_author" ON ("library_book"."author_id" = "library_author"."id") WHERE ("library_author"."name" = 'Ada' AND NOT ("library_book"."pages" < 100)) ORDER BY "library_book"."pages" DESC`,
  ])
})

test('a related object costs a query for each row, with select_related none', () => {
  const names = (rows: Iterable<{ author: unknown }>) => [...rows].map((book) => str(book.author))

  expect(watching(() => names(Book.objects.all())).sql).toHaveLength(4)
  expect(watching(() => names(Book.objects.select_related('author'))).sql).toHaveLength(1)
})

test('prefetch_related asks once for each relation', () => {
  const { sql, result } = watching(() =>
    [...Author.objects.order_by('name').prefetch_related('books')].map(
      (author) => author.books.all().length,
    ),
  )

  expect(result).toEqual([2, 1])
  expect(sql).toHaveLength(2)
})

test('excluding over a to-many relation means "has no such row"', () => {
  const { sql, result } = watching(() => [
    ...Author.objects.exclude({ books__pages__gt: 200 }).values_list('name', { flat: true }),
  ])

  expect(result).toEqual(['Bob'])
  expect(sql[0]).toContain('NOT (EXISTS(SELECT 1 AS "a" FROM "library_book" U1')
})

test('annotations group, and rows of values_list are tuples', () => {
  const rows = Author.objects
    .annotate({ n: new models.Count('books'), pages: new models.Sum('books__pages') })
    .order_by('-n')
    .values_list('name', 'n', 'pages')

  expect([...rows]).toEqual([tuple(['Ada', 2, 340]), tuple(['Bob', 1, 120])])
})

test('a wrong name lists the choices', () => {
  expect(() => Book.objects.filter({ titel: 'x' })).toThrow(
    new FieldError(
      "Cannot resolve keyword 'titel' into field. Choices are: author, author_id, id, pages, tags, title",
    ),
  )
})

test('get() does not order: there is one row, or an error', () => {
  const { sql } = watching(() => Book.objects.get({ title: 'Notes' }))

  expect(sql[0]).toContain(`"title" = 'Notes' LIMIT 21`)
})

test('get() says how many there were', () => {
  expect(() => Book.objects.get({ title: 'Nope' })).toThrow('Book matching query does not exist.')
  expect(() => Book.objects.get({ author__name: 'Ada' })).toThrow(
    'get() returned more than one Book -- it returned 2!',
  )
})

test('many-to-many rows are added in one statement and removed in one', () => {
  const book = Book.objects.first()
  const [old, rare] = [Tag.objects.create({ word: 'old' }), Tag.objects.create({ word: 'rare' })]

  // in the order of Python's set
  expect(
    watching(() => book.tags.add(rare, old)).sql.filter((sql) => sql.startsWith('INSERT')),
  ).toEqual([
    'INSERT OR IGNORE INTO "library_book_tags" ("book_id", "tag_id") VALUES (1, 1), (1, 2)',
  ])
  book.tags.set([rare])
  expect([...book.tags.values_list('word', { flat: true })]).toEqual(['rare'])
  expect([...rare.books.all()].map((row) => row.pk)).toEqual([1])
})

test('a fixture fills an empty table in one statement, and changes rows that are there one by one', () => {
  Book.objects.all().delete()
  const [rare, old] = ['rare', 'old'].map((word) => Tag.objects.create({ word }))
  const book = (pk: number, tags: number[]) => ({
    model: 'library.book',
    pk,
    fields: { title: `Book ${pk}`, author: 1, tags },
  })
  const fill = watching(() => loaddata([book(10, [rare.pk, old.pk]), book(11, [old.pk])]))
  const again = watching(() => loaddata([book(10, [rare.pk])]))
  const words = (pk: number) => [
    ...Book.objects.get({ pk }).tags.values_list('word', { flat: true }),
  ]

  expect(fill.sql.filter((sql) => sql.startsWith('INSERT'))).toHaveLength(2)
  expect([words(10), words(11)]).toEqual([['rare'], ['old']])
  expect(again.sql.some((sql) => sql.startsWith('UPDATE'))).toBe(true)
})

test('whoever listens to a model hears of each object of a fixture', () => {
  Tag.objects.all().delete()
  const heard: unknown[] = []
  const receiver = (_sender: unknown, { instance, raw }: { instance: Tag; raw: boolean }) => {
    heard.push([instance['word'], raw])
  }
  signals.post_save.connect(receiver, Tag)
  try {
    loaddata(['a', 'b'].map((word, i) => ({ model: 'library.tag', pk: i + 1, fields: { word } })))
  } finally {
    signals.post_save.disconnect(receiver, Tag)
  }

  expect(heard).toEqual([
    ['a', true],
    ['b', true],
  ])
})

test('deleting takes what hangs on it along and counts it', () => {
  expect(repr(Author.objects.get({ name: 'Ada' }).delete())).toBe(
    "(3, {'library.Book': 2, 'library.Author': 1})",
  )
  expect(Book.objects.count()).toBe(1)
})

test('an error inside atomic undoes the block, and the block around it goes on', () => {
  transaction.atomic().run(() => {
    Tag.objects.create({ word: 'once' })
    expect(() => transaction.atomic().run(() => Tag.objects.create({ word: 'once' }))).toThrow(
      IntegrityError,
    )
    Tag.objects.create({ word: 'twice' })
  })

  expect(Tag.objects.count()).toBe(2)
})

test('a transaction is logged from BEGIN to its end', () => {
  const { sql } = watching(() => transaction.atomic().run(() => Tag.objects.count()))
  const { sql: undone } = watching(() => {
    expect(() =>
      transaction.atomic().run(() => {
        throw new IntegrityError('no')
      }),
    ).toThrow('no')
  })

  expect([sql.at(0), sql.at(-1), ...undone]).toEqual(['BEGIN', 'COMMIT', 'BEGIN', 'ROLLBACK'])
})

test('the log shows values as SQLite quotes them: floats as floats, texts up to a null character', () => {
  const { sql } = watching(() => [
    Book.objects.aggregate({ mean: new models.Avg('pages', { default: 0 }) }),
    Book.objects.filter({ title: 'a\0b' }).exists(),
  ])

  expect(sql[0]).toContain('COALESCE(AVG("library_book"."pages"), 0.0)')
  expect(sql[1]).toContain(`"library_book"."title" = 'a'`)
})

test('prefetching the one side asks for each key, once', () => {
  const { sql } = watching(() => [...Book.objects.order_by('-id').prefetch_related('author')])

  expect(sql[1]).toContain('WHERE ("library_author"."id" = 2 OR "library_author"."id" = 1)')
})

test('raw SQL takes moments as columns hold them', () => {
  const { sql } = watching(() => [
    ...Book.objects.raw('SELECT * FROM library_book WHERE %s > 1', [
      new datetime(2025, 1, 5, 12, { tzinfo: timezone.utc }),
    ]),
  ])

  expect(sql).toEqual([`SELECT * FROM library_book WHERE '2025-01-05 12:00:00' > 1`])
})
