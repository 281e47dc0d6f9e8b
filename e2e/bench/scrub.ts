/**
 * How long a frame takes while the playhead is dragged through 5,000 spans, on a CPU slowed down four times: diagram,
 * timeline and inspector together, in the gallery of the production build. Goal: 95 of 100 frames within 16.7 ms.
 *
 *   npx tsx e2e/bench/scrub.ts [--address http://localhost:5173] [--rate 4] [--tab SQL]
 *
 * Without an address it builds and serves into a folder of its own. A frame's work runs from its animation callback,
 * in which the pointer moves, to the first task after it was painted. A slow and a fast drag are measured.
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { parseArgs } from 'node:util'
import { chromium, type Page } from '@playwright/test'

const GOAL_MS = 1000 / 60
const APP_PORT = '5293'
const SANDBOX_PORT = '5294'
const { values: flags } = parseArgs({
  options: {
    address: { type: 'string' },
    rate: { type: 'string', default: '4' },
    tab: { type: 'string' },
  },
  allowPositionals: true,
})

const server = flags.address === undefined ? serve() : null
const address = flags.address ?? `http://localhost:${APP_PORT}`
const executablePath = process.env.ROUNDTRIP_CHROMIUM
const browser = await chromium.launch({
  ...(executablePath === undefined ? {} : { executablePath }),
  args: ['--no-sandbox'],
})
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 1000 } })
  await open(page)
  const drags: readonly (readonly [name: string, part: number])[] = [
    ['step by step', 0.02],
    ['across the run', 0.9],
  ]
  let isSlow = false
  for (const [name, part] of drags) {
    const frames = (await drag(page, part)).toSorted((a, b) => a - b)
    const at = (share: number): number =>
      frames[Math.min(frames.length - 1, Math.floor(share * frames.length))] ?? NaN
    const p95 = at(0.95)
    isSlow ||= p95 > GOAL_MS
    console.log(
      `${name.padEnd(16)} p50 ${at(0.5).toFixed(1)} ms   p95 ${p95.toFixed(1)} ms   max ${at(1).toFixed(1)} ms   (${frames.length} frames, CPU ÷ ${flags.rate})`,
    )
  }
  process.exitCode = isSlow ? 1 : 0
} finally {
  await browser.close()
  server?.kill()
}

async function open(page: Page): Promise<void> {
  for (let tries = 0; tries < 40; tries++) {
    const response = await page.goto(`${address}/?gallery=long`).catch(() => null)
    if (response?.ok()) break
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
  const slider = page.getByRole('slider', { name: 'Step' })
  await slider.waitFor()
  if (flags.tab !== undefined) {
    await page.getByRole('tab', { name: new RegExp(`^${flags.tab}`) }).click()
  }
  await slider.scrollIntoViewIfNeeded()
  await page.waitForTimeout(500)
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: Number(flags.rate) })
}

/** @param part  of the ruler that 120 frames pass */
async function drag(page: Page, part: number): Promise<number[]> {
  const box = await page.getByRole('slider', { name: 'Step' }).boundingBox()
  if (box === null) throw new Error('the timeline is not in sight')
  const y = box.y + box.height / 2
  const from = box.x + box.width * 0.05
  await page.mouse.move(from, y)
  await page.mouse.down()
  const frames = await page.evaluate(measure, { from, y, distance: box.width * part, count: 120 })
  await page.mouse.up()
  return frames
}

interface Drag {
  readonly from: number
  readonly y: number
  readonly distance: number
  readonly count: number
}

/** Runs in the page. */
async function measure({ from, y, distance, count }: Drag): Promise<number[]> {
  const slider = document.querySelector('[role=slider][aria-label=Step]')
  const times: number[] = []
  for (let at = 0; at < count + 10; at++) {
    await new Promise<void>((resolve) => {
      requestAnimationFrame(() => {
        const began = performance.now()
        slider?.dispatchEvent(
          new PointerEvent('pointermove', {
            pointerId: 1,
            bubbles: true,
            clientX: from + (distance * at) / count,
            clientY: y,
          }),
        )
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => {
          if (at >= 10) times.push(performance.now() - began) // the first frames warm up
          resolve()
        }
        port2.postMessage(null)
      })
    })
  }
  return times
}

function serve(): ChildProcess {
  const env = {
    ...process.env,
    ROUNDTRIP_APP_PORT: APP_PORT,
    ROUNDTRIP_SANDBOX_PORT: SANDBOX_PORT,
    ROUNDTRIP_DIST: 'node_modules/.cache/bench-scrub',
  }
  spawnSync(process.execPath, ['.config/build.mjs'], { env, stdio: 'inherit' })
  return spawn(process.execPath, ['.config/serve.mjs'], { env, stdio: 'ignore' })
}
