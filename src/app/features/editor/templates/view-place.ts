/** Names of URLs and templates in a project's TypeScript: `reverse('…')`, `render(request, '…')`, `template_name = '…'`. */
import type { Place } from './template-place.ts'

const URL_NAME = /\b(?:reverse|reverse_lazy|redirect|resolve_url)\(\s*(['"`])([^'"`]*)$/
const TEMPLATE_NAME =
  /(?:\brender\(\s*[\w.]+\s*,|\b(?:Simple)?TemplateResponse\((?:\s*[\w.]+\s*,)?|\b(?:render_to_string|get_template)\(|\btemplate_name\s*[:=])\s*(['"`])([^'"`]*)$/

/** @param column  of the cursor, from 0; @returns null where nothing of that kind is named */
export function viewPlace(line: string, column: number): Place | null {
  const before = line.slice(0, column)
  for (const [kind, pattern] of [
    ['url', URL_NAME],
    ['template', TEMPLATE_NAME],
  ] as const) {
    const [, quote, typed] = pattern.exec(before) ?? []
    if (quote === undefined || typed === undefined) continue
    const more = /^[^'"`\s)]*/.exec(line.slice(column))?.[0] ?? ''
    return {
      ...{ kind, quote, tag: '', library: '' },
      text: typed + more,
      from: column - typed.length,
      to: column + more.length,
    }
  }
  return null
}
