/** Requests of the guide's blog that end well: a list, its N+1 form, a render after the view, a form that posts. */
import type { Trace } from '../../trace/model.ts'
import { writeTrace, type Writer } from './build.ts'
import { csrfLooks, exchange, resolve } from './onion.ts'

const POSTS =
  'SELECT "blog_post"."id", "blog_post"."title", "blog_post"."author_id", "blog_post"."created_at" FROM "blog_post" WHERE "blog_post"."published" ORDER BY "blog_post"."created_at" DESC'
const POSTS_JOINED =
  'SELECT "blog_post"."id", "blog_post"."title", "auth_user"."id", "auth_user"."username" FROM "blog_post" INNER JOIN "auth_user" ON ("blog_post"."author_id" = "auth_user"."id") WHERE "blog_post"."published" ORDER BY "blog_post"."created_at" DESC'
const AUTHOR =
  'SELECT "auth_user"."id", "auth_user"."username" FROM "auth_user" WHERE "auth_user"."id" = %s LIMIT 21'

const NOT_NEEDED = 'a GET needs no token'

interface List {
  readonly joined: boolean
  readonly rows: number
  /** The view returns a TemplateResponse, which the handler renders. */
  readonly isLate?: boolean
}

function listPage(writer: Writer, { joined, rows, isLate = false }: List): void {
  const queryset = joined
    ? "Post.objects.filter(published=True).select_related('author')"
    : 'Post.objects.filter(published=True)'
  const page = () => {
    writer.span(
      'template.render',
      {
        name: 'blog/post_list.html',
        engine: 'django',
        origin: 'templates/blog/post_list.html',
        context: { posts: '<QuerySet [<Post: Hello>, …]>', query: "''" },
      },
      null,
      () => {
        writer.event('template.found', {
          name: 'blog/post_list.html',
          tried: ['templates/blog/post_list.html'],
          found: true,
        })
        writer.event('template.extends', { name: 'blog/post_list.html', parent: 'base.html' })
        writer.span(
          'template.block',
          { name: 'content', template: 'blog/post_list.html' },
          'templates/blog/post_list.html:3',
          () => {
            evaluate(writer, { queryset, sql: joined ? POSTS_JOINED : POSTS, rows, line: 6 })
            for (let pk = 1; pk <= rows && !joined; pk++) author(writer, pk)
          },
        )
        return { sizeBytes: 3120 }
      },
    )
  }
  writer.span(
    'view',
    { name: 'blog.views.post_list', shape: 'function', args: [], kwargs: {} },
    'blog/views.ts:12',
    () => {
      writer.event(
        'orm.queryset',
        { model: 'Post', method: 'filter', queryset },
        'blog/views.ts:13',
      )
      if (!isLate) page()
      return { returned: isLate ? 'TemplateResponse' : 'HttpResponse' }
    },
  )
  if (isLate) page()
}

function evaluate(
  writer: Writer,
  of: { queryset: string; sql: string; rows: number; line: number },
): void {
  const detail = { model: 'Post', cause: 'iteration', queryset: of.queryset }
  writer.span('orm.evaluate', detail, `templates/blog/post_list.html:${of.line}`, () => {
    query(writer, of.sql, [], of.rows)
    return { rows: of.rows }
  })
}

function author(writer: Writer, pk: number): void {
  const detail = {
    model: 'User',
    cause: 'related object',
    queryset: 'User.objects',
    attribute: 'Post.author',
  }
  writer.span('orm.evaluate', detail, 'templates/blog/post_list.html:9', () => {
    query(writer, AUTHOR, [String(pk % 3)], 1)
    return { rows: 1 }
  })
}

function query(writer: Writer, sql: string, params: readonly string[], rows: number): void {
  writer.span('db.query', { sql, params }, null, () => ({ rows, plan: ['SCAN blog_post'] }))
}

const LIST = { route: 'blog/', view: 'blog.views.post_list', name: 'post_list' }

function listTrace(id: string, list: List): Trace {
  return writeTrace(id, (writer) =>
    exchange(writer, { method: 'GET', url: '/blog/', status: 200, reason: 'OK' }, () => {
      resolve(writer, 'blog/', LIST)
      csrfLooks(writer, 'not needed', NOT_NEEDED)
      listPage(writer, list)
    }),
  )
}

/** One query with a JOIN. */
export const plainList = (): Trace => listTrace('list', { joined: true, rows: 10 })

/** One query for the posts, then one for each author. @param rows  posts on the page */
export const nPlusOne = (rows = 10): Trace => listTrace('n_plus_one', { joined: false, rows })

/** The view returns a TemplateResponse: the template is entered after the view. */
export const lateRender = (): Trace => listTrace('late', { joined: true, rows: 10, isLate: true })

/** A comment is posted; the view answers with a redirect, whose second request is `afterPost`. */
export const postRedirects = (): Trace =>
  writeTrace('post', (writer) =>
    exchange(
      writer,
      {
        method: 'POST',
        url: '/blog/7/',
        status: 302,
        reason: 'Found',
        responseHeaders: [
          { name: 'Location', value: '/blog/' },
          { name: 'X-Frame-Options', value: 'DENY' },
        ],
      },
      () => {
        resolve(writer, 'blog/7/', {
          route: 'blog/<int:pk>/',
          view: 'blog.views.post_detail',
          name: 'post_detail',
          kwargs: { pk: '7' },
        })
        csrfLooks(writer, 'accepted', 'the token of the form fits the cookie')
        writer.span(
          'view',
          { name: 'blog.views.post_detail', shape: 'function', args: [], kwargs: { pk: '7' } },
          'blog/views.ts:20',
          () => {
            writer.span(
              'orm.write',
              { model: 'Comment', action: 'save' },
              'blog/views.ts:25',
              () => {
                query(
                  writer,
                  'INSERT INTO "blog_comment" ("post_id", "text") VALUES (%s, %s)',
                  ['7', "'Nice'"],
                  1,
                )
                return { instance: '<Comment: Nice>' }
              },
            )
            return { returned: 'HttpResponseRedirect' }
          },
        )
      },
    ),
  )

export const afterPost = (): Trace => ({
  ...listTrace('after', { joined: true, rows: 10 }),
  link: { kind: 'redirect', from: 'post' },
})
