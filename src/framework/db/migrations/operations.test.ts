/** The SQL of each operation, forwards and backwards, beside what real Django 5.2 collects for the same operation. */
import { readFileSync } from 'node:fs'
import initSqlJs from 'sql.js'
import { beforeEach, expect, test } from 'vitest'
import { SqlJsDriver } from '../../../runtime/sqljs-driver.ts'
import { apps, AppConfig } from '../../apps/index.ts'
import { settings } from '../../conf/index.ts'
import { MigrationEditor } from '../backends/sqlite3/alterations.ts'
import { connection, models, openConnection } from '../index.ts'
import * as migrations from './index.ts'
import type { Operation } from './operations/base.ts'
import { setPorts } from '../../utils/ports.ts'
import { ProjectState } from './state.ts'

interface Recorded {
  readonly forwards: readonly string[]
  readonly backwards?: readonly string[]
  readonly describe: readonly string[]
  readonly name: string
}
const recorded = JSON.parse(
  readFileSync(new URL('./samples/operations.json', import.meta.url), 'utf8'),
) as Record<string, Recorded>

const SQL = await initSqlJs({ useOldExtensionFunctions: false } as never)
settings.configure({ USE_TZ: true, DEFAULT_AUTO_FIELD: 'django.db.models.BigAutoField' })
setPorts({ now: () => Date.UTC(2026, 0, 5, 17, 55) * 1000 })

beforeEach(() => {
  openConnection(new SqlJsDriver(new SQL.Database()))
  apps.populate([new AppConfig('library')])
})

const key = () =>
  new models.BigAutoField({
    auto_created: true,
    primary_key: true,
    serialize: false,
    verbose_name: 'ID',
  })
const { CASCADE, SET_NULL } = models
const text = (options: object = {}) => new models.CharField({ max_length: 50, ...options })

/** Where every case starts. */
const base = (): Operation[] => [
  new migrations.CreateModel({
    name: 'Tag',
    fields: [
      ['id', key()],
      ['name', new models.CharField({ max_length: 20, unique: true })],
    ],
  }),
  new migrations.CreateModel({
    name: 'Shelf',
    fields: [
      ['id', key()],
      ['label', new models.CharField({ max_length: 10 })],
      ['room', new models.CharField({ max_length: 10, db_index: true })],
    ],
    options: { unique_together: [['label', 'room']] },
  }),
  new migrations.CreateModel({
    name: 'Book',
    fields: [
      ['id', key()],
      ['title', new models.CharField({ max_length: 200 })],
      ['isbn', new models.SlugField({ unique: true })],
      ['pages', new models.PositiveIntegerField({ null: true })],
      [
        'shelf',
        new models.ForeignKey({ on_delete: CASCADE, to: 'library.shelf', related_name: 'books' }),
      ],
      ['tags', new models.ManyToManyField({ to: 'library.tag' })],
      ['parent', new models.ForeignKey({ null: true, on_delete: SET_NULL, to: 'library.book' })],
    ],
    options: {
      ordering: ['title'],
      indexes: [new models.Index({ fields: ['title', '-pages'], name: 'book_title_idx' })],
      constraints: [
        new models.CheckConstraint({
          condition: new models.Q({ pages__gte: 1 }),
          name: 'pages_positive',
        }),
        new models.UniqueConstraint({
          fields: ['title'],
          condition: new models.Q({ pages__gt: 5 }),
          name: 'long_titles',
        }),
      ],
    },
  }),
]

const { AddField, AlterField, RemoveField, RenameField, RunPython } = migrations
const reference = (to: string) => new models.ForeignKey({ null: true, on_delete: CASCADE, to })

const cases: Readonly<Record<string, () => Operation[]>> = {
  initial: base,
  'add null': () => [new AddField('book', 'subtitle', text({ null: true }))],
  'add default': () => [new AddField('book', 'subtitle', text({ default: "it's" }))],
  'add one-off default': () => [
    new AddField({
      model_name: 'book',
      name: 'stars',
      field: new models.IntegerField({ default: 3 }),
      preserve_default: false,
    }),
  ],
  'add blank': () => [new AddField('tag', 'note', new models.TextField({ blank: true }))],
  'add key': () => [new AddField('tag', 'shelf', reference('library.shelf'))],
  'add many to many': () => [
    new AddField('shelf', 'tags', new models.ManyToManyField({ to: 'library.tag' })),
  ],
  'remove plain': () => [new RemoveField('shelf', 'label')],
  'remove checked': () => [new RemoveField('book', 'parent')],
  'remove indexed': () => [new RemoveField('book', 'shelf')],
  'alter length': () => [
    new AlterField('book', 'title', new models.CharField({ max_length: 100 })),
  ],
  'alter help text': () => [
    new AlterField('book', 'title', new models.CharField({ max_length: 200, help_text: 'x' })),
  ],
  'alter null': () => [
    new AlterField({
      model_name: 'book',
      name: 'pages',
      field: new models.PositiveIntegerField({ default: 1 }),
      preserve_default: false,
    }),
  ],
  'alter to index': () => [
    new AlterField('tag', 'name', new models.CharField({ max_length: 20, db_index: true })),
  ],
  'alter key of many': () => [
    new AlterField('tag', 'id', new models.CharField({ max_length: 5, primary_key: true })),
  ],
  'rename field': () => [new RenameField('shelf', 'label', 'code')],
  'rename key': () => [new RenameField('book', 'shelf', 'place')],
  'rename many to many': () => [new RenameField('book', 'tags', 'labels')],
  'rename model': () => [new migrations.RenameModel('Tag', 'Label')],
  'rename book': () => [new migrations.RenameModel('Book', 'Volume')],
  'delete model': () => [new RemoveField('book', 'tags'), new migrations.DeleteModel('Tag')],
  table: () => [new migrations.AlterModelTable('book', 'books')],
  together: () => [new migrations.AlterUniqueTogether('shelf', [])],
  options: () => [new migrations.AlterModelOptions('book', { ordering: ['-title'] })],
  'add index': () => [
    new migrations.AddIndex('shelf', new models.Index({ fields: ['room'], name: 'room_idx' })),
  ],
  'remove index': () => [new migrations.RemoveIndex('book', 'book_title_idx')],
  'rename index': () => [
    new migrations.RenameIndex({
      model_name: 'book',
      new_name: 't_idx',
      old_name: 'book_title_idx',
    }),
  ],
  'add constraint': () => [
    new migrations.AddConstraint(
      'shelf',
      new models.CheckConstraint({
        condition: new models.Q({ label: '' }).not(),
        name: 'has_label',
      }),
    ),
  ],
  'add unique': () => [
    new migrations.AddConstraint(
      'shelf',
      new models.UniqueConstraint({ fields: ['label'], name: 'one_label' }),
    ),
  ],
  'remove constraint': () => [new migrations.RemoveConstraint('book', 'pages_positive')],
  'remove conditional': () => [new migrations.RemoveConstraint('book', 'long_titles')],
  sql: () => [
    new migrations.RunSQL({
      sql: "UPDATE library_book SET title = 'a;b'; DELETE FROM library_tag;",
      reverse_sql: [['SELECT %s', ['x']], 'SELECT 1'],
    }),
    new RunPython(RunPython.noop, RunPython.noop),
  ],
  'add database default': () => [
    new AddField('tag', 'stars', new models.IntegerField({ db_default: 5 })),
  ],
  'add null with database default': () => [
    new AddField('tag', 'stars', new models.IntegerField({ db_default: 5, null: true })),
  ],
  'alter null to database default': () => [
    new AlterField('book', 'pages', new models.PositiveIntegerField({ db_default: 7 })),
  ],
  'add generated': () => [
    new AddField(
      'book',
      'twice',
      new models.GeneratedField({
        expression: new models.F('pages').mul(2),
        output_field: new models.IntegerField(),
        db_persist: false,
      }),
    ),
  ],
  two: () => [
    new AddField('tag', 'a', new models.IntegerField({ null: true, db_index: true })),
    new AddField('tag', 'b', new models.IntegerField({ default: 0 })),
  ],
}

function migrationOf(name: string, operations: readonly Operation[]): migrations.Migration {
  return Object.assign(new migrations.Migration(name, 'library'), { operations })
}

test.each(Object.keys(cases))('%s: the same SQL as Django, forwards and backwards', (name) => {
  const migration = migrationOf('0002', cases[name]!())
  const earlier = migrationOf('0001', name === 'initial' ? [] : base())
  const wanted = recorded[name]!

  const collect = (run: (state: ProjectState, editor: MigrationEditor) => void) => {
    const state = earlier.mutate_state(new ProjectState())
    const editor = new MigrationEditor(connection, { collect_sql: true })
    editor.run(() => run(state, editor))
    return editor.collected_sql
  }

  expect(collect((state, editor) => migration.apply(state, editor, true))).toEqual(wanted.forwards)
  if (wanted.backwards !== undefined)
    expect(collect((state, editor) => migration.unapply(state, editor, true))).toEqual(
      wanted.backwards,
    )
  expect(migration.operations.map((item) => item.formatted_description())).toEqual(wanted.describe)
  expect(migration.suggest_name()).toBe(wanted.name)
})
