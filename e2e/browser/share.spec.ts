/** A playground travels in a link: project, request and step. */
import { expect, Playground, test } from '../fixtures.ts'

test('a link opens in another profile as the same playground at the same step', async ({
  playground,
  browser,
}) => {
  await playground.edit('blog/views.ts', (text) =>
    text.replace("heading: 'Posts'", "heading: 'Shared'"),
  )
  await expect(playground.heading('Shared')).toBeVisible()
  await playground.show(/GET \/blog\/, status 200/)
  await playground.step.focus()
  await playground.page.keyboard.press('Home')
  for (let step = 0; step < 7; step += 1) await playground.page.keyboard.press('ArrowRight')
  const sentence = await playground.sentence()

  await playground.page.getByRole('button', { name: 'Share' }).click()
  const link = await playground.page
    .getByRole('dialog')
    .getByRole('textbox', { name: 'Link' })
    .inputValue()

  const other = await browser.newContext()
  const guest = new Playground(await other.newPage())
  await guest.page.goto(link)
  await expect(guest.heading('Shared')).toBeVisible()
  await expect.poll(() => guest.sentence()).toBe(sentence)
  await other.close()
})

test('a broken link is explained, and the own project is still there', async ({ playground }) => {
  await playground.edit('blog/views.ts', (text) =>
    text.replace("heading: 'Posts'", "heading: 'My own work'"),
  )
  await expect(playground.heading('My own work')).toBeVisible()

  await playground.page.goto('about:blank')
  await playground.page.goto('/#v1.broken')

  await expect(playground.page.getByRole('alert').first()).toContainText(/link/i)
  await expect(playground.heading('My own work')).toBeVisible()
})
