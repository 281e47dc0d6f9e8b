/**
 * What the journeys are written with: the playground as a person meets it, found by the accessible names that stay.
 * Nothing here reaches into the app's state.
 */
import { readFileSync } from 'node:fs'
import { test as base, expect, type FrameLocator, type Locator, type Page } from '@playwright/test'

export interface TestFixtures {
  /** The app, opened at its start page, with the blog standing in the preview. */
  readonly playground: Playground
}

export class Playground {
  /** The learner's page, inside the sandbox's host page. */
  readonly preview: FrameLocator
  readonly address: Locator
  readonly requests: Locator
  readonly code: Locator
  readonly cycle: Locator
  readonly timeline: Locator
  readonly inspector: Locator
  /** The playhead; its value text is the sentence of the step. */
  readonly step: Locator

  constructor(readonly page: Page) {
    this.preview = page
      .frameLocator('iframe[title="Sandbox"]')
      .frameLocator('iframe[title="Preview"]')
    this.address = page.getByRole('textbox', { name: 'Address' })
    this.requests = page.getByRole('list', { name: 'Requests' })
    this.code = page.getByRole('region', { name: 'Code' })
    this.cycle = page.getByRole('region', { name: 'Request cycle' })
    this.timeline = page.getByRole('region', { name: 'Timeline' })
    this.inspector = page.getByRole('region', { name: 'Inspector' })
    this.step = page.getByRole('slider', { name: 'Step' })
  }

  async open(url = '/'): Promise<void> {
    await this.page.goto(url)
    await this.isReady()
  }

  /** The first page stands in the preview. */
  async isReady(): Promise<void> {
    await expect(this.preview.locator('body')).not.toBeEmpty()
  }

  /** Types a path into the address bar and sends it. */
  async send(path: string): Promise<void> {
    await this.address.fill(path)
    await this.page.getByRole('button', { name: 'Send', exact: true }).click()
  }

  /** A row of the list of requests, the latest of that name: `request(/POST .*status 302/)`. */
  request(name: RegExp): Locator {
    return this.requests.getByRole('button', { name }).last()
  }

  /** Shows that request in every view and waits until the playhead speaks of it. */
  async show(name: RegExp): Promise<void> {
    await this.request(name).click()
    await expect(this.request(name)).toHaveAttribute('aria-current', 'true')
  }

  async sentence(): Promise<string> {
    return (await this.step.getAttribute('aria-valuetext')) ?? ''
  }

  /** What the transcript says of the shown request, one sentence for each step. */
  async sentences(): Promise<string[]> {
    await this.inspector.getByRole('tab', { name: /^Transcript/ }).click()
    return this.inspector.getByRole('tabpanel').getByRole('listitem').allInnerTexts()
  }

  /** Puts the playhead on a step, from 1, by keyboard: from the start forward. */
  async goToStep(step: number): Promise<void> {
    await this.step.focus()
    await this.page.keyboard.press('Home')
    for (let at = 1; at < step; at += 1) await this.page.keyboard.press('ArrowRight')
    await expect(this.step).toHaveAttribute('aria-valuenow', String(step))
  }

  /** A heading of the learner's page. */
  heading(name: string): Locator {
    return this.preview.getByRole('heading', { name, exact: true })
  }

  /** Opens a file in the editor. */
  async openFile(path: string): Promise<void> {
    const name = path.split('/').at(-1) ?? path
    const folders = path.split('/').slice(0, -1)
    for (const [index] of folders.entries()) {
      const folder = folders.slice(0, index + 1).join('/')
      const row = this.code.locator(`[role=treeitem][data-path="${folder}"]`)
      if ((await row.getAttribute('aria-expanded')) === 'false') await row.click()
    }
    await this.code
      .locator(`[role=treeitem][data-path="${path}"]`)
      .or(this.code.getByRole('treeitem', { name, exact: true }))
      .first()
      .click()
  }

  /** Replaces the whole text of a file, as a person would: open, select all, paste. */
  async edit(path: string, change: (text: string) => string): Promise<void> {
    const text = await this.textOf(path)
    await this.editor().focus()
    await this.page.keyboard.press('ControlOrMeta+a')
    await this.page.evaluate((value) => navigator.clipboard.writeText(value), change(text))
    await this.page.keyboard.press('ControlOrMeta+v')
  }

  /** The same, and waits until the preview has asked again: what is sent afterwards is not overtaken. */
  async editAndReload(path: string, change: (text: string) => string): Promise<void> {
    const rows = this.requests.getByRole('button')
    const before = await rows.count()
    await this.edit(path, change)
    await expect.poll(() => rows.count()).toBeGreaterThan(before)
  }

  private editor(): Locator {
    return this.code.getByRole('textbox').last()
  }

  /** The whole text of a file as it stands in the editor, which draws only the lines in view. */
  async textOf(path: string): Promise<string> {
    await this.openFile(path)
    await this.editor().focus()
    await this.page.keyboard.press('ControlOrMeta+a')
    await this.page.keyboard.press('ControlOrMeta+c')
    return this.page.evaluate(() => navigator.clipboard.readText())
  }
}

export const test = base.extend<TestFixtures>({
  playground: async ({ page, context }, use) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    const playground = new Playground(page)
    await playground.open()
    await use(playground)
  },
})

export { expect }

/** The layers of the blog's MIDDLEWARE, from the outside in. */
export const LAYERS: readonly RegExp[] = [
  /SecurityMiddleware/,
  /RequestLoggingMiddleware/,
  /CommonMiddleware/,
  /CsrfViewMiddleware/,
  /powered_by/,
  /XFrameOptionsMiddleware/,
]

/** A whole request: through all layers to `inside`, and out again in the opposite order. */
export function throughAllLayers(inside: readonly RegExp[], status: RegExp): RegExp[] {
  return [/The browser sends/, /WSGIHandler/, ...LAYERS, ...inside, ...LAYERS.toReversed(), status]
}

/** The line of `part` in a file of the blog as it comes with Roundtrip, from 1. */
export function lineOf(text: string, part: string): number {
  return text.slice(0, text.indexOf(part)).split('\n').length
}

/** A file of the blog as it comes with Roundtrip. */
export function blogFile(path: string): string {
  return readFileSync(new URL(`../src/content/examples/blog/${path}`, import.meta.url), 'utf8')
}

/** True where `parts` stand in `sentences` in this order, others between them allowed. */
export function expectInOrder(sentences: readonly string[], parts: readonly RegExp[]): void {
  let from = 0
  for (const part of parts) {
    const at = sentences.findIndex((sentence, index) => index >= from && part.test(sentence))
    expect(at, `${part} after step ${from} in:\n${sentences.join('\n')}`).toBeGreaterThanOrEqual(
      from,
    )
    from = at + 1
  }
}
