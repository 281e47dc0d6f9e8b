/**
 * Debt that may only shrink: `any` in types, eslint-disables, files over 500 lines. The limits stand in ratchet.json;
 * a long file is named there with the reason. A number that fell must be written down, so that it cannot rise again.
 */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

const MAX_LINES = 500
const limits = JSON.parse(readFileSync(new URL('ratchet.json', import.meta.url), 'utf8'))
const files = execFileSync('git', [
  'ls-files',
  '-co',
  '--exclude-standard',
  'src',
  'e2e',
  '.config',
])
  .toString()
  .split('\n')
  .filter(
    (file) => /\.(tsx?|mjs|cjs|js|css)$/.test(file) && !file.startsWith('src/content/examples/'),
  )

const withoutComments = (text) =>
  text.replaceAll(/\/\*[^]*?\*\//g, '').replaceAll(/(^|\s)\/\/.*$/gm, '')

const found = { any: 0, eslintDisables: 0 }
const problems = []
const places = { any: [], eslintDisables: [] }
const seenLong = new Set()
for (const file of files) {
  let text
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    continue // deleted, not yet committed
  }
  const anys = withoutComments(text).match(
    /(?<=[:<|&,(=]\s*|\bas\s+|\bkeyof\s+)any\b(?!['"`\w]|\s*[:(])/g,
  )
  const disables = text.match(/eslint-disable(?!d)/g)
  if (anys && /\.tsx?$/.test(file))
    ((found.any += anys.length), places.any.push(`${file}: ${anys.length}`))
  if (disables && !file.startsWith('.config/'))
    ((found.eslintDisables += disables.length),
      places.eslintDisables.push(`${file}: ${disables.length}`))
  const lines = text.split('\n').length - 1
  if (lines <= MAX_LINES) continue
  seenLong.add(file)
  if (!(file in limits.longFilesAllowed))
    problems.push(`${file} has ${lines} lines: split it by idea (${MAX_LINES} at most)`)
}
for (const name of Object.keys(found)) {
  if (found[name] > limits[name])
    problems.push(
      `${name}: ${found[name]}, allowed ${limits[name]}\n    ${places[name].join('\n    ')}`,
    )
  if (found[name] < limits[name])
    problems.push(`${name} fell to ${found[name]}: write that into .config/ratchet.json`)
}
for (const file of Object.keys(limits.longFilesAllowed)) {
  if (!seenLong.has(file))
    problems.push(`${file} is no longer long: take it off .config/ratchet.json`)
}
console.log(
  `any ${found.any}, eslint-disables ${found.eslintDisables}, long files ${seenLong.size}`,
)
if (problems.length > 0) {
  console.error(problems.join('\n'))
  process.exit(1)
}
