/** Other ways to sit in front of it: projector, phone, keyboard alone, screen reader. */
import AxeBuilder from '@axe-core/playwright'
import { expect, test } from '../fixtures.ts'

test('the present view shows cycle and code, and is stepped by keyboard', async ({
  playground,
}) => {
  await playground.open('/?view=present')
  const cycle = playground.page.getByRole('region', { name: 'Request cycle' })
  await expect(cycle).toBeVisible()
  await expect(playground.page.getByRole('region', { name: 'Code' })).toBeVisible()
  await playground.page.keyboard.press('Home')
  const first = await cycle.ariaSnapshot()

  for (let step = 0; step < 5; step += 1) await playground.page.keyboard.press('ArrowRight')
  await expect.poll(() => cycle.ariaSnapshot()).not.toBe(first)
  for (let step = 0; step < 5; step += 1) await playground.page.keyboard.press('ArrowLeft')
  await expect.poll(() => cycle.ariaSnapshot()).toBe(first)
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true })

  test('one pane at a time, and nothing is wider than the screen', async ({ playground }) => {
    for (const name of ['Code', 'Cycle', 'Inspect', 'Page']) {
      await playground.page.getByRole('tab', { name }).click()
      const width = await playground.page.evaluate(() => document.documentElement.scrollWidth)
      expect(width, name).toBeLessThanOrEqual(390)
    }
    await expect(playground.heading('Posts')).toBeVisible()
  })
})

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing to mend, ${colorScheme}`, async ({ page, playground }) => {
    await page.emulateMedia({ colorScheme })
    await playground.show(/GET \/blog\/, status 200/)
    await playground.step.focus()
    for (let step = 0; step < 20; step += 1) await page.keyboard.press('ArrowRight')

    const { violations } = await new AxeBuilder({ page })
      .exclude('.monaco-editor')
      .exclude('#sandbox')
      .analyze()

    const found = violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map((node) => node.target).join(', ')}`,
    )
    expect(found).toEqual([])
  })
}

test('by keyboard alone: send a request, walk it, open its line', async ({ page, playground }) => {
  await playground.address.focus()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('/blog/statistics/')
  await page.keyboard.press('Enter')
  await expect(playground.heading('Statistics')).toBeVisible()

  const visited = new Set<string>()
  for (let press = 0; press < 12; press += 1) {
    await page.keyboard.press('F6')
    visited.add(
      await page.evaluate(() => {
        const pane = document.activeElement?.closest('[data-pane]')
        const region =
          pane?.closest('section[aria-label]') ?? pane?.querySelector('section[aria-label]')
        return region?.getAttribute('aria-label') ?? ''
      }),
    )
  }
  for (const pane of ['Code', 'Request cycle', 'Timeline']) expect([...visited]).toContain(pane)

  await playground.step.focus()
  await page.keyboard.press('End')
  expect(await playground.sentence()).toMatch(/200/)
})
