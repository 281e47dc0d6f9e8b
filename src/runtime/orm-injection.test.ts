/**
 * Whatever a learner's code passes on from a request reaches SQLite as a parameter or inside a quoted name, or Django's
 * error refuses it before any SQL is sent. The statements themselves are looked at: names and texts are taken out by
 * SQLite's own rules, and of the rest nothing may come from outside.
 */
import fc from 'fast-check'
import initSqlJs from 'sql.js'
import { beforeEach, expect, test } from 'vitest'
import { Exception } from '../base/python/exceptions.ts'
import { AppConfig, apps } from '../framework/apps/index.ts'
import { settings } from '../framework/conf/index.ts'
import type { DriverValue } from '../framework/db/backends/base.ts'
import { create_all_tables } from '../framework/db/backends/sqlite3/schema.ts'
import { connection, models, openConnection, transaction } from '../framework/db/index.ts'
import { DatabaseError } from '../framework/db/utils.ts'
import {
  Cast,
  Collate,
  Concat,
  Extract,
  Substr,
  Trunc,
} from '../framework/db/models/functions/index.ts'
import { KeyTransform } from '../framework/db/models/fields/json.ts'
import { SqlJsDriver } from './sqljs-driver.ts'

const SQL = await initSqlJs({ useOldExtensionFunctions: false } as never)
const { Count, Exists, F, FilteredRelation, Max, OuterRef, Q, Subquery, Value, When, Case } = models

/** Part of every hostile text: where it stands in a statement is what counts. */
const MARK = 'zq9'

class Shelf extends models.Model {
  static label = new models.CharField({ max_length: 200 })
}
class Book extends models.Model {
  static title = new models.CharField({ max_length: 200 })
  static pages = new models.IntegerField({ default: 0 })
  static price = new models.DecimalField({ max_digits: 6, decimal_places: 2, default: 0 })
  static printed = new models.DateTimeField({ null: true })
  static about = new models.JSONField({ default: () => ({}) })
  static shelf = new models.ForeignKey(Shelf, {
    on_delete: models.CASCADE,
    null: true,
    related_name: 'books',
  })
  static tags = new models.ManyToManyField('Tag')
}
class Tag extends models.Model {
  static word = new models.CharField({ max_length: 200 })
}

/** Knows every statement that was sent. */
class Watched extends SqlJsDriver {
  readonly sent: string[] = []

  override execute(sql: string, params?: readonly DriverValue[]) {
    this.sent.push(sql)
    return super.execute(sql, params)
  }
}

settings.configure({ USE_TZ: true, DEFAULT_AUTO_FIELD: 'django.db.models.BigAutoField' })
apps.populate([new AppConfig('attic')])
for (const model of [Shelf, Book, Tag]) apps.register_model(model, 'attic', 'attic.models')

let driver: Watched

beforeEach(() => {
  driver = new Watched(new SQL.Database())
  openConnection(driver)
  create_all_tables(connection, [Shelf, Book, Tag])
  Book.objects.create({ title: 'Atlas', about: { key: 'x' } })
})

/** What is neither a quoted name nor a text. */
const bare = (sql: string) => sql.replaceAll(/"(?:[^"]|"")*"|'(?:[^']|'')*'/g, ' ')

/** @returns what is wrong; null: the text did no harm */
function harm(text: string, send: (text: string) => unknown): string | null {
  driver.sent.length = 0
  try {
    const result = send(text)
    if (result instanceof models.QuerySet) void [...(result as Iterable<unknown>)]
  } catch (error) {
    if (!(error instanceof Exception)) return `not one of Django's errors: ${String(error)}`
    const isSyntax = /syntax error|unrecognized token|incomplete input/.test(error.__str__())
    if (error instanceof DatabaseError && isSyntax) return `SQLite refused: ${error.__str__()}`
  }
  // a plain word may be a name without quotes, as Django writes the name of a FilteredRelation
  const isWord = /^\w+$/.test(text)
  const leaked = driver.sent.find((sql) => bare(sql).includes(MARK) && !isWord)
  return leaked === undefined ? null : `sent: ${leaked}`
}

const rows = () => Book.objects.all()
const field = () => new models.CharField()

/** Ways in which a text can come into a query: as a value, a name, an alias, a path. */
const WAYS: Readonly<Record<string, (text: string) => unknown>> = {
  'a value': (text) => rows().filter({ title: text }),
  'a value of LIKE': (text) => rows().filter({ title__icontains: text }),
  'a value of iexact': (text) => rows().exclude({ title__iexact: text }),
  'a value of in': (text) => rows().filter({ title__in: [text, 'a'] }),
  'a value of range': (text) => rows().filter({ title__range: [text, text] }),
  'a value of a number': (text) => rows().filter({ pages: text }),
  'a value of a decimal': (text) => rows().filter({ price__gt: text }),
  'a value of a date': (text) => rows().filter({ printed: text }),
  'a value of a year': (text) => rows().filter({ printed__year: text }),
  'a value of a key': (text) => rows().filter({ pk: text }),
  'a value of a foreign key': (text) => rows().filter({ shelf: text }),
  'a value of JSON': (text) => rows().filter({ about: { [text]: text } }),
  'a value at a JSON path': (text) => rows().filter({ about__key: text }),
  has_key: (text) => rows().filter({ about__has_key: text }),
  has_keys: (text) => rows().filter({ about__has_keys: [text, 'b'] }),
  'contains of JSON': (text) => rows().filter({ about__key__icontains: text }),
  'a JSON path': (text) => rows().filter({ [`about__${text}`]: 1 }),
  'a JSON path with isnull': (text) => rows().filter({ [`about__${text}__isnull`]: true }),
  'order by a JSON path': (text) => rows().order_by(`about__${text}`),
  'values of a JSON path': (text) => rows().values(`about__${text}`),
  'annotated JSON key': (text) => rows().annotate({ it: new KeyTransform(text, 'about') }),
  'F of a JSON path': (text) => rows().annotate({ it: new F(`about__${text}`) }),
  'the name of a lookup': (text) => rows().filter({ [text]: 1 }),
  'the lookup itself': (text) => rows().filter({ [`title__${text}`]: 1 }),
  'a path': (text) => rows().filter({ [`shelf__${text}`]: 1 }),
  Q: (text) => rows().filter(new Q({ [text]: text })),
  'the connector of Q': (text) => rows().filter(new Q({ title: 'a', _connector: text })),
  order_by: (text) => rows().order_by(text),
  'order_by descending': (text) => rows().order_by(`-${text}`),
  'order_by over a relation': (text) => rows().order_by(`shelf__${text}`),
  'F in order_by': (text) => rows().order_by(new F(text).asc()),
  values: (text) => rows().values(text),
  values_list: (text) => rows().values_list(text, { flat: true }),
  'values with an expression': (text) => rows().values({ [text]: new F('title') }),
  'an annotation': (text) => rows().annotate({ [text]: new Count('tags') }),
  'an annotation of a value': (text) => rows().annotate({ [text]: new Value(text) }),
  'an alias': (text) => rows().alias({ [text]: new Max('pages') }),
  'order by an annotation': (text) =>
    rows()
      .annotate({ [text]: new F('title') })
      .order_by(text),
  'an aggregate': (text) => rows().aggregate({ [text]: new Max('pages') }),
  'an aggregate of a path': (text) => rows().aggregate({ it: new Max(text) }),
  'a filtered relation': (text) =>
    rows()
      .annotate({ [text]: new FilteredRelation('tags') })
      .filter({ [`${text}__word`]: 'a' }),
  'the relation of one': (text) => rows().annotate({ it: new FilteredRelation(text) }),
  'its condition': (text) =>
    rows().annotate({
      it: new FilteredRelation('tags', { condition: new Q({ tags__word: text }) }),
    }),
  F: (text) => rows().filter({ title: new F(text) }),
  'F in update': (text) => rows().update({ title: new F(text) }),
  OuterRef: (text) => rows().filter(new Exists(Tag.objects.filter({ word: new OuterRef(text) }))),
  'a subquery': (text) => rows().annotate({ it: new Subquery(Tag.objects.values(text)) }),
  only: (text) => rows().only(text),
  defer: (text) => rows().defer(text),
  select_related: (text) => rows().select_related(text),
  prefetch_related: (text) => rows().prefetch_related(text),
  distinct: (text) => rows().distinct(text),
  dates: (text) => rows().dates(text, 'year'),
  'the kind of dates': (text) => rows().datetimes('printed', text),
  'the order of dates': (text) => rows().datetimes('printed', 'year', { order: text }),
  latest: (text) => rows().latest(text),
  in_bulk: (text) => rows().in_bulk([text], { field_name: text }),
  'in_bulk by key': (text) => rows().in_bulk([text]),
  using: (text) => rows().using(text),
  'a slice': (text) => rows().slice(text, 5),
  explain: (text) => rows().explain({ format: text }),
  'an option of explain': (text) => rows().explain({ [text]: true }),
  create: (text) => Book.objects.create({ title: text, about: { [text]: [text] } }),
  'a field of create': (text) => Book.objects.create({ [text]: 1 }),
  get_or_create: (text) => Book.objects.get_or_create({ title: text, defaults: { [text]: 1 } }),
  update_or_create: (text) =>
    Book.objects.update_or_create({ title: text, defaults: { pages: 1 } }),
  update: (text) => rows().update({ [text]: 1 }),
  'a value of update': (text) => rows().update({ title: text }),
  bulk_create: (text) => Book.objects.bulk_create([new Book({ title: text })]),
  'unique fields of bulk_create': (text) =>
    Book.objects.bulk_create([new Book({ title: 'a' })], {
      update_conflicts: true,
      update_fields: [text],
      unique_fields: [text],
    }),
  bulk_update: (text) => {
    const book = Book.objects.first()
    book.title = text
    return Book.objects.bulk_update([book], ['title', ...(text.length % 2 ? [text] : [])])
  },
  update_fields: (text) => Book.objects.first().save({ update_fields: [text] }),
  'a related value': (text) => new Shelf({ label: text }).save(),
  'a parameter of raw': (text) => [
    ...Book.objects.raw('SELECT * FROM attic_book WHERE title = %s', [text]),
  ],
  'a named parameter of raw': (text) => [
    ...Book.objects.raw('SELECT * FROM attic_book WHERE title = %(it)s', { it: text }),
  ],
  'a parameter of a cursor': (text) => connection.cursor().execute('SELECT %s', [text]).fetchall(),
  'a parameter of extra': (text) => rows().extra({ where: ['title = %s'], params: [text] }),
  'the order of extra': (text) => rows().extra({ order_by: [text] }),
  'the name in extra': (text) =>
    rows()
      .extra({ select: { [text]: '1' } })
      .values(text),
  'a function': (text) => rows().annotate({ it: new Concat('title', new Value(text)) }),
  'a position': (text) => rows().annotate({ it: new Substr('title', text) }),
  'a kind of Trunc': (text) => rows().annotate({ it: new Trunc('printed', text) }),
  'a kind of Extract': (text) => rows().annotate({ it: new Extract('printed', text) }),
  'a collation': (text) => rows().annotate({ it: new Collate('title', text) }),
  'a type': (text) => rows().annotate({ it: new Cast(new Value(text), field()) }),
  'a case': (text) =>
    rows().annotate({
      it: new Case(new When({ title: text, then: new Value(text) }), { default: new Value(text) }),
    }),
  'a condition of a case': (text) =>
    rows().annotate({ it: new Case(new When({ [text]: 1, then: new Value(1) })) }),
  'a pattern': (text) => rows().filter({ title__regex: text }),
  'a union': (text) => rows().values('title').union(Tag.objects.values(text)),
  'a savepoint': (text) => transaction.savepoint_rollback(text),
  'a manager': (text) => Shelf.objects.create({ label: 'a' }).books.filter({ [text]: text }),
}

const KNOWN = [
  `${MARK}`,
  `${MARK}" OR 1=1 --`,
  `${MARK}'; DROP TABLE attic_book; --`,
  `title${MARK}"`,
  `title"${MARK}`,
  `${MARK}) UNION SELECT sql FROM sqlite_master --`,
  `${MARK}\`]`,
  `[${MARK}]`,
  `${MARK}/**/`,
  `${MARK}%s%(x)s%%`,
  `${MARK}\\`,
  `$."${MARK}"'`,
  `${MARK}\u0000"`,
  `1 ${MARK}`,
  `${MARK}__${MARK}`,
  `-${MARK}`,
  `?${MARK}`,
  `${MARK}.title`,
  `title COLLATE ${MARK}`,
]

const pieces = fc.constantFrom(
  ...'"\'`[];-/*#%()\\$.,?:@_ \n\u0000\u00a0=<>|a1ü'.split(''),
  '__',
  '--',
  '/*',
  '*/',
  '%s',
)
const hostile = fc
  .tuple(fc.array(pieces, { maxLength: 6 }), fc.array(pieces, { maxLength: 6 }))
  .map(([before, after]) => before.join('') + MARK + after.join(''))

for (const [way, send] of Object.entries(WAYS)) {
  test(`${way} cannot become SQL`, () => {
    const found = KNOWN.map((text) => [text, harm(text, send)]).filter(([, wrong]) => wrong)
    expect(found).toEqual([])
    fc.assert(
      fc.property(hostile, (text) => {
        expect(harm(text, send)).toBe(null)
      }),
      { numRuns: 25, seed: 20261124 },
    )
    expect(Book.objects.count()).toBeGreaterThan(0)
  })
}

test('what is put into a statement by hand is found out', () => {
  const careless = (text: string) => connection.cursor().execute(`SELECT '${text}'`)

  expect(harm(`a' || ${MARK} || '`, careless)).toMatch(/sent: |SQLite refused/)
  expect(harm(MARK, careless)).toBe(null)
})
