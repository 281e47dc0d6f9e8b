import { expect, test } from 'vitest'
import { journey } from './journey.ts'
import { problemsOf } from './problems.ts'
import { writeTrace } from './samples/build.ts'
import { nPlusOne, plainList } from './samples/blog.ts'
import { forbidden, notFound, viewRaises } from './samples/turned.ts'

test('a loop is told in Django’s words, with its line and its fix', () => {
  const [loop] = journey(nPlusOne(24)).loops

  expect(loop?.sentence).toBe('Post.author loaded 24 times at templates/blog/post_list.html:9')
  expect(loop?.fix).toBe("select_related('author')")
})

test('the twin with a JOIN has no loop', () => {
  expect(journey(plainList()).loops).toEqual([])
})

test('similar is the same text, duplicate the same text and parameters', () => {
  const { queries } = journey(nPlusOne(10))

  expect(queries[0]).toMatchObject({ number: 1, similar: 1, duplicate: 1 })
  expect(queries[1]).toMatchObject({ number: 2, similar: 10, duplicate: 4 })
})

test('many related objects are fetched ahead, not joined', () => {
  const asking = (queryset: string, attribute?: string) =>
    journey(
      writeTrace('tags', (writer) => {
        for (let pk = 1; pk <= 3; pk++) {
          const detail = { model: 'blog.Tag', cause: 'related object', queryset }
          const more = attribute === undefined ? {} : { attribute }
          writer.span('orm.evaluate', { ...detail, ...more }, 'list.html:9', () =>
            writer.span('db.query', { sql: 'SELECT tags', params: [String(pk)] }, null),
          )
        }
      }),
    ).loops[0]

  expect(asking('post.tags.all()', 'Post.tags')?.fix).toBe("prefetch_related('tags')")
  expect(asking('post.tags.all()')).toMatchObject({
    sentence: 'post.tags loaded 3 times at list.html:9',
    fix: "prefetch_related('tags')",
  })
  expect(asking('post.comments.filter(approved=True)')?.fix).toBe(
    "prefetch_related(Prefetch('comments', …))",
  )
})

test('twice is no loop', () => {
  expect(journey(nPlusOne(2)).loops).toEqual([])
})

test('the same text asked by another line is another loop', () => {
  const trace = writeTrace('lines', (writer) => {
    for (const line of [1, 1, 2, 2]) {
      writer.span('db.query', { sql: 'SELECT 1', params: [] }, `blog/views.ts:${line}`)
    }
  })

  expect(journey(trace).loops).toEqual([])
  expect(journey(trace).queries[0]?.similar).toBe(4)
})

test('problems say what, where and what to do', () => {
  expect(problemsOf(journey(nPlusOne()))).toMatchObject([
    {
      id: 'n_plus_one',
      fix: "Use select_related('author') on the queryset.",
      where: { file: 'templates/blog/post_list.html', line: 9 },
    },
  ])
  expect(problemsOf(journey(forbidden()))).toMatchObject([
    { id: 'csrf', fix: 'Add {% csrf_token %} inside the form.' },
  ])
  expect(problemsOf(journey(viewRaises()))).toMatchObject([
    { id: 'exception', where: { file: 'blog/views.ts', line: 22 } },
  ])
})

test('a missing page says which pattern came nearest, and why it did not fit', () => {
  expect(problemsOf(journey(notFound()))).toMatchObject([
    {
      id: 'not_found',
      title: "No pattern fits 'blog/nothing'",
      why: "Nearest is blog/<int:pk>/: 'nothing' is no int.",
    },
  ])
})
