/** What a learner changes shows in the next answer; what they break is named by file and line, and nothing is lost. */
import { expect, test } from '../fixtures.ts'

const swap = (from: string, to: string) => (text: string) => {
  if (!text.includes(from)) throw new Error(`the file does not hold ${from}`)
  return text.replace(from, to)
}
const lineOf = (text: string, part: string) => text.slice(0, text.indexOf(part)).split('\n').length

test('editing a view changes the next answer', async ({ playground }) => {
  await playground.edit('blog/views.ts', swap("heading: 'Posts'", "heading: 'Everything'"))

  await expect(playground.heading('Everything')).toBeVisible()
})

test('editing a template changes the next answer', async ({ playground }) => {
  await playground.edit('templates/blog/post_list.html', swap('</h1>', ' of today</h1>'))

  await expect(playground.heading('Posts of today')).toBeVisible()
})

test('editing a model changes the next answer', async ({ playground }) => {
  await playground.edit('blog/models.ts', swap("ordering: ['-created_at']", "ordering: ['title']"))

  await expect(playground.preview.getByRole('heading', { level: 2 }).first()).toHaveText(
    '100% Test Coverage, 0% Confidence',
  )
})

test('a syntax error is named by file and line, the edit stays, and mending it is enough', async ({
  playground,
}) => {
  const wrong = "return = render_posts(request, posts, { heading: 'Posts'"
  let line = 0
  await playground.edit('blog/views.ts', (text) => {
    const broken = swap(wrong.replace('= ', ''), wrong)(text)
    line = lineOf(broken, wrong)
    return broken
  })

  await expect(playground.code.getByRole('alert')).toContainText(`blog/views.ts:${line}`)
  await expect(playground.preview.getByText(`blog/views.ts:${line}`).first()).toBeVisible()

  await playground.edit('blog/views.ts', swap(wrong, wrong.replace('= ', '')))
  await expect(playground.heading('Posts')).toBeVisible()
})

test('a raised exception is shown with its class and line, and the next request works', async ({
  playground,
}) => {
  await playground.send('/blog/crash/')
  await expect(
    playground.preview.getByText('Post matching query does not exist.').first(),
  ).toBeVisible()
  await expect(playground.preview.getByText(/blog\/views\.ts/).first()).toBeVisible()

  await playground.show(/GET \/blog\/crash\/, status 500/)
  expect((await playground.sentences()).join('\n')).toMatch(/DoesNotExist/)

  await playground.send('/blog/')
  await expect(playground.heading('Posts')).toBeVisible()
})

test('an endless loop is stopped and named, the edit stays, and the next request works', async ({
  playground,
}) => {
  await playground.edit(
    'blog/views.ts',
    swap('const numbers = ', 'for (;;) {\n    Math.random()\n  }\n  const numbers = '),
  )
  await playground.send('/blog/statistics/')

  await expect(playground.preview.getByText(/stopped after 5 s/i).first()).toBeVisible({
    timeout: 20_000,
  })
  await playground.show(/GET \/blog\/statistics\/, (stopped|status 500)/)

  await playground.send('/blog/')
  await expect(playground.heading('Posts')).toBeVisible()
  await playground.openFile('blog/views.ts')
  await expect(playground.code.getByText('for (;;)').first()).toBeAttached()
})
