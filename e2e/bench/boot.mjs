/**
 * How long a person waits: from an empty browser to the first page, and from an edit to its answer.
 *
 *   node e2e/bench/boot.mjs [--address http://localhost:5173] [--rounds 5]
 *
 * Needs the production build served (`npm start`). Goals: 1,500 ms cold, 150 ms from the pause after an edit to its
 * answer. Each round has a profile of its own; the marks say where the time went.
 */
import { parseArgs } from 'node:util'
import { chromium as playwright } from '@playwright/test'
import { chromium } from '../browser/chromium.mjs'

const GOALS = { cold: 1500, edit: 150 }
/** The pause after the last key, before the edit goes over (src/app/client/playground.ts). */
const EDIT_DELAY_MS = 400
const { values: flags } = parseArgs({
  options: {
    address: { type: 'string', default: 'http://localhost:5173' },
    rounds: { type: 'string', default: '5' },
  },
  allowPositionals: true,
})

/** Notes when the app hears each message of the sandbox; runs before the page's own scripts. */
function noteMessages() {
  const notes = []
  Object.assign(globalThis, { notes })
  addEventListener('message', ({ data }) => {
    const { type, step, state } = data?.message ?? data?.payload ?? data ?? {}
    if (typeof type === 'string') {
      notes.push({ name: [type, step, state].filter(Boolean).join(' '), at: performance.now() })
    }
  })
}

const rounds = []
for (let round = 0; round < Number(flags.rounds); round += 1) rounds.push(await once())

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1]
for (const name of Object.keys(rounds[0] ?? {})) {
  const ms = median(rounds.map((round) => round[name]).filter((at) => at !== undefined))
  const goal = GOALS[name]
  const isMissed = goal !== undefined && ms > goal
  if (isMissed) process.exitCode = 1
  console.log(
    `${name.padEnd(32)} ${ms.toFixed(0).padStart(6)} ms${goal === undefined ? '' : `   goal ${goal}${isMissed ? ' !' : ''}`}`,
  )
}

async function once() {
  const browser = await playwright.launch(await chromium())
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    await page.addInitScript(noteMessages)
    await page.goto(flags.address, { waitUntil: 'commit' })
    await page.waitForFunction(() => globalThis.notes.some(({ name }) => name === 'preview'))
    const marks = await page.evaluate(() => ({
      ...Object.fromEntries(globalThis.notes.map(({ name, at }) => [`  ${name}`, at])),
      cold: globalThis.notes.find(({ name }) => name === 'preview').at,
    }))
    return { ...marks, edit: await edit(page) }
  } finally {
    await browser.close()
  }
}

/** A key in the open view; the pause is taken off, since it waits for the typist and not for us. */
async function edit(page) {
  const box = page.getByRole('region', { name: 'Code' }).locator('.monaco-editor')
  await box.waitFor()
  await page.waitForTimeout(2000) // the editor's own start is another matter
  await box.locator('.view-lines').click()
  await page.evaluate(() => {
    globalThis.notes.splice(0)
    addEventListener('keydown', () => (globalThis.pressed = performance.now()), { capture: true })
  })
  await page.keyboard.press('Control+Home')
  await page.keyboard.press('Enter')
  // the request behind the page: a page whose address and title stay is not announced again
  await page.waitForFunction(() => globalThis.notes.some(({ name }) => name === 'trace'))
  return page.evaluate(
    (delay) =>
      globalThis.notes.find(({ name }) => name === 'trace').at - globalThis.pressed - delay,
    EDIT_DELAY_MS,
  )
}
