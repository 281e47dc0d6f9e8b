import initSqlJs from 'sql.js'
import { expect, test } from 'vitest'
import './translate.ts'
import { examples } from '../content/examples.ts'
import { SqlJsDatabase } from './database.ts'
import { allModules } from './django/all.ts'
import { Project } from './project.ts'

const sqlite = await initSqlJs()

function openBlog(): Project {
  let us = 0
  const blog = examples.find((example) => example.id === 'blog')
  return Project.load(blog?.files ?? {}, {
    now: () => Date.parse('2026-02-01T12:00:00Z') * 1000,
    monotonic: () => us++,
    random: (bytes) => new Uint8Array(bytes).fill(7),
    modules: allModules,
    openDatabase: (bytes) => SqlJsDatabase.open(sqlite, bytes),
  })
}

/** Status and number of queries, as real Django 5.2 has them for the same project. */
const PAGES: readonly (readonly [string, number, number])[] = [
  ['/', 302, 0],
  ['/blog/', 200, 3],
  ['/blog/?q=django&page=2', 200, 3],
  ['/blog/posts/2/', 200, 8],
  ['/blog/category/python/', 200, 4],
  ['/blog/statistics/', 200, 3],
  ['/blog/statistics/jinja2/', 200, 3],
  ['/blog/live/', 200, 1],
  ['/blog/api/posts/?q=dj', 200, 1],
  ['/blog/queries/inefficient/', 200, 71],
  ['/blog/queries/efficient/', 200, 3],
  ['/blog/archive/2/', 301, 0],
  ['/blog/posts/999/', 404, 1],
  ['/blog/crash/', 500, 1],
  ['/blog/nowhere/', 404, 0],
]

test('the blog loads without a problem', () => {
  expect(openBlog().problem).toBeNull()
})

test.each(PAGES)('%s answers %i after %i queries', (url, status, queries) => {
  const { response, trace } = openBlog().request('GET', url)

  expect(response.status).toBe(status)
  expect(trace.entries.filter((entry) => entry.kind === 'db.query')).toHaveLength(queries)
})

test('one page is the same in both template languages', () => {
  const blog = openBlog()
  const mainOf = (url: string) => {
    const page = new TextDecoder().decode(blog.request('GET', url).response.body ?? undefined)
    const main = page.slice(page.indexOf('<main>'), page.indexOf('<p class="meta">'))
    return main.replace(/\s+/g, ' ')
  }

  expect(mainOf('/blog/statistics/')).toContain('<h2>Most discussed</h2>')
  expect(mainOf('/blog/statistics/jinja2/')).toBe(mainOf('/blog/statistics/'))
})
