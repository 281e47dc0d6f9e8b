import { expect, test } from 'vitest'
import { journey } from './journey.ts'
import { problemsOf } from './problems.ts'
import { writeTrace, type Writer } from './samples/build.ts'

const POSTS = { model: 'blog.Post', lookup: 'comments', instances: 3, rows: 12 }

function problems(write: (writer: Writer) => void) {
  return problemsOf(journey(writeTrace('prefetch', write)))
}

test('rows that were fetched ahead and never read are named, with the line and the fix', () => {
  const [problem] = problems((writer) => writer.event('orm.prefetch', POSTS, 'blog/views.ts:7'))

  expect(problem).toMatchObject({
    id: 'unused_prefetch',
    title: "prefetch_related('comments') on Post: 12 rows that nobody reads",
    fix: "Take prefetch_related('comments') off the queryset.",
    where: { file: 'blog/views.ts', line: 7 },
  })
})

test('a prefetch that somebody read is fine', () => {
  const found = problems((writer) => {
    writer.event('orm.prefetch', POSTS, 'blog/views.ts:7')
    writer.event('orm.prefetch.read', { model: 'blog.Post', lookup: 'comments' }, null)
  })

  expect(found).toEqual([])
})

test('a narrowed relation asks again: the prefetch should be as narrow', () => {
  const queryset = 'post.comments.filter(approved=True)'
  const detail = { model: 'blog.Comment', cause: 'count', queryset, attribute: 'Post.comments' }
  const [problem] = problems((writer) => {
    writer.event('orm.prefetch', POSTS, 'blog/views.ts:7')
    writer.span('orm.evaluate', detail, 'list.html:3', () => undefined)
  })

  expect(problem?.fix).toBe(
    "Use prefetch_related(Prefetch('comments', queryset=…)) with what post.comments.filter(approved=True) asks for, or .all() of it.",
  )
})
