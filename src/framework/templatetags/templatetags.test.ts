/** The libraries that `{% load %}` brings. */
import { beforeEach, expect, test } from 'vitest'
import { datetime, timezone } from '../../base/python/datetime.ts'
import { settings } from '../conf/index.ts'
import { Context, Engine } from '../template/index.ts'
import { installedTagLibraries } from '../template/tag_libraries.ts'
import { setPorts } from '../utils/ports.ts'

beforeEach(() => {
  setPorts({ now: () => Date.UTC(2026, 0, 15, 12) * 1000 })
  settings.configure({
    TIME_ZONE: 'UTC',
    STATIC_URL: '/static/',
    INSTALLED_APPS: ['django.contrib.humanize'],
  })
})

function render(source: string, values: Record<string, unknown> = {}): string {
  const engine = new Engine([], false, { libraries: installedTagLibraries() })
  return String(engine.from_string(source).render(new Context(values)))
}

test('static gives the address of a file, quoted', () => {
  expect(render('{% load static %}{% static "blog/a b.css" %}')).toBe('/static/blog/a%20b.css')
})

test('a block is counted in the plural where there is not exactly one', () => {
  const source =
    '{% load i18n %}{% blocktranslate count n=posts|length %}{{ n }} post{% plural %}{{ n }} posts{% endblocktranslate %}'
  expect(render(source, { posts: ['a'] })).toBe('1 post')
  expect(render(source, { posts: [] })).toBe('0 posts')
})

test('an aware datetime is shown in the zone of its block', () => {
  const values = { when: new datetime(2026, 1, 15, 12, { tzinfo: timezone.utc }) }
  const source =
    '{% load tz %}{{ when|date:"H:i" }} {% timezone "Europe/Paris" %}{{ when|date:"H:i" }}{% endtimezone %}'
  expect(render(source, values)).toBe('12:00 13:00')
})

test('localize off prints numbers as Python does', () => {
  settings.configure({ USE_THOUSAND_SEPARATOR: true })
  const source = '{% load l10n %}{{ n }} {% localize off %}{{ n }}{% endlocalize %}'
  expect(render(source, { n: 12345 })).toBe('12,345 12345')
})

test('a fragment is rendered once and then comes from the cache', () => {
  let calls = 0
  const values = { count: () => ++calls }
  const source = '{% load cache %}{% cache 60 once %}{{ count }}{% endcache %}'
  expect(render(source + source, values)).toBe('11')
})

test('humanize speaks of numbers and days', () => {
  const values = { n: 1_200_000, day: new datetime(2026, 1, 14, 9, { tzinfo: timezone.utc }) }
  const source =
    '{% load humanize %}{{ n|intcomma }}, {{ n|intword }}, {{ 3|ordinal }}, {{ day|naturalday }}'
  expect(render(source, values)).toBe('1,200,000, 1.2 million, 3rd, yesterday')
})
