/** The picture is a function of trace and step: however a step is reached, it looks the same. */
import { expect, test, type Playground } from '../fixtures.ts'
import { largestDifference } from './pixels.ts'

/** Everything that the cycle and the timeline say at this step, without what differs by the real clock. */
async function picture(playground: Playground): Promise<string> {
  const cycle = await playground.cycle.ariaSnapshot()
  return `${await playground.sentence()}\n${cycle}`
}

test('stepping forth and back over a whole request draws the same picture for the same step', async ({
  playground,
}) => {
  await playground.send('/blog/archive/2/')
  await playground.show(/GET \/blog\/archive\/2\/, status 301/)
  await playground.goToStep(1)
  const last = Number(await playground.step.getAttribute('aria-valuemax'))

  const forth = [await picture(playground)]
  for (let step = 2; step <= last; step += 1) {
    await playground.page.keyboard.press('ArrowRight')
    await expect(playground.step).toHaveAttribute('aria-valuenow', String(step))
    forth.push(await picture(playground))
  }
  const back = [await picture(playground)]
  for (let step = last - 1; step >= 1; step -= 1) {
    await playground.page.keyboard.press('ArrowLeft')
    await expect(playground.step).toHaveAttribute('aria-valuenow', String(step))
    back.push(await picture(playground))
  }

  expect(new Set(forth).size).toBe(last)
  expect(back.reverse()).toEqual(forth)
})

test('the same step has the same pixels, reached from either side', async ({
  playground,
  page,
}) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await playground.show(/GET \/blog\/, status 200/)
  const pixels = () => playground.cycle.screenshot({ animations: 'disabled' })
  await playground.goToStep(12)
  await expect.poll(async () => largestDifference(page, await pixels(), await pixels())).toBe(0)
  const before = await pixels()

  await page.keyboard.press('End')
  await expect(playground.step).not.toHaveAttribute('aria-valuenow', '12')
  expect(await largestDifference(page, await pixels(), before)).toBeGreaterThan(50)
  for (let step = Number(await playground.step.getAttribute('aria-valuemax')); step > 12; step -= 1)
    await page.keyboard.press('ArrowLeft')
  await expect(playground.step).toHaveAttribute('aria-valuenow', '12')

  await expect.poll(async () => largestDifference(page, await pixels(), before)).toBeLessThan(16)
})

test('the step that is shown reveals its line in the editor', async ({ playground }) => {
  await playground.show(/GET \/blog\/, status 200/)
  await playground.goToStep(1)
  for (let step = 1; step < 80; step += 1) {
    if (/base\.html:\d+/.test(await playground.sentence())) break
    await playground.page.keyboard.press('ArrowRight')
  }

  await expect(playground.code.getByText('templates/base.html', { exact: true })).toBeVisible()
})
