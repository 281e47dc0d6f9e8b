/** The database beside the page: looked at, edited, asked, brought back; what a request changed; files of one's own. */
import AxeBuilder from '@axe-core/playwright'
import { expect, test, type Playground } from '../fixtures.ts'

const panel = ({ page }: Playground) => page.getByRole('region', { name: 'Database' })
const view = (playground: Playground, name: string) =>
  panel(playground).getByRole('tab', { name, exact: true })

async function openPanel(playground: Playground, name = 'Rows') {
  await playground.page.getByRole('tab', { name: 'Database', exact: true }).click()
  await view(playground, name).click()
  return panel(playground)
}

async function run(playground: Playground, sql: string) {
  const database = await openPanel(playground, 'SQL')
  await database.getByRole('textbox', { name: 'SQL to run' }).fill(sql)
  await playground.page.keyboard.press('ControlOrMeta+Enter')
  return database.getByRole('region', { name: 'Results' })
}

/** A cell of the rows that are shown, by row of the page and column from 1. */
function cellAt(playground: Playground, row: number, column: number) {
  const rows = panel(playground).getByRole('grid').getByRole('row')
  return rows
    .nth(row)
    .getByRole('gridcell')
    .nth(column - 1)
}

/** The same, of a table that is chosen first: its rows come unsorted. */
async function cell(playground: Playground, table: string, row: number, column: number) {
  const database = panel(playground)
  await database.getByRole('combobox', { name: 'Table' }).selectOption(table)
  await expect(database.getByRole('grid', { name: `Rows of ${table}` })).toBeVisible()
  return cellAt(playground, row, column)
}

async function menu(playground: Playground, entry: string) {
  await panel(playground).getByRole('button', { name: 'Database file' }).click()
  await playground.page.getByRole('menuitem', { name: entry }).click()
}

async function postComment(playground: Playground, text: string) {
  await playground.send('/blog/posts/24/')
  await playground.preview.getByRole('textbox', { name: 'Your comment' }).fill(text)
  await playground.preview.getByRole('button', { name: 'Post comment' }).click()
  await expect(playground.preview.getByText(text)).toBeVisible()
}

test('rows are shown, sorted by a column, and walked by keyboard', async ({ page, playground }) => {
  const database = await openPanel(playground)
  const first = await cell(playground, 'blog_post', 1, 2)
  await expect(first).toHaveText('Getting Started with Django')

  await database.getByRole('button', { name: 'title' }).click()
  await expect(first).toHaveText('100% Test Coverage, 0% Confidence')
  await expect(database.getByRole('columnheader', { name: 'title' })).toHaveAttribute(
    'aria-sort',
    'ascending',
  )

  await first.click()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowDown')
  await expect(cellAt(playground, 2, 3)).toBeFocused()
  await page.keyboard.press('ControlOrMeta+Home')
  await page.keyboard.press('ArrowUp')
  await expect(database.getByRole('button', { name: 'id', exact: true })).toBeFocused()
})

test('an edited cell changes the page, and Undo brings it back', async ({ page, playground }) => {
  const database = await openPanel(playground)
  await (await cell(playground, 'blog_category', 1, 2)).click()
  await page.keyboard.press('Enter')
  const field = database.getByRole('textbox', { name: 'name' })
  await expect(field).toHaveValue('Python')

  await field.fill('Snakes')
  await page.keyboard.press('Enter')

  await expect(playground.preview.getByRole('link', { name: 'Snakes' }).first()).toBeVisible()
  await expect(cellAt(playground, 1, 2)).toBeFocused()

  await database.getByRole('button', { name: 'Undo' }).click()
  await expect(playground.preview.getByRole('link', { name: 'Python' }).first()).toBeVisible()
})

test('what a constraint refuses is told at the cell, in its words and in ours', async ({
  page,
  playground,
}) => {
  const database = await openPanel(playground)
  await (await cell(playground, 'blog_category', 1, 3)).click()
  await page.keyboard.press('F2')
  const field = database.getByRole('textbox', { name: 'slug' })
  await field.fill('django')
  await page.keyboard.press('Enter')

  await expect(field).toHaveAccessibleDescription(
    /IntegrityError: UNIQUE constraint failed: blog_category\.slug.*Another row has this slug already/s,
  )

  await database.getByRole('combobox', { name: 'Type of slug' }).selectOption('NULL')
  await database.getByRole('button', { name: 'Save' }).click()
  await expect(database.getByRole('alert')).toContainText('NOT NULL constraint failed')
  await page.keyboard.press('Escape')
  await expect(cellAt(playground, 1, 3)).toHaveText('python')
})

test('a row is added, and deleted when nothing refers to it', async ({ page, playground }) => {
  const database = await openPanel(playground)
  await (await cell(playground, 'blog_tag', 1, 2)).click()
  const before = Number((await database.getByText(/^1–\d+ of \d+$/).innerText()).split(' of ')[1])

  await database.getByRole('button', { name: 'Add row' }).click()
  await database.getByRole('textbox', { name: /^name/ }).fill('Gardens')
  await database.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(database.getByRole('alert')).toContainText('slug must have a value')
  await database.getByRole('textbox', { name: /^slug/ }).fill('gardens')
  await page.keyboard.press('Enter')
  await expect(database.getByText(`of ${before + 1}`)).toBeVisible()

  await (await cell(playground, 'blog_tag', before + 1, 2)).click()
  await page.getByRole('button', { name: /^Delete row \d+$/ }).click()
  await expect(database.getByText(`of ${before}`, { exact: false })).toBeVisible()
})

test('the schema names models by line and leads from key to table', async ({ playground }) => {
  const database = await openPanel(playground, 'Schema')
  // the build keeps the names of Django's own models
  await expect(database.getByRole('button', { name: 'auth_permission', exact: true })).toBeVisible()
  await database.getByRole('button', { name: 'blog_comment', exact: true }).click()

  await expect(database.getByText('CREATE TABLE "blog_comment"')).toBeVisible()
  const columns = database.getByRole('table', { name: 'Columns of blog_comment' })
  await columns.getByRole('button', { name: 'blog_post' }).click()
  await expect(
    database.getByRole('button', { name: 'blog_post', exact: true, expanded: true }),
  ).toBeFocused()

  await playground.openFile('blog/urls.ts')
  const line = database.getByRole('button', { name: /^blog\/models\.ts:\d+$/ }).first()
  await line.click()
  await expect(playground.code.getByText('models.ts').first()).toBeVisible()
})

test('SQL runs statement by statement, and what is wrong is told beside it', async ({
  playground,
}) => {
  const results = await run(
    playground,
    "UPDATE blog_post SET title = 'Changed by hand' WHERE id = 24; SELECT count(*) AS posts FROM blog_post; SELEC 1",
  )

  await expect(results.getByText('1 row changed')).toBeVisible()
  await expect(results.getByRole('columnheader', { name: 'posts' })).toBeVisible()
  await expect(results.getByRole('alert')).toContainText('near "SELEC": syntax error')
  await expect(playground.preview.getByText('Changed by hand').first()).toBeVisible()

  const field = panel(playground).getByRole('textbox', { name: 'SQL to run' })
  await field.fill('')
  await field.press('ArrowUp')
  await expect(field).toHaveValue(/Changed by hand/)
})

test('a query without an end is cut or stopped, and the database is as it was', async ({
  playground,
}) => {
  const endless = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)'
  const results = await run(playground, `${endless} SELECT i FROM n`)
  await expect(results.getByText(/the first 500 rows/)).toBeVisible()

  await run(playground, `DELETE FROM blog_comment; ${endless} SELECT max(i) FROM n`)
  await expect(results.getByRole('alert')).toContainText(
    /stopped after 5 s.*Nothing of it was kept/i,
  )

  await run(playground, 'SELECT count(*) > 0 AS there FROM blog_comment')
  await expect(results.getByRole('cell', { name: '1', exact: true })).toBeVisible()
})

test('what a posted comment changed is shown, before and after', async ({ page, playground }) => {
  await postComment(playground, 'Told row by row')
  const database = await openPanel(playground, 'Changes')

  await expect(database).toContainText('GET /blog/posts/24/ changed no rows.')
  await expect(database).toContainText('POST /blog/posts/24/ changed 1 row in 1 table.')
  const changes = database.getByRole('region', { name: 'Changes in blog_comment' })
  await expect(changes).toContainText('inserted row')
  await expect(changes).toContainText('Told row by row')

  await run(playground, "UPDATE blog_comment SET text = 'Rewritten' WHERE text = 'Told row by row'")
  await view(playground, 'Changes').click()
  await expect(changes.locator('del')).toHaveText('Told row by row')
  await expect(changes.locator('ins')).toHaveText('Rewritten')
  expect(await page.title()).toContain('Roundtrip')
})

test('a query of the inspector leads to its table', async ({ playground }) => {
  await playground.show(/GET \/blog\/, status 200/)
  await playground.inspector.getByRole('tab', { name: /^SQL/ }).first().click()
  await playground.inspector
    .getByRole('button', { name: 'blog_category', exact: true })
    .first()
    .click()

  await expect(panel(playground).getByRole('grid', { name: 'Rows of blog_category' })).toBeVisible()
})

test('what was saved is there after a reload of the tab, and Reset brings the fixtures back', async ({
  page,
  playground,
}) => {
  await postComment(playground, 'Older than the reload')

  await page.reload()
  await playground.isReady()
  await playground.send('/blog/posts/24/')
  await expect(playground.preview.getByText('Older than the reload')).toBeVisible()

  await openPanel(playground)
  await menu(playground, 'Reset to the fixtures')
  await expect(playground.preview.getByText('Older than the reload')).toHaveCount(0)
  await expect(playground.heading("What's New This Week")).toBeVisible()
})

/** A page that sends writing requests one after the other and tells which were answered. */
const WRITES = `
import { path } from 'django/urls'
import { HttpResponse } from 'django/http'
import { Tag } from './models'

const page = '<p id="done"></p><script>(async () => { for (let n = 0; n < 200; n += 1) {' +
  ' await fetch("/blog/write/" + n + "/"); document.querySelector("#done").append(n + " ") } })()</script>'
export const urlpatterns = [
  path('writes/', () => new HttpResponse(page)),
  path('write/<int:n>/', (request, { n }) => {
    for (const part of ['a', 'b', 'c']) Tag.objects.create({ name: 'written', slug: \`\${n}-\${part}\` })
    return new HttpResponse('ok')
  }),
  path('written/', () => new HttpResponse('<p id="there">' + [...Tag.objects.filter({ name: 'written' }).values_list('slug', { flat: true })].join(' ') + '</p>')),
]`

test('a reload in the middle of two hundred writing requests loses none that was answered', async ({
  page,
  playground,
}) => {
  await playground.edit('blog/urls.ts', () => WRITES)
  await expect(playground.preview.getByText('writes/').first()).toBeVisible()
  await playground.send('/blog/writes/')
  const done = playground.preview.locator('#done')
  let answered: string[] = []

  for (const enough of [37, 83]) {
    await expect(done).toContainText(new RegExp(`\\b${enough}\\b`))
    answered = ((await done.textContent()) ?? '').trim().split(' ')
    await page.reload()
    await playground.isReady()
    await playground.send('/blog/written/')
    const there = (await playground.preview.locator('#there').innerText()).trim().split(' ')
    for (const n of answered)
      expect(there).toEqual(expect.arrayContaining([`${n}-a`, `${n}-b`, `${n}-c`]))
    // no request is there in part
    expect(there.length % 3).toBe(0)
    await run(playground, "DELETE FROM blog_tag WHERE name = 'written'")
    await playground.send('/blog/writes/')
  }
})

test('a downloaded database opens again, a broken file changes nothing', async ({
  page,
  playground,
}, info) => {
  await postComment(playground, 'In the file')
  const database = await openPanel(playground)
  const coming = page.waitForEvent('download')
  await menu(playground, 'Download as .sqlite3')
  const download = await coming
  expect(download.suggestedFilename()).toBe('a-blog.sqlite3')
  const path = info.outputPath('blog.sqlite3')
  await download.saveAs(path)
  await menu(playground, 'Reset to the fixtures')
  await expect(playground.preview.getByText('In the file')).toHaveCount(0)

  const input = database.locator('input[type=file]')
  await input.setInputFiles({
    name: 'notes.sqlite3',
    mimeType: 'application/octet-stream',
    buffer: Buffer.from('these are no rows'),
  })
  const dialog = page.getByRole('dialog', { name: 'This file cannot be opened' })
  await expect(dialog).toContainText(/no SQLite database.*Nothing was changed/)
  await dialog.getByRole('button', { name: 'Close' }).last().click()

  await input.setInputFiles(path)
  await expect(database.getByRole('status').first()).toContainText(
    'blog.sqlite3 is the database now',
  )
  await expect(playground.preview.getByText('In the file')).toBeVisible()
})

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing to mend in the panel, ${colorScheme}`, async ({ page, playground }) => {
    await page.emulateMedia({ colorScheme })
    await postComment(playground, 'For the list of changes')
    const found: string[] = []
    for (const name of ['Rows', 'Schema', 'Changes', 'SQL']) {
      const database = await openPanel(playground, name)
      if (name === 'Schema') {
        await database.getByRole('button', { name: 'blog_post', exact: true }).first().click()
      }
      if (name === 'SQL') {
        const results = await run(playground, 'SELECT * FROM blog_post; SELEC')
        await expect(results.getByRole('alert')).toBeVisible()
      }
      const { violations } = await new AxeBuilder({ page })
        .include('section[aria-label="Database"]')
        .analyze()
      found.push(
        ...violations.map(
          ({ id, nodes }) => `${name}: ${id}: ${nodes.map((node) => node.target).join(', ')}`,
        ),
      )
    }
    expect(found).toEqual([])
  })
}

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true })

  test('the database has a pane of its own, no wider than the screen', async ({
    page,
    playground,
  }) => {
    await page.getByRole('tab', { name: 'Data', exact: true }).click()
    for (const name of ['Rows', 'Schema', 'SQL', 'Changes']) {
      await view(playground, name).click()
      const width = await page.evaluate(() => document.documentElement.scrollWidth)
      expect(width, name).toBeLessThanOrEqual(390)
    }
  })
})
