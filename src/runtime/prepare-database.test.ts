import initSqlJs from 'sql.js'
import { expect, test } from 'vitest'
import './translate.ts'
import { SqlJsDatabase } from './database.ts'
import { allModules } from './django/all.ts'
import { Project } from './project.ts'

const sqlite = await initSqlJs()
const ports = {
  now: () => 0,
  monotonic: () => 0,
  random: (bytes: number) => new Uint8Array(bytes).fill(7),
  modules: allModules,
  openDatabase: (bytes: Uint8Array | null) => SqlJsDatabase.open(sqlite, bytes),
}

const shelf = (fields: string) => ({
  'mysite/settings.ts': `
export const SECRET_KEY = 'x'
export const DEBUG = true
export const ROOT_URLCONF = 'mysite.urls'
export const INSTALLED_APPS = ['library']`,
  'mysite/urls.ts': 'export const urlpatterns = []',
  'library/models.ts': `import { models } from 'django/db'

export class Shelf extends models.Model {
  static label = new models.CharField({ max_length: 10 })
${fields}
}`,
  'library/fixtures/shelves.json':
    '[{"model": "library.shelf", "pk": 1, "fields": {"label": "A1"}}]',
})

test('an edited model keeps the rows of the snapshot', () => {
  const before = Project.load(shelf(''), ports)
  expect(before.problem).toBe(null)
  const after = Project.load(
    shelf('  static width = new models.IntegerField({ default: 80 })'),
    ports,
    before.snapshot(),
  )

  expect(after.problem).toBe(null)
  const database = SqlJsDatabase.open(sqlite, after.snapshot())
  expect(database.execute('SELECT label, width FROM library_shelf').rows).toEqual([['A1', 80]])
})

test('a field that the rows cannot fill is a problem at its line, with what to write', () => {
  const before = Project.load(shelf(''), ports)
  const { problem } = Project.load(
    shelf('\n  static width = new models.IntegerField()'),
    ports,
    before.snapshot(),
  )

  expect(problem).toMatchObject({
    className: 'IntegrityError',
    where: { file: 'library/models.ts', line: 6 },
    hint: 'Write width = new models.IntegerField({ default: … }), or { null: true } to leave it empty in the rows that are there.',
  })
})
