/**
 * The journeys of requests.spec.ts once more in Firefox, driven with puppeteer over WebDriver BiDi, since Playwright
 * cannot drive a stock Firefox. Skipped where the machine has none.
 */
import { expect, test } from '@playwright/test'
import { launch, type Browser, type Frame, type Page } from 'puppeteer-core'
import { firefox } from './firefox.mjs'

const executablePath = firefox()
test.skip(executablePath === null, 'this machine has no Firefox (apt-get install firefox-esr)')

let browser: Browser
let page: Page

test.beforeAll(async ({ baseURL }) => {
  browser = await launch({
    browser: 'firefox',
    executablePath: executablePath ?? '',
    headless: true,
  })
  page = await browser.newPage()
  await page.setViewport({ width: 1440, height: 900 })
  await page.goto(baseURL ?? '')
})

test.afterAll(async () => {
  await browser.close()
})

/** The learner's page: the innermost frame. It is another one after every navigation. */
async function preview(): Promise<Frame> {
  const frames = page.frames()
  const found = frames.find((frame) => frame.parentFrame()?.parentFrame() === page.mainFrame())
  if (found === undefined) throw new Error('the preview is not there yet')
  return found
}

async function seesHeading(text: string): Promise<void> {
  await expect
    .poll(
      async () => (await preview()).$eval('h1', (heading) => heading.textContent).catch(String),
      { timeout: 20_000 },
    )
    .toBe(text)
}

async function inPreview(act: string): Promise<void> {
  await (await preview()).evaluate(act)
}

async function sees(request: RegExp): Promise<void> {
  const names = () =>
    page.$$eval('[aria-label="Requests"] button', (buttons) =>
      buttons.map((button) => button.getAttribute('aria-label') ?? ''),
    )
  await expect.poll(async () => (await names()).some((name) => request.test(name))).toBe(true)
}

test('in Firefox, too, every kind of request is answered and recorded', async () => {
  await seesHeading('Posts')
  await sees(/GET \/blog\/, status 200/)

  await inPreview('document.querySelector("article a").click()')
  await seesHeading("What's New This Week")
  await sees(/GET \/blog\/posts\/24\/, status 200/)

  await inPreview(
    `document.querySelector('textarea').value = 'From Firefox'; document.querySelector('form button').click()`,
  )
  await sees(/POST \/blog\/posts\/24\/, status 302/)
  await sees(/redirect: GET \/blog\/posts\/24\/, status 200/)

  await inPreview('document.querySelector("header a").click()')
  await seesHeading('Posts')
  await inPreview(
    `document.querySelector('[name=q]').value = 'onion'; document.querySelector('form button').click()`,
  )
  await sees(/GET \/blog\/\?q=onion, status 200/)

  await inPreview(`location.href = '/blog/live/'`)
  await seesHeading('Live search')
  await sees(/asked by the page: GET \/blog\/api\/posts\/\?q=, status 200/)

  await inPreview(`location.href = '/blog/archive/2/'`)
  await seesHeading('The Request-Response Cycle')
  await sees(/GET \/blog\/archive\/2\/, status 301/)
})
