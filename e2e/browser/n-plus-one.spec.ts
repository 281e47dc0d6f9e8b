/** The same page twice: queries in a loop, and the two queries that replace them. */
import { expect, test } from '../fixtures.ts'

const LOOP_LINE = /queries\.html:\d+/

test('the page with a query for every row shows the loop with its count and its line', async ({
  playground,
}) => {
  await playground.send('/blog/queries/inefficient/')
  await expect(playground.preview.getByRole('cell', { name: "What's New This Week" })).toBeVisible()

  await playground.show(/GET \/blog\/queries\/inefficient\/, status 200, 71 queries, .*repeated/)

  await expect(playground.cycle.getByText(/×\s?24/).first()).toBeVisible()
  await playground.inspector.getByRole('tab', { name: /SQL/ }).click()
  await expect(playground.inspector.getByText(LOOP_LINE).first()).toBeVisible()
  await expect(playground.inspector.getByText(/similar/i).first()).toBeVisible()
})

test('its twin asks three times and has no loop', async ({ playground }) => {
  await playground.send('/blog/queries/efficient/')
  await expect(playground.preview.getByRole('cell', { name: "What's New This Week" })).toBeVisible()

  await playground.show(/GET \/blog\/queries\/efficient\/, status 200, 3 queries$/)

  await expect(playground.cycle.getByText(/×/)).toHaveCount(0)
})
