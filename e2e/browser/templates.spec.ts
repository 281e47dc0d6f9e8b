/** Templates: what the editor knows of them, what the inspector shows of what they printed, and the second language. */
import type { Locator } from '@playwright/test'
import { blogFile, expect, lineOf, test, type Playground } from '../fixtures.ts'

const LIST = 'templates/blog/post_list.html'

/** Puts the cursor behind `part` of a file of the blog. */
async function cursorBehind(playground: Playground, path: string, part: string): Promise<void> {
  const text = blogFile(path)
  const end = text.indexOf(part) + part.length
  const column = end - text.lastIndexOf('\n', end - 1)
  await playground.textOf(path) // opens it, and the editor has the focus
  const { keyboard } = playground.page
  await keyboard.press('Control+g')
  await expect(playground.page.locator('.quick-input-widget input')).toBeFocused()
  await keyboard.type(`${lineOf(text, part)}:${column}`)
  await keyboard.press('Enter')
}

/** Types into a new line below the heading, and gives what is offered there. */
async function suggestionsFor(playground: Playground, typed: string): Promise<Locator> {
  const { page } = playground
  await cursorBehind(playground, LIST, '<h1>{{ heading }}</h1>')
  await page.keyboard.press('Enter')
  await page.keyboard.type(typed)
  await page.keyboard.press('Control+Space')
  return page.locator('.suggest-widget .monaco-list-row')
}

/** Asks the editor to explain what stands at the cursor. */
async function explain(playground: Playground): Promise<Locator> {
  await playground.page.keyboard.press('ControlOrMeta+k')
  await playground.page.keyboard.press('ControlOrMeta+i')
  return playground.page.locator('.monaco-hover:visible')
}

test('tags are offered as the framework has them, those that close what is open first', async ({
  playground,
}) => {
  const offered = await suggestionsFor(playground, '{% for x in posts %}{% e')

  await expect(offered.first()).toContainText('empty')
  await expect(offered.nth(1)).toContainText('endfor')
  await expect(offered.filter({ hasText: /^extends/ })).toHaveCount(1)
})

test('filters come with what they do', async ({ playground }) => {
  const offered = await suggestionsFor(playground, '{{ heading|truncatew')

  await expect(offered.first()).toContainText('truncatewords')
  await expect(async () => {
    await playground.page.keyboard.press('Control+Space')
    await expect(playground.page.locator('.suggest-details')).toContainText(
      'The first so many words.',
      { timeout: 2000 },
    )
  }).toPass()
  await playground.page.keyboard.press('Enter')
  await expect(playground.code.locator('.view-lines')).toContainText('heading|truncatewords')
})

test('names of URLs are offered with route and arguments', async ({ playground }) => {
  const offered = await suggestionsFor(playground, "{% url 'blog:category_")

  await expect(offered.first()).toContainText('blog:category_posts')
  await expect(offered.first()).toContainText('/blog/category/<slug:slug>/ · slug')
})

test('templates are offered by name', async ({ playground }) => {
  const offered = await suggestionsFor(playground, "{% include 'blog/comm")

  await expect(offered.first()).toContainText('blog/comment.html')
})

test('variables are offered that the last request gave the template', async ({ playground }) => {
  const offered = await suggestionsFor(playground, '{{ last_p')

  await expect(offered.first()).toContainText('last_page')
})

test('hovering says what a filter does and where a URL leads', async ({ playground }) => {
  await cursorBehind(playground, LIST, '{{ count|plural')
  const hover = await explain(playground)
  await expect(hover).toContainText('|pluralize')
  await expect(hover).toContainText('Django’s documentation')
  await expect(hover).toContainText("Printed last: 21 |pluralize → 's'")

  await cursorBehind(playground, LIST, "{% url 'blog:post")
  await expect(await explain(playground)).toContainText('blog.views.post_list')
})

test('from a name to what it names: template, block of the parent, view', async ({
  playground,
}) => {
  await cursorBehind(playground, LIST, "{% extends 'base")
  await playground.page.keyboard.press('F12')
  await expect(playground.code.getByText('templates/base.html', { exact: true })).toBeVisible()

  await cursorBehind(playground, LIST, '{% block conte')
  await playground.page.keyboard.press('F12')
  await expect(playground.code.getByText('templates/base.html', { exact: true })).toBeVisible()
  await expect(playground.code.locator('.playhead-line')).toBeVisible()

  await cursorBehind(playground, LIST, 'action="{% url \'blog:post')
  await playground.page.keyboard.press('F12')
  await expect(playground.code.getByText('blog/views.ts', { exact: true })).toBeVisible()
})

test('a misspelt tag is underlined, and the error page shows its line', async ({ playground }) => {
  await playground.edit(LIST, (text) =>
    text.replace('{% if last_page > 1 %}', '{% iff last_page > 1 %}'),
  )

  await expect(playground.code.locator('.squiggly-error')).not.toHaveCount(0)
  await expect(playground.preview.locator('header mark')).toHaveText('{% iff last_page > 1 %}')
  await expect(playground.preview.locator('header')).toContainText("Did you mean 'if'?")
  await expect(playground.inspector.getByText(new RegExp(`${LIST}:\\d+`)).first()).toBeVisible()

  await playground.edit(LIST, (text) => text.replace('{% iff', '{% if'))
  await expect(playground.code.locator('.squiggly-error')).toHaveCount(0)
})

test('a project’s own block tag works, and the editor knows it', async ({ playground }) => {
  const path = 'blog/templatetags/boxes.ts'
  const { page, code } = playground
  await code.getByRole('button', { name: 'New file' }).click()
  await page.getByRole('textbox', { name: 'Path' }).fill(path)
  await page.getByRole('button', { name: 'Create', exact: true }).click()
  await playground.edit(
    path,
    () => `import { Library } from 'django/template'
import { format_html } from 'django/utils/html'

export const register = new Library()

/** A box with a frame. */
function box(content) {
  return format_html('<fieldset>{}</fieldset>', content)
}
register.simple_block_tag(box)
`,
  )

  await playground.edit(LIST, (text) =>
    text
      .replace("{% extends 'base.html' %}", "{% extends 'base.html' %}\n{% load boxes %}")
      .replace('<h1>{{ heading }}</h1>', '{% box %}<h1>{{ heading }}</h1>{% endbox %}'),
  )

  await expect(playground.preview.locator('fieldset h1')).toHaveText('Posts')
  await page.keyboard.press('ControlOrMeta+Home')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('End')
  await page.keyboard.press('Enter')
  await page.keyboard.type('{% bo')
  await page.keyboard.press('Control+Space')
  await expect(page.locator('.suggest-widget .monaco-list-row').first()).toContainText('box')
})

test('a filter chain is shown value by value, with its line and its place in the page', async ({
  playground,
}) => {
  await playground.show(/GET \/blog\/, status 200/)
  await playground.inspector.getByRole('tab', { name: /^Template/ }).click()
  const variable = playground.inspector.locator('details', {
    hasText: 'post.content|truncatewords:20',
  })

  await variable.locator('summary').click()

  const rows = variable.getByRole('table').first().getByRole('row')
  await expect(rows.nth(1)).toContainText(/post\.content.*str.*'A form cleans its data/)
  await expect(rows.nth(2)).toContainText(/\|truncatewords:20.*str.*…'/)
  await expect(rows.nth(3)).toContainText(/page.*at [\d,]+.*<p>A form cleans its data/)
  const line = lineOf(blogFile(LIST), '{{ post.content|truncatewords:20 }}')
  await expect(variable.getByRole('button', { name: `${LIST}:${line}` })).toBeVisible()
  await expect(playground.code.getByText(LIST, { exact: true })).toBeVisible()
})

test('the page in the other template language is the same, and says so', async ({ playground }) => {
  await playground.send('/blog/statistics/')
  await playground.preview.getByRole('link', { name: 'The same page in Jinja2' }).click()

  await expect(playground.preview.getByText('Written in Jinja2.')).toBeVisible()
  await playground.show(/GET \/blog\/statistics\/jinja2\/, status 200/)
  await playground.inspector.getByRole('tab', { name: /^Template/ }).click()
  await expect(
    playground.inspector.getByRole('tabpanel').getByRole('listitem').first(),
  ).toContainText('Jinja2')
})

test('a link that opens in the other language waits for it', async ({ playground, page }) => {
  await playground.send('/blog/statistics/jinja2/')
  await expect(playground.preview.getByText('Written in Jinja2.')).toBeVisible()

  await playground.edit('jinja2/blog/statistics.html', (text) =>
    text.replace('Written in Jinja2.', 'Written in Jinja2, and edited.'),
  )

  await expect(playground.preview.getByText('Written in Jinja2, and edited.')).toBeVisible()
  await expect(page.getByText('The engine failed')).toHaveCount(0)
})
