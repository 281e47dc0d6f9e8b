/** `iterator()`: so many rows are read ahead, all others are still in the database. */
import initSqlJs from 'sql.js'
import { beforeEach, expect, test } from 'vitest'
import { AppConfig, apps } from '../framework/apps/index.ts'
import { settings } from '../framework/conf/index.ts'
import type { DriverResult, DriverValue } from '../framework/db/backends/base.ts'
import { create_all_tables } from '../framework/db/backends/sqlite3/schema.ts'
import { connection, models, openConnection } from '../framework/db/index.ts'
import { SqlJsDriver } from './sqljs-driver.ts'

const SQL = await initSqlJs({ useOldExtensionFunctions: false } as never)

class Author extends models.Model {
  static label = new models.CharField({ max_length: 50 })
}
class Entry extends models.Model {
  static text = new models.CharField({ max_length: 50 })
  static author = new models.ForeignKey(Author, {
    on_delete: models.CASCADE,
    related_name: 'entries',
  })
}

settings.configure({ USE_TZ: true, DEFAULT_AUTO_FIELD: 'django.db.models.BigAutoField' })
apps.populate([new AppConfig('diary')])
for (const model of [Author, Entry]) apps.register_model(model, 'diary', 'diary.models')

/** Counts the rows that have left the database. */
class Counting extends SqlJsDriver {
  pulled = 0

  override execute(sql: string, params?: readonly DriverValue[], limit?: number): DriverResult {
    const result = super.execute(sql, params, limit)
    this.pulled += result.rows.length
    const { rest } = result
    if (!rest) return result
    const next = (count: number) => {
      const rows = rest.next(count)
      this.pulled += rows.length
      return rows
    }
    return { ...result, rest: { next, close: () => rest.close() } }
  }
}

let driver: Counting

function fill(count: number): void {
  const entries = `INSERT INTO diary_entry (text, author_id) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count}) SELECT 'entry ' || i, 1 + i % 3 FROM n`
  for (const label of ['Ada', 'Bob', 'Cy']) Author.objects.create({ label })
  connection.cursor().execute(entries)
  driver.pulled = 0
}

beforeEach(() => {
  driver = new Counting(new SQL.Database())
  openConnection(driver)
  create_all_tables(connection, [Author, Entry])
})

/** @returns how many rows came, and how many at most were in memory without being asked for */
function walk(rows: { iterator(): Iterable<unknown> }): [seen: number, ahead: number] {
  driver.pulled = 0
  let seen = 0
  let ahead = 0
  for (const row of rows.iterator()) {
    if (row === null) break
    seen += 1
    if (driver.pulled - seen > ahead) ahead = driver.pulled - seen
  }
  return [seen, ahead]
}

test('of 100,000 rows 2,000 are in memory', { timeout: 30_000 }, () => {
  fill(100_000)
  const rows = Entry.objects.all()

  expect(walk(rows)).toEqual([100_000, 1_999])
  expect(rows._result_cache).toBe(null)
})

test('whatever rows are made into, they come in pieces', () => {
  fill(5_000)
  const kinds = [
    Entry.objects.select_related('author'),
    Entry.objects.values('text'),
    Entry.objects.values_list('text', { flat: true }),
    Entry.objects.values_list('text', 'id', { named: true }),
  ]

  for (const rows of kinds) expect(walk(rows)).toEqual([5_000, 1_999])
})

test('a loop that ends early reads no further', () => {
  fill(1_000)

  for (const entry of Entry.objects.order_by('id').iterator({ chunk_size: 10 }))
    if (entry.text === 'entry 25') break

  expect(driver.pulled).toBe(30)
})

test('related rows are prefetched for each chunk', () => {
  fill(25)
  connection.force_debug_cursor = true
  connection.queries_log.length = 0

  const labels = Array.from(
    Entry.objects.order_by('id').prefetch_related('author').iterator({ chunk_size: 10 }),
    (entry: { author: { label: string } }) => entry.author.label,
  )

  expect(labels.slice(0, 3)).toEqual(['Bob', 'Cy', 'Ada'])
  expect(labels).toHaveLength(25)
  expect(connection.queries_log).toHaveLength(4)
  expect(() => [...Entry.objects.prefetch_related('author').iterator()]).toThrow(
    'chunk_size must be provided when using QuerySet.iterator() after prefetch_related().',
  )
})

test('other statements run in between, and a copy of the database does not lose the place', () => {
  fill(10)
  const seen: string[] = []

  for (const entry of Entry.objects.order_by('id').iterator({ chunk_size: 2 })) {
    seen.push(entry.text)
    Author.objects.filter({ id: 1 }).update({ label: entry.text })
    if (seen.length % 3 === 0) driver.export()
  }

  expect(seen).toEqual(Array.from({ length: 10 }, (_, i) => `entry ${i + 1}`))
})

test('a table that somebody still reads can be dropped', () => {
  fill(10)
  const rows = Entry.objects.iterator({ chunk_size: 2 })
  rows.next()

  connection.cursor().execute('DROP TABLE diary_entry')

  expect(() => [...rows]).toThrow('no such table: diary_entry')
})
