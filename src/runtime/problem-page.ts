/**
 * The answer of a project that could not be loaded: as Django's debug page does, class, message and place come first,
 * then what to do. Django itself shows such errors in the terminal, where a learner of the playground has none.
 */
import { formatSource } from '../base/source.ts'
import type { ProjectProblem } from './problem.ts'

const STYLE =
  'html{font:15px/1.5 system-ui,sans-serif;color:#1c2430}body{margin:0}header{background:#ffc;padding:16px 24px;border-bottom:1px solid #ddd}' +
  'h1{font-size:1.4rem;font-weight:600;margin:0}pre{white-space:pre-wrap;font:1em/1.5 ui-monospace,monospace;margin:8px 0 0}' +
  'dl{display:grid;grid-template-columns:max-content 1fr;gap:6px 20px;margin:0;padding:16px 24px}dt{color:#5a6675}dd{margin:0}' +
  'code{font-family:ui-monospace,monospace}'

export function problemPage(problem: ProjectProblem): string {
  const rows: [string, string][] = [
    ['where', problem.where === null ? 'not known' : formatSource(problem.where)],
  ]
  if (problem.hint !== null) rows.push(['fix', problem.hint])
  const list = rows.map(([term, text]) => `<dt>${term}</dt><dd><code>${escape(text)}</code></dd>`)
  return (
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escape(problem.className)} while the project was loading</title>` +
    `<style>${STYLE}</style></head><body><header><h1>${escape(problem.className)} while the project was loading</h1>` +
    `<pre>${escape(problem.message)}</pre></header><dl>${list.join('')}</dl></body></html>`
  )
}

function escape(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
  return text.replace(/[&<>"]/g, (char) => entities[char]!)
}
