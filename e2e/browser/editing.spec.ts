/** What a learner changes shows in the next answer; what they break is named by file and line, and nothing is lost. */
import { blogFile, expect, lineOf, test } from '../fixtures.ts'

const swap = (from: string, to: string) => (text: string) => {
  if (!text.includes(from)) throw new Error(`the file does not hold ${from}`)
  return text.replace(from, to)
}

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

test('editing the URLs moves a page, and every link to it', async ({ playground }) => {
  const link = playground.preview.getByRole('link', { name: 'Statistics' })
  await expect(link).toHaveAttribute('href', '/blog/statistics/')

  await playground.edit('blog/urls.ts', swap("path('statistics/'", "path('numbers/'"))

  await expect(link).toHaveAttribute('href', '/blog/numbers/')
  await link.click()
  await expect(playground.heading('Statistics')).toBeVisible()
  await expect(playground.request(/GET \/blog\/numbers\/, status 200/)).toBeVisible()
})

test('a line taken out of MIDDLEWARE is a layer less', async ({ playground }) => {
  await playground.show(/GET \/blog\/, status 200/)
  expect((await playground.sentences()).join('\n')).toContain('powered_by')
  const settings = (text: string) =>
    swap(
      "'The Request-Response Blog'",
      "'One layer less'",
    )(swap("  'blog.middleware.powered_by',\n", '')(text))

  await playground.edit('blogproject/settings.ts', settings)

  await expect(playground.preview.getByText('One layer less').first()).toBeVisible()
  await playground.show(/GET \/blog\/, status 200/)
  const sentences = (await playground.sentences()).join('\n')
  expect(sentences).toContain('RequestLoggingMiddleware')
  expect(sentences).not.toContain('powered_by')
})

test('editing a middleware changes what it does to the next answer', async ({ playground }) => {
  await playground.edit(
    'blog/middleware.ts',
    swap("response.headers['X-Powered-By'] = 'Django'", "response.content = '<h1>Replaced</h1>'"),
  )

  await expect(playground.heading('Replaced')).toBeVisible()
})

test('what was saved outlives an edit', async ({ playground }) => {
  await playground.send('/blog/posts/24/')
  await playground.preview
    .getByRole('textbox', { name: 'Your comment' })
    .fill('Older than the edit')
  await playground.preview.getByRole('button', { name: 'Post comment' }).click()
  await expect(playground.preview.getByText('Older than the edit')).toBeVisible()

  await playground.edit('templates/blog/post_detail.html', swap('</h1>', ' (edited)</h1>'))

  await expect(playground.heading("What's New This Week (edited)")).toBeVisible()
  await expect(playground.preview.getByText('Older than the edit')).toBeVisible()
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
  const line = lineOf(blogFile('blog/views.ts'), "Post.objects.get({ slug: 'a-post-that")
  const place = new RegExp(`blog/views\\.ts\\D{0,20}${line}`)
  await expect(playground.preview.getByText(place).first()).toBeVisible()

  await playground.show(/GET \/blog\/crash\/, status 500/)
  expect((await playground.sentences()).join('\n')).toMatch(/DoesNotExist/)

  await playground.send('/blog/')
  await expect(playground.heading('Posts')).toBeVisible()
})

test('an endless loop is stopped and named, the edit stays, and the next request works', async ({
  playground,
}) => {
  let line = 0
  await playground.editAndReload('blog/views.ts', (text) => {
    line = lineOf(text, 'const numbers = ')
    return swap('const numbers = ', 'for (;;) {\n    Math.random()\n  }\n  const numbers = ')(text)
  })
  await playground.send('/blog/statistics/')

  await expect(playground.preview.getByText(/stopped after 5 s/i).first()).toBeVisible({
    timeout: 20_000,
  })
  await expect(
    playground.preview.getByText(new RegExp(`blog/views\\.ts:(${line}|${line + 1})\\b`)).first(),
  ).toBeVisible()
  await playground.show(/GET \/blog\/statistics\/, (stopped|status 500)/)

  await playground.send('/blog/')
  await expect(playground.heading('Posts')).toBeVisible()
  expect(await playground.textOf('blog/views.ts')).toContain('for (;;)')
})
