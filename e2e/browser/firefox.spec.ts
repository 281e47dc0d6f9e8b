/**
 * The journeys of requests.spec.ts once more in Firefox, driven with puppeteer over WebDriver BiDi, since Playwright
 * cannot drive a stock Firefox. Skipped where the machine has none.
 */
import { expect, test } from '@playwright/test'
import { launch, type Browser, type Frame, type Page } from 'puppeteer-core'
import { expectInOrder, throughAllLayers } from '../fixtures.ts'
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

/** Shows the latest request of that name and reads its transcript. */
async function sentencesOf(request: RegExp): Promise<string[]> {
  await page.evaluate((source) => {
    const all = (selector: string) => [...document.querySelectorAll<HTMLElement>(selector)]
    const isNamed = (button: Element) =>
      new RegExp(source).test(button.getAttribute('aria-label') ?? '')
    all('[aria-label="Requests"] button').findLast(isNamed)?.click()
    all('[role=tab]')
      .find((tab) => tab.textContent.startsWith('Transcript'))
      ?.click()
  }, request.source)
  return page.$$eval('[aria-label="Inspector"] [role=tabpanel] li', (items) =>
    items.map((item) => item.textContent ?? ''),
  )
}

async function wentThrough(request: RegExp, inside: readonly RegExp[], status: RegExp) {
  await sees(request)
  await expect(async () => {
    expectInOrder(await sentencesOf(request), throughAllLayers(inside, status))
  }).toPass({ timeout: 20_000 })
}

test('in Firefox, too, every kind of request is answered and recorded', async () => {
  await seesHeading('Posts')
  await sees(/GET \/blog\/, status 200/)

  await inPreview('document.querySelector("article a").click()')
  await seesHeading("What's New This Week")
  await wentThrough(
    /GET \/blog\/posts\/24\/, status 200/,
    [/post_detail\(pk=24\) starts/, /query 1/],
    /200/,
  )

  await inPreview(
    `document.querySelector('textarea').value = 'From Firefox'; document.querySelector('form button').click()`,
  )
  await wentThrough(
    /POST \/blog\/posts\/24\/, status 302/,
    [/CsrfViewMiddleware\.process_view/, /post_detail\(pk=24\) starts/, /Comment/],
    /302/,
  )
  await sees(/redirect: GET \/blog\/posts\/24\/, status 200/)

  await inPreview('document.querySelector("header a").click()')
  await seesHeading('Posts')
  await inPreview(
    `document.querySelector('[name=q]').value = 'onion'; document.querySelector('form button').click()`,
  )
  await wentThrough(/GET \/blog\/\?q=onion, status 200/, [/post_list\(\) starts/, /query 1/], /200/)

  await inPreview(`location.href = '/blog/live/'`)
  await seesHeading('Live search')
  await wentThrough(
    /asked by the page: GET \/blog\/api\/posts\/\?q=, status 200/,
    [/posts_as_json\(\) starts/, /SQLite answers query 1/],
    /200/,
  )

  await inPreview(`location.href = '/blog/archive/2/'`)
  await seesHeading('The Request-Response Cycle')
  await wentThrough(/GET \/blog\/archive\/2\/, status 301/, [/old_post\(pk=2\) starts/], /301/)
})
