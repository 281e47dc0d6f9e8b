/**
 * Debt that may only shrink: `any` where a learner's models decide the types, switched-off lint rules, files over
 * 500 lines. The limits stand in ratchet.json; a long file is named there with the reason. Lint refuses every other `any`.
 */
import { readFileSync } from 'node:fs'
import { filesOfRepository } from './files.mjs'

const MAX_LINES = 500
const ANY = /(?<=[:<|&,(=]\s*|\bas\s+|\bkeyof\s+)any\b(?!['"`\w]|\s*[:(])/g
const DISABLE = /(eslint|oxlint)-disable(?!d)/g
const limits = JSON.parse(readFileSync(new URL('ratchet.json', import.meta.url), 'utf8'))

const withoutComments = (text) =>
  text.replaceAll(/\/\*[^]*?\*\//g, '').replaceAll(/(^|\s)\/\/.*$/gm, '')

const problems = []
const long = new Set()
/** Of each limit, what counts against it: "file: number". */
const places = Object.fromEntries(
  ['disables', ...Object.keys(limits.any)].map((name) => [name, new Map()]),
)
for (const { file, text } of filesOfRepository(/^(src|e2e)\/.*\.(tsx?|mjs|cjs|css)$|^vite/)) {
  const folder = Object.keys(limits.any).find((name) => file.startsWith(`${name}/`))
  const anys = withoutComments(text).match(ANY)?.length ?? 0
  if (folder !== undefined && anys > 0) places[folder].set(file, anys)
  const disables = text.match(DISABLE)?.length ?? 0
  if (disables > 0) places.disables.set(file, disables)
  const lines = text.split('\n').length - 1
  if (lines <= MAX_LINES) continue
  long.add(file)
  if (!(file in limits.longFiles))
    problems.push(`${file} has ${lines} lines: split it by idea (${MAX_LINES} at most)`)
}
for (const [name, found] of Object.entries(places)) {
  const limit = name === 'disables' ? limits.disables : limits.any[name]
  const sum = [...found.values()].reduce((total, count) => total + count, 0)
  console.log(`${name}: ${sum} of ${limit}`)
  if (sum <= limit) continue
  const worst = [...found].sort(([, one], [, other]) => other - one).slice(0, 10)
  const list = worst.map(([file, count]) => `\n    ${file}: ${count}`).join('')
  problems.push(`${name}: ${sum}, allowed are ${limit}; most of them in${list}`)
}
for (const file of Object.keys(limits.longFiles))
  if (!long.has(file)) console.log(`${file} is not long now: take it off .config/ratchet.json`)

if (problems.length > 0) {
  console.error(problems.join('\n'))
  process.exit(1)
}
