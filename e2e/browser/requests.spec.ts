/** A link, a form of each method, a script's fetch and a redirect: each is a request with its journey. */
import { expect, expectInOrder, test, throughAllLayers } from '../fixtures.ts'

test('the blog stands in the preview, and its first request has been recorded', async ({
  playground,
}) => {
  await expect(playground.heading('Posts')).toBeVisible()
  await expect(playground.address).toHaveValue('/blog/')
  // a date as a date: fields are found by their classes' names, which the build must keep
  await expect(playground.preview.getByText('January 14, 2026')).toBeVisible()

  await playground.show(/GET \/blog\/, status 200/)

  expectInOrder(
    await playground.sentences(),
    throughAllLayers([/post_list/, /post_list\.html/], /200/),
  )
})

test('a link goes through resolver, view, database and template', async ({ playground }) => {
  await playground.preview.getByRole('link', { name: "What's New This Week" }).click()
  await expect(playground.heading("What's New This Week")).toBeVisible()
  await expect(playground.address).toHaveValue('/blog/posts/24/')

  await playground.show(/GET \/blog\/posts\/24\/, status 200/)

  const inside = [
    /posts\/<int:pk>\/: match/,
    /post_detail\(pk=24\) starts/,
    /post_detail\(\) asks for one Post: query 1/,
    /SQLite answers query 1/,
    /post_detail\(\) renders blog\/post_detail\.html/,
    /base\.html/,
    /post_detail\.html:\d+ asks for/,
    /The page is ready/,
    /post_detail\(\) returns an HttpResponse/,
  ]
  expectInOrder(await playground.sentences(), throughAllLayers(inside, /200/))
})

test('a GET form puts its question into the URL and the query', async ({ playground }) => {
  await playground.preview.getByRole('searchbox', { name: 'Search the posts' }).fill('onion')
  await playground.preview.getByRole('button', { name: 'Search' }).click()
  await expect(playground.preview.getByText('1 post for “onion”')).toBeVisible()
  await expect(playground.address).toHaveValue('/blog/?q=onion')

  await playground.show(/GET \/blog\/\?q=onion, status 200/)

  const inside = [/blog\/: match.*post_list/, /post_list\(\) starts/, /query 1/, /post_list\.html/]
  expectInOrder(await playground.sentences(), throughAllLayers(inside, /200/))
})

test('a POST form carries its CSRF token, saves, and redirects to a page that shows it', async ({
  playground,
}) => {
  await playground.send('/blog/posts/24/')
  await playground.preview
    .getByRole('textbox', { name: 'Your comment' })
    .fill('Seen in slow motion')
  await playground.preview.getByRole('button', { name: 'Post comment' }).click()
  await expect(playground.preview.getByText('Seen in slow motion')).toBeVisible()
  await expect(playground.preview.getByText('Guest')).toBeVisible()

  await playground.show(/POST \/blog\/posts\/24\/, status 302/)
  const inside = [/CsrfViewMiddleware\.process_view/, /post_detail\(pk=24\) starts/, /Comment/]
  expectInOrder(await playground.sentences(), throughAllLayers(inside, /302/))
  await expect(playground.request(/redirect: GET \/blog\/posts\/24\/, status 200/)).toBeVisible()
})

test('a POST without the token is refused by CsrfViewMiddleware before the view', async ({
  playground,
}) => {
  await playground.send('/blog/posts/24/')
  await playground.preview
    .locator('input[name=csrfmiddlewaretoken]')
    .evaluate((field) => field.remove())
  await playground.preview.getByRole('textbox', { name: 'Your comment' }).fill('Unasked')
  await playground.preview.getByRole('button', { name: 'Post comment' }).click()

  await playground.show(/POST \/blog\/posts\/24\/, status 403/)
  const sentences = await playground.sentences()

  expectInOrder(sentences, [/CsrfViewMiddleware/, /403/])
  expect(sentences.filter((sentence) => /Comment/.test(sentence))).toEqual([])
})

test("a script's fetch is a request of its own, asked by the page", async ({ playground }) => {
  await playground.send('/blog/live/')
  await playground.preview.getByRole('searchbox', { name: 'Words in the title' }).fill('onion')
  await expect(
    playground.preview.getByRole('link', { name: /Middleware Is an Onion/ }),
  ).toBeVisible()

  await playground.show(/asked by the page: GET \/blog\/api\/posts\/\?q=onion, status 200/)

  const inside = [/api\/posts\/: match/, /posts_as_json\(\) starts/, /SQLite answers query 1/]
  expectInOrder(await playground.sentences(), throughAllLayers(inside, /200/))
})

test('a redirect is a finished response, and what follows is a second request', async ({
  playground,
}) => {
  await playground.preview.getByRole('link', { name: 'An old address' }).click()
  await expect(playground.heading('The Request-Response Cycle')).toBeVisible()

  await playground.show(/GET \/blog\/archive\/2\/, status 301/)
  expectInOrder(await playground.sentences(), throughAllLayers([/old_post\(pk=2\) starts/], /301/))
  await expect(playground.request(/redirect: GET \/blog\/posts\/2\/, status 200/)).toBeVisible()
})

test('a missing post and a missing page both end in 404', async ({ playground }) => {
  await playground.preview.getByRole('link', { name: 'A missing post' }).click()
  await expect(playground.preview.getByText('No Post matches the given query.')).toBeVisible()
  await expect(playground.request(/GET \/blog\/posts\/999\/, status 404/)).toBeVisible()

  await playground.send('/blog/nowhere/')
  await expect(
    playground.preview.getByText('Page not found', { exact: false }).first(),
  ).toBeVisible()
  await playground.show(/GET \/blog\/nowhere\/, status 404/)
  expectInOrder(await playground.sentences(), [/posts\/<int:pk>\//, /404/])
})
