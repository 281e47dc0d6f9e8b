/** A project with migrations, as the browser loads it: commands print what real Django 5.2 prints for the same project. */
import initSqlJs from 'sql.js'
import { expect, test } from 'vitest'
import './translate.ts'
import { SqlJsDatabase } from './database.ts'
import { allModules } from './django/all.ts'
import { Project, type ProjectPorts } from './project.ts'

const sqlite = await initSqlJs()
const ports: ProjectPorts = {
  now: () => Date.parse('2026-01-05T11:55:00Z') * 1000,
  monotonic: () => 0,
  random: (bytes) => new Uint8Array(bytes).fill(7),
  modules: allModules,
  openDatabase: (bytes) => SqlJsDatabase.open(sqlite, bytes),
}

const INITIAL = `
import { migrations, models } from 'django/db'

export class Migration extends migrations.Migration {
  static initial = true

  static dependencies = []

  static operations = [
    new migrations.CreateModel({
      name: 'Shelf',
      fields: [
        ['id', new models.BigAutoField({ auto_created: true, primary_key: true, serialize: false, verbose_name: 'ID' })],
        ['label', new models.CharField({ max_length: 10 })],
      ],
    }),
    new migrations.CreateModel({
      name: 'Book',
      fields: [
        ['id', new models.BigAutoField({ auto_created: true, primary_key: true, serialize: false, verbose_name: 'ID' })],
        ['title', new models.CharField({ max_length: 200 })],
        ['shelf', new models.ForeignKey({ on_delete: models.CASCADE, to: 'library.shelf' })],
      ],
      options: {
        ordering: ['title'],
      },
    }),
  ]
}`

const SECOND = `
import { migrations, models } from 'django/db'

export class Migration extends migrations.Migration {
  static dependencies = [['library', '0001_initial']]
  static operations = [
    new migrations.AddField({ model_name: 'book', name: 'pages', field: new models.IntegerField({ null: true }) }),
  ]
}`

const FIXTURE = `[{"model":"library.shelf","pk":1,"fields":{"label":"A"}},
{"model":"library.book","pk":1,"fields":{"title":"T","shelf":1}}]`

/** @param book  further fields of Book */
const library = (book = '', more: Record<string, string> = {}) => ({
  'mysite/settings.ts': `
export const SECRET_KEY = 'x'
export const DEBUG = true
export const ROOT_URLCONF = 'mysite.urls'
export const DEFAULT_AUTO_FIELD = 'django.db.models.BigAutoField'
export const INSTALLED_APPS = ['library']`,
  'mysite/urls.ts': `
import { path } from 'django/urls'
import * as views from '../library/views'
export const urlpatterns = [path('run/', views.run), path('titles/', views.titles)]`,
  'library/views.ts': `
import { HttpResponse } from 'django/http'
import { call_command } from 'django/core/management'
import { Book } from './models'
export function run(request) {
  let text = ''
  const stdout = { write: (part) => { text += part } }
  const words = request.GET.getlist('w')
  try {
    call_command(words[0], ...words.slice(1), { stdout, stderr: stdout })
  } catch (error) {
    text += error.constructor.name + ': ' + error.message
  }
  return new HttpResponse(text)
}
export function titles() {
  return new HttpResponse([...Book.objects.all()].map((book) => book.title).join())
}`,
  'library/models.ts': `
import { models } from 'django/db'
export class Shelf extends models.Model {
  static label = new models.CharField({ max_length: 10 })
}
export class Book extends models.Model {
  static title = new models.CharField({ max_length: 200 })
${book}
  static shelf = new models.ForeignKey(Shelf, models.CASCADE)
  static Meta = { ordering: ['title'] }
}`,
  ...more,
})

const first = { 'library/migrations/0001_initial.ts': INITIAL }
const both = { ...first, 'library/migrations/0002_book_pages.ts': SECOND }
const PAGES = '  static pages = new models.IntegerField({ null: true })'

function loaded(
  files: Record<string, string>,
  snapshot: Uint8Array | null = null,
  migrate = false,
) {
  const project = Project.load(files, ports, snapshot, { migrate })
  expect(project.problem).toBe(null)
  return project
}

function bodyOf(project: Project, url: string): string {
  return new TextDecoder().decode(project.request('GET', url).response.body ?? undefined)
}

const run = (project: Project, line: string) =>
  bodyOf(
    project,
    `/run/?${line
      .split(' ')
      .map((word) => `w=${encodeURIComponent(word)}`)
      .join('&')}`,
  )

test('a new database gets its tables from the migrations', () => {
  const project = loaded(library('', first))

  expect(run(project, 'showmigrations')).toBe('library\n [X] 0001_initial\n')
  expect(run(project, 'migrate')).toBe(
    'Operations to perform:\n  Apply all migrations: library\nRunning migrations:\n  No migrations to apply.\n',
  )
  expect(run(project, 'makemigrations')).toBe('No changes detected\n')
  expect(run(project, 'check')).toBe('System check identified no issues (0 silenced).\n')
})

test('sqlmigrate prints the SQL of a migration, forwards and backwards', () => {
  const project = loaded(library('', first))

  expect(run(project, 'sqlmigrate library 0001')).toBe(`BEGIN;
--
-- Create model Shelf
--
CREATE TABLE "library_shelf" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "label" varchar(10) NOT NULL);
--
-- Create model Book
--
CREATE TABLE "library_book" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "title" varchar(200) NOT NULL, "shelf_id" bigint NOT NULL REFERENCES "library_shelf" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE INDEX "library_book_shelf_id_8115c4f1" ON "library_book" ("shelf_id");
COMMIT;
`)
  expect(run(project, 'sqlmigrate library 0001 --backwards')).toBe(`BEGIN;
--
-- Create model Book
--
DROP TABLE "library_book";
--
-- Create model Shelf
--
DROP TABLE "library_shelf";
COMMIT;
`)
})

test('fixtures go in and come out', () => {
  const project = loaded(library('', { ...first, 'library/fixtures/two.json': FIXTURE }))

  expect(run(project, 'flush --no-input')).toBe('')
  expect(bodyOf(project, '/titles/')).toBe('')
  expect(run(project, 'loaddata two')).toBe('Installed 2 object(s) from 1 fixture(s)\n')
  expect(run(project, 'dumpdata library')).toBe(
    '[{"model": "library.shelf", "pk": 1, "fields": {"label": "A"}}, {"model": "library.book", "pk": 1, "fields": {"title": "T", "shelf": 1}}]\n',
  )
  expect(run(project, 'dumpdata library.book --indent 2')).toBe(
    '[\n{\n  "model": "library.book",\n  "pk": 1,\n  "fields": {\n    "title": "T",\n    "shelf": 1\n  }\n}\n]\n',
  )
  expect(run(project, 'loaddata nope')).toBe("CommandError: No fixture named 'nope' found.")
})

test('a model that is ahead of its migrations fails as in Django, and says that a migration waits', () => {
  const before = loaded(library('', { ...first, 'library/fixtures/two.json': FIXTURE }))
  const project = loaded(library(PAGES, first), before.snapshot())

  const { response, trace } = project.request('GET', '/titles/')

  expect(response.status).toBe(500)
  expect(trace.entries.find(({ kind }) => kind === 'exception.raised')?.detail).toMatchObject({
    className: 'OperationalError',
    message: 'no such column: library_book.pages',
    hint: 'The tables of library change only by migrations, and one is waiting: open Migrations to write and apply it, as makemigrations and migrate do.',
  })
  expect(run(project, 'migrate')).toContain(
    "  Your models in app(s): 'library' have changes that are not yet reflected in a migration, and so won't be applied.\n  Run 'manage.py makemigrations' to make new migrations, and then re-run 'manage.py migrate' to apply them.\n",
  )
  expect(run(project, 'dumpdata library')).toMatch(
    /^OperationalError: no such column: library_book\.pages/,
  )
  expect(run(project, 'makemigrations --dry-run')).toBe(
    "Migrations for 'library':\n  library/migrations/0002_book_pages.ts\n    + Add field pages to book\n",
  )
  expect(run(project, 'makemigrations')).toContain('OSError: [Errno 30] Read-only file system')
})

test('a migration of a kept database waits until somebody migrates, and keeps the rows', () => {
  const before = loaded(library('', { ...first, 'library/fixtures/two.json': FIXTURE }))

  const waiting = loaded(library(PAGES, both), before.snapshot())
  expect(run(waiting, 'showmigrations')).toBe('library\n [X] 0001_initial\n [ ] 0002_book_pages\n')
  expect(run(waiting, 'migrate --plan')).toBe(
    'Planned operations:\nlibrary.0002_book_pages\n    Add field pages to book\n',
  )

  const project = loaded(library(PAGES, both), before.snapshot(), true)
  expect(run(project, 'showmigrations')).toBe('library\n [X] 0001_initial\n [X] 0002_book_pages\n')
  expect(bodyOf(project, '/titles/')).toBe('T')
})

test('migrations are undone by name, all of them, and without a trace', () => {
  const project = loaded(library(PAGES, { ...both, 'library/fixtures/two.json': FIXTURE }))

  expect(run(project, 'migrate library zero --plan')).toBe(
    'Planned operations:\nlibrary.0002_book_pages\n    Undo Add field pages to book\nlibrary.0001_initial\n    Undo Create model Shelf\n    Undo Create model Book\n',
  )
  expect(run(project, 'migrate library 0001')).toBe(
    'Operations to perform:\n  Target specific migration: 0001_initial, from library\nRunning migrations:\n  Rendering model states... DONE\n  Unapplying library.0002_book_pages... OK\n',
  )
  expect(run(project, 'migrate library 0002 --fake')).toBe(
    'Operations to perform:\n  Target specific migration: 0002_book_pages, from library\nRunning migrations:\n  Applying library.0002_book_pages... FAKED\n',
  )
  expect(run(project, 'migrate library 0001 --fake')).toContain(
    '  Unapplying library.0002_book_pages... FAKED\n',
  )
  expect(run(project, 'migrate library zero')).toBe(
    'Operations to perform:\n  Unapply all migrations: library\nRunning migrations:\n  Rendering model states... DONE\n  Unapplying library.0001_initial... OK\n',
  )
  expect(run(project, 'migrate library')).toBe(
    'Operations to perform:\n  Apply all migrations: library\nRunning migrations:\n  Applying library.0001_initial... OK\n  Applying library.0002_book_pages... OK\n',
  )
})

test('what cannot be found is said in Django’s words', () => {
  const project = loaded(library(PAGES, both))

  expect(run(project, 'migrate nope')).toBe("CommandError: No installed app with label 'nope'.")
  expect(run(project, 'migrate library 0009')).toBe(
    "CommandError: Cannot find a migration matching '0009' from app 'library'.",
  )
  expect(run(project, 'migrate library 000')).toBe(
    "CommandError: More than one migration matches '000' in app 'library'. Please be more specific.",
  )
  expect(run(project, 'makemigrations nope')).toContain("No installed app with label 'nope'.\n")
  expect(run(project, 'nope')).toBe("CommandError: Unknown command: 'nope'")
})

test('an app that was in step with its models goes on with its first migration, and keeps its rows', () => {
  const before = loaded(library('', { 'library/fixtures/two.json': FIXTURE }))

  const project = loaded(library('', first), before.snapshot(), true)

  expect(run(project, 'showmigrations')).toBe('library\n [X] 0001_initial\n')
  expect(bodyOf(project, '/titles/')).toBe('T')
})

test('RunPython has the models of its moment', () => {
  const third = `
import { migrations } from 'django/db'
export function fill(apps, schema_editor) {
  const Book = apps.get_model('library', 'Book')
  for (const book of Book.objects.all()) {
    book.pages = book.title.length * 100
    book.save()
  }
}
export class Migration extends migrations.Migration {
  static dependencies = [['library', '0002_book_pages']]
  static operations = [new migrations.RunPython(fill, migrations.RunPython.noop)]
}`
  const before = loaded(library('', { ...first, 'library/fixtures/two.json': FIXTURE }))
  const files = library(PAGES, { ...both, 'library/migrations/0003_fill.ts': third })
  const project = loaded(files, before.snapshot(), true)

  expect(run(project, 'dumpdata library.book')).toContain('"pages": 100')
  expect(run(project, 'sqlmigrate library 0003')).toContain(
    '-- THIS OPERATION CANNOT BE WRITTEN AS SQL',
  )
})

test('a question that nobody can answer ends makemigrations as without input', () => {
  const field = '  static stars = new models.IntegerField()'
  const before = loaded(library('', first))
  const project = loaded(library(field, first), before.snapshot())

  expect(run(project, 'makemigrations --no-input')).toBe(
    "Field 'stars' on model 'book' not migrated: it is impossible to add a non-nullable field without specifying a default.\nSystemExit: 3",
  )
})

const KEYS = `
import { models } from 'django/db'
export class Shelf extends models.Model {
  static label = new models.CharField({ max_length: 10 })
}
export class Book extends models.Model {
  static pk = new models.CompositePrimaryKey('shelf_id', 'place')
  static shelf = new models.ForeignKey(Shelf, models.CASCADE)
  static place = new models.IntegerField()
  static title = new models.CharField({ max_length: 200 })
}`

const RENAMED = `
import { migrations, models } from 'django/db'
export class Migration extends migrations.Migration {
  static dependencies = [['library', '0001_initial']]
  static operations = [
    new migrations.RenameField('book', 'place', 'spot'),
    new migrations.AlterField('book', 'title', new models.CharField({ max_length: 9 })),
  ]
}`

test('a composite key is written into migrations, and follows its fields', () => {
  const models = { 'library/models.ts': KEYS }
  const written = run(loaded(library('', models)), 'makemigrations library --dry-run --verbosity 3')
  const migration = written.slice(written.indexOf('import {'))

  expect(migration).toContain(
    "['pk', new models.CompositePrimaryKey('shelf_id', 'place', { blank: true, editable: false, primary_key: true, serialize: false })],",
  )
  const files = {
    ...models,
    'library/migrations/0001_initial.ts': migration,
    'library/migrations/0002_spot.ts': RENAMED,
  }
  const project = loaded(library('', files))
  expect(run(project, 'sqlmigrate library 0001')).toContain(
    'CREATE TABLE "library_book" ("place" integer NOT NULL, "title" varchar(200) NOT NULL, "shelf_id" bigint NOT NULL REFERENCES "library_shelf" ("id") DEFERRABLE INITIALLY DEFERRED, PRIMARY KEY ("shelf_id", "place"));',
  )
  expect(run(project, 'sqlmigrate library 0002')).toContain('PRIMARY KEY ("shelf_id", "spot"));')
  const first = { ...models, 'library/migrations/0001_initial.ts': migration }
  expect(run(loaded(library('', first)), 'makemigrations')).toBe('No changes detected\n')
})
