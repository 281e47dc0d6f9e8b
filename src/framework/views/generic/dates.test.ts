import initSqlJs from 'sql.js'
import { beforeEach, expect, test } from 'vitest'
import { datetime, timezone } from '../../../base/python/datetime.ts'
import { str } from '../../../base/python/protocols.ts'
import { SqlJsDriver } from '../../../runtime/sqljs-driver.ts'
import { apps } from '../../apps/index.ts'
import { settings } from '../../conf/index.ts'
import { create_all_tables } from '../../db/backends/sqlite3/schema.ts'
import { models, openConnection } from '../../db/index.ts'
import { Http404 } from '../../http/index.ts'
import { RequestFactory } from '../../test/index.ts'
import { setPorts } from '../../utils/ports.ts'
import {
  ArchiveIndexView,
  DateDetailView,
  DayArchiveView,
  MonthArchiveView,
  TodayArchiveView,
  WeekArchiveView,
  YearArchiveView,
} from './index.ts'

const SQL = await initSqlJs()
const factory = new RequestFactory()

class Post extends models.Model {
  static title = new models.CharField({ max_length: 30 })
  static created_at = new models.DateTimeField()
}
apps.register_model(Post, 'archive', 'archive.models')

const post = (title: string, year: number, month: number, day: number) =>
  Post.objects.create({
    title,
    created_at: new datetime(year, month, day, { hour: 12, tzinfo: timezone.utc }),
  })

beforeEach(() => {
  settings.configure({ USE_TZ: true })
  setPorts({ now: () => Date.UTC(2025, 2, 10, 12) * 1000 })
  create_all_tables(openConnection(new SqlJsDriver(new SQL.Database())), apps.get_models())
  post('old', 2023, 12, 31)
  post('a', 2025, 1, 5)
  post('b', 2025, 1, 20)
  post('today', 2025, 3, 10)
  post('to come', 2026, 1, 1)
})

type Page = { readonly context_data: Record<string, unknown>; readonly template_name: string[] }
type AnyView = { as_view(options: object): (...args: unknown[]) => unknown }

function open(view: unknown, kwargs: object = {}, options: object = {}): Record<string, unknown> {
  const made = (view as AnyView).as_view({
    queryset: Post.objects.all(),
    date_field: 'created_at',
    ...options,
  })
  return (made(factory.get('/'), kwargs) as Page).context_data
}
const titles = (list: unknown) => [...(list as Iterable<Post>)].map((one) => one['title'])
const days = (list: unknown) => [...(list as Iterable<unknown>)].map((day) => str(day).slice(0, 10))

test('the index shows what is there already, the newest first, and the years', () => {
  const page = open(ArchiveIndexView)

  expect(titles(page['latest'])).toEqual(['today', 'b', 'a', 'old'])
  expect(days(page['date_list'])).toEqual(['2025-01-01', '2023-01-01'])
})

test('a year has its months, and the year before is the last that has an object', () => {
  const page = open(YearArchiveView, { year: 2025 })

  expect(days(page['date_list'])).toEqual(['2025-01-01', '2025-03-01'])
  expect(titles(page['object_list'])).toEqual([])
  expect([str(page['previous_year']), page['next_year']]).toEqual(['2023-01-01', null])
  expect(
    titles(open(YearArchiveView, { year: 2025 }, { make_object_list: true })['object_list']),
  ).toEqual(['today', 'b', 'a'])
})

test('a month is named as its format says', () => {
  const page = open(MonthArchiveView, { year: 2025, month: 'jan' })

  expect(titles(page['object_list'])).toEqual(['b', 'a'])
  expect([str(page['previous_month']), str(page['next_month'])]).toEqual([
    '2023-12-01',
    '2025-03-01',
  ])
  expect(
    titles(open(MonthArchiveView, { year: 2025, month: 1 }, { month_format: '%m' })['post_list']),
  ).toEqual(['b', 'a'])
})

test('a week begins on Sunday, or on Monday with %W', () => {
  // the fifth of January 2025 was a Sunday
  expect(titles(open(WeekArchiveView, { year: 2025, week: 1 })['object_list'])).toEqual(['a'])
  expect(
    titles(open(WeekArchiveView, { year: 2025, week: 0 }, { week_format: '%W' })['object_list']),
  ).toEqual(['a'])
})

test('a day, today, and one object of a day', () => {
  const day = { year: 2025, month: 'jan', day: 5 }

  expect(titles(open(DayArchiveView, day)['object_list'])).toEqual(['a'])
  expect(titles(open(TodayArchiveView)['object_list'])).toEqual(['today'])
  expect(open(DateDetailView, { ...day, pk: 2 })['post']).toMatchObject({ title: 'a' })
  expect(() => open(DateDetailView, { ...day, pk: 3 })).toThrow('No post found matching the query')
})

test('what is empty, to come or no date is a 404', () => {
  expect(() => open(YearArchiveView, { year: 2024 })).toThrow(new Http404('No posts available'))
  expect(() => open(YearArchiveView, { year: 2026 })).toThrow(new Http404('No posts available'))
  expect(() => open(MonthArchiveView, { year: 2025, month: 'foo' })).toThrow(
    new Http404('Invalid date string “2025__foo__” given format “%Y__%b__”'),
  )
  expect(() => open(DateDetailView, { year: 2026, month: 'jan', day: 1, pk: 5 })).toThrow(
    new Http404('Future posts not available because DateDetailView.allow_future is False.'),
  )
})

test('the future shows where it is allowed', () => {
  const page = open(YearArchiveView, { year: 2026 }, { allow_future: true, make_object_list: true })

  expect(titles(page['object_list'])).toEqual(['to come'])
})
