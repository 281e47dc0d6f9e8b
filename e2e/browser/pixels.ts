import type { Page } from '@playwright/test'

/**
 * The largest difference of any colour channel (0–255) between two screenshots of one size. Text is drawn on
 * fractions of pixels, so that two equal pictures may differ by a level or two.
 */
export function largestDifference(page: Page, one: Buffer, other: Buffer): Promise<number> {
  const urls = [one, other].map((png) => `data:image/png;base64,${png.toString('base64')}`)
  return page.evaluate(async (sources) => {
    const [a, b] = await Promise.all(
      sources.map(async (source) => {
        const image = new Image()
        image.src = source
        await image.decode()
        const context = new OffscreenCanvas(image.width, image.height).getContext('2d')
        context?.drawImage(image, 0, 0)
        return context?.getImageData(0, 0, image.width, image.height).data ?? []
      }),
    )
    if (a === undefined || b === undefined || a.length !== b.length) return 255
    let largest = 0
    for (let at = 0; at < a.length; at += 1)
      largest = Math.max(largest, Math.abs((a[at] ?? 0) - (b[at] ?? 0)))
    return largest
  }, urls)
}
