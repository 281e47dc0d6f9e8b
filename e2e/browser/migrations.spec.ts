/** Models change by migrations: offered after an edit, shown before they are written, undone again; the rows stay. */
import { expect, test, type Playground } from '../fixtures.ts'

const swap = (from: string, to: string) => (text: string) => {
  if (!text.includes(from)) throw new Error(`the file does not hold ${from}`)
  return text.replace(from, to)
}

const panel = ({ code }: Playground) => code.getByRole('region', { name: 'Migrations' })
const ACCEPT = 'Write the migration and migrate'

/** The list of migrations; the blog comes with its first one. */
async function openPanel(playground: Playground): Promise<void> {
  await playground.code.getByRole('button', { name: 'Migrations', exact: true }).click()
  await expect(applied(playground, '0001_initial')).toBeVisible()
}

function applied(playground: Playground, name: string) {
  return panel(playground)
    .getByRole('listitem')
    .filter({ hasText: `[X]${name}` })
}

test('a new field is offered as a migration, with its SQL, and the rows stay', async ({
  playground,
}) => {
  await openPanel(playground)

  await playground.edit(
    'blog/models.ts',
    swap(
      '  static content = new models.TextField()',
      "  static subtitle = new models.CharField({ max_length: 100, default: 'Read on' })\n  static content = new models.TextField()",
    ),
  )

  const offer = panel(playground)
  await expect(offer).toContainText("Migrations for 'blog':")
  await expect(offer).toContainText('+ Add field subtitle to post')
  // nothing was done behind anybody's back
  await expect(playground.preview.getByText('no such column').first()).toBeVisible()
  await expect(offer.getByRole('tabpanel')).toContainText('new migrations.AddField({')
  await offer.getByRole('tab', { name: 'SQL' }).click()
  await expect(offer.getByRole('tabpanel')).toContainText('INSERT INTO "new__blog_post"')

  await offer.getByRole('button', { name: ACCEPT }).click()

  await expect(applied(playground, '0002_post_subtitle')).toBeVisible()
  await expect(
    playground.code.getByRole('treeitem', { name: '0002_post_subtitle.ts' }),
  ).toBeVisible()
  await expect(playground.heading('Posts')).toBeVisible()
  await expect(playground.preview.getByRole('heading', { level: 2 }).first()).toBeVisible()
})

test('a renamed field is asked about, and keeps its values', async ({ playground }) => {
  await openPanel(playground)

  await playground.edit('blog/models.ts', (text) =>
    swap(
      "static Meta = { ordering: ['name'] }",
      "static Meta = { ordering: ['label'] }",
    )(
      swap(
        'static name = new models.CharField({ max_length: 50 })',
        'static label = new models.CharField({ max_length: 50 })',
      )(text),
    ),
  )

  const offer = panel(playground)
  const question = offer.getByRole('group', {
    name: 'Was tag.name renamed to tag.label (a CharField)?',
  })
  await expect(question).toBeVisible()
  await expect(offer.getByRole('button', { name: ACCEPT })).toBeDisabled()

  await question.getByRole('radio', { name: 'Yes, keep its values' }).check()
  await expect(offer).toContainText('~ Rename field name on tag to label')
  await offer.getByRole('button', { name: ACCEPT }).click()

  await expect(applied(playground, '0002_alter_tag_options_rename_name_tag_label')).toBeVisible()
})

test('a migration is undone, and done again', async ({ playground }) => {
  await openPanel(playground)
  await playground.edit(
    'blog/models.ts',
    swap(
      '  static content = new models.TextField()',
      '  static subtitle = new models.TextField({ null: true })\n  static content = new models.TextField()',
    ),
  )
  await panel(playground).getByRole('button', { name: ACCEPT }).click()
  await expect(applied(playground, '0002_post_subtitle')).toBeVisible()

  await panel(playground).getByRole('button', { name: 'Back to here 0001_initial' }).click()

  await expect(panel(playground).getByRole('status').last()).toContainText(
    'Unapplying blog.0002_post_subtitle... OK',
  )
  await expect(playground.preview.getByText('no such column').first()).toBeVisible()

  await panel(playground).getByRole('button', { name: 'Apply 0002_post_subtitle' }).click()

  await expect(applied(playground, '0002_post_subtitle')).toBeVisible()
  await expect(playground.heading('Posts')).toBeVisible()
})

test('an app without migrations begins with them, and its rows stay', async ({
  page,
  playground,
}) => {
  await playground.openFile('blog/migrations/0001_initial.ts')
  await playground.code
    .getByRole('button', { name: 'Delete blog/migrations/0001_initial.ts' })
    .click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await playground.code.getByRole('button', { name: 'Migrations', exact: true }).click()

  await panel(playground).getByRole('button', { name: 'Begin with migrations for blog' }).click()

  await expect(panel(playground)).toContainText('+ Create model Post')
  await panel(playground).getByRole('button', { name: ACCEPT }).click()
  await expect(applied(playground, '0001_initial')).toBeVisible()
  await expect(playground.preview.getByRole('heading', { level: 2 }).first()).toBeVisible()
})
