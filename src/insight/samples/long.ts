/** A request of thousands of spans, no two alike in most of its rows: what scrubbing is measured with. */
import type { Trace } from '../../trace/model.ts'
import { writeTrace } from './build.ts'
import { exchange, resolve } from './onion.ts'

/** Spans of one card: a block, an include, a query with its evaluation. */
const PER_CARD = 4

/** @param spans  about so many, in rows of their own; a loop of 500 queries comes on top */
export const longPage = (spans: number): Trace =>
  writeTrace('long', (writer) =>
    exchange(writer, { method: 'GET', url: '/blog/all/', status: 200, reason: 'OK' }, () => {
      resolve(writer, 'blog/', { route: 'blog/', view: 'blog.views.post_list', name: 'post_list' })
      const page = {
        name: 'blog/all.html',
        engine: 'django',
        origin: 'templates/blog/all.html',
        context: {},
      } as const
      writer.span('template.render', page, 'blog/views.ts:20', () => {
        for (let card = 0; card < spans / PER_CARD; card++) {
          const template = `blog/card_${card}.html`
          writer.span(
            'template.block',
            { name: `card_${card}`, template },
            `${page.origin}:9`,
            () =>
              writer.span('template.include', { name: template }, `${page.origin}:10`, () => {
                const model = `Card${card}`
                const detail = { model, cause: 'get', queryset: `${model}.objects.get()` }
                writer.span('orm.evaluate', detail, `templates/${template}:2`, () => {
                  const sql = `SELECT * FROM "card_${card}" LIMIT 21`
                  writer.span('db.query', { sql, params: [] }, null, () => ({ rows: 1 }))
                })
              }),
          )
        }
        for (let pk = 0; pk < 500; pk++) {
          const sql = 'SELECT * FROM "auth_user" WHERE "id" = %s'
          writer.span('db.query', { sql, params: [String(pk)] }, `${page.origin}:12`)
        }
      })
    }),
  )
