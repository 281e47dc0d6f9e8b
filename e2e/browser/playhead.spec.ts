/** The picture is a function of trace and step: however a step is reached, it looks the same. */
import { expect, test, type Playground } from '../fixtures.ts'

/** Everything that the cycle and the timeline say at this step, without what differs by the real clock. */
async function picture(playground: Playground): Promise<string> {
  const cycle = await playground.cycle.ariaSnapshot()
  return `${await playground.sentence()}\n${cycle}`
}

test('stepping forth and back over a whole request draws the same picture for the same step', async ({
  playground,
}) => {
  await playground.send('/blog/posts/24/')
  await playground.show(/GET \/blog\/posts\/24\/, status 200/)
  await playground.step.focus()
  await playground.page.keyboard.press('Home')
  const last = Number(await playground.step.getAttribute('aria-valuemax'))

  const forth: string[] = [await picture(playground)]
  while (forth.length <= last) {
    await playground.page.keyboard.press('ArrowRight')
    forth.push(await picture(playground))
  }
  const back: string[] = [await picture(playground)]
  while (back.length <= last) {
    await playground.page.keyboard.press('ArrowLeft')
    back.push(await picture(playground))
  }

  expect(new Set(forth).size).toBeGreaterThan(10)
  expect(back.reverse()).toEqual(forth)
})

test('the same step has the same pixels, reached from either side', async ({ playground }) => {
  await playground.page.emulateMedia({ reducedMotion: 'reduce' })
  await playground.show(/GET \/blog\/, status 200/)
  await playground.step.focus()
  await playground.page.keyboard.press('Home')
  for (let step = 0; step < 12; step += 1) await playground.page.keyboard.press('ArrowRight')
  const before = await playground.cycle.screenshot({ animations: 'disabled' })

  await playground.page.keyboard.press('End')
  await playground.page.keyboard.press('Home')
  for (let step = 0; step < 14; step += 1) await playground.page.keyboard.press('ArrowRight')
  for (let step = 0; step < 2; step += 1) await playground.page.keyboard.press('ArrowLeft')
  const after = await playground.cycle.screenshot({ animations: 'disabled' })

  expect(after.equals(before)).toBe(true)
})

test('the step that is shown reveals its line in the editor', async ({ playground }) => {
  await playground.show(/GET \/blog\/, status 200/)
  await playground.step.focus()
  await playground.page.keyboard.press('Home')
  for (let step = 0; step < 80; step += 1) {
    if (/post_list\(\)|views\.ts/.test(await playground.sentence())) break
    await playground.page.keyboard.press('ArrowRight')
  }

  await expect(playground.code.getByText('blog/views.ts').first()).toBeVisible()
})
