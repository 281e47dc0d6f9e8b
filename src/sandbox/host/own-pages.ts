/** Answers that no project made: the playground speaks, and says that it is the playground. Everything is shown as text. */
import type { EngineResponse } from '../../protocol/exchange.ts'

const STYLE =
  'body{font:16px/1.5 system-ui,sans-serif;max-width:42rem;margin:3rem auto;padding:0 1rem;color:#1c2430;background:#fff}' +
  'h1{font-size:1.25rem}code{background:#f0f2f5;padding:.1em .3em}small{color:#5a6675}'

/** @param what  what was going on: `Request stopped` */
export function stoppedPage(what: string, reason: string, where: string | null): EngineResponse {
  const place = where === null ? '' : `<p>It was at <code>${escape(where)}</code>.</p>`
  return page(
    500,
    what,
    `<p>${escape(reason)}</p>${place}<p>The database is as the last finished request left it.</p>`,
  )
}

/** A redirect to another site: a playground may not follow it. */
export function leavingPage(location: string): EngineResponse {
  return page(
    200,
    'This redirect leaves the playground',
    `<p>The project answered with a redirect to <code>${escape(location)}</code>. The preview does not follow it.</p>`,
  )
}

export function notModifiedPage(): EngineResponse {
  return page(
    200,
    '304 Not Modified',
    '<p>The project answered that the page has not changed. A browser would show the copy that it has kept; the preview keeps none.</p>',
  )
}

function page(status: number, title: string, html: string): EngineResponse {
  const text =
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>${escape(title)}</title><style>${STYLE}</style>` +
    `<h1>${escape(title)}</h1>${html}<p><small>From the playground, not from your project.</small></p>`
  return {
    status,
    reason: '',
    headers: [['Content-Type', 'text/html; charset=utf-8']],
    body: new TextEncoder().encode(text).buffer,
  }
}

function escape(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
  return text.replace(/[&<>"]/g, (char) => entities[char]!)
}
