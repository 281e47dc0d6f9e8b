/**
 * What must not get into the repository: entries at its top, which is its front page, beside the few that stand
 * here (and dotfiles); addresses of the machine where something was written, or of the registry it installed from.
 */
import { filesOfRepository } from './files.mjs'

const AT_THE_TOP =
  /^(\.|(src|public|e2e)\/|(package(-lock)?|tsconfig)\.json$|vite\.config\.ts$|index\.html$|README\.md$|LICENSE$)/
const ADDRESSES = [
  [/(?<![\w.:/-])\/(?:work|tmp|root)\/[\w.-]+/, 'a path of one machine'],
  [/\/(?:home|Users)\/[\w.-]+\//, 'a path of one machine'],
  [
    /"resolved": *"https?:/,
    'the host of a registry (npm config set omit-lockfile-registry-resolved true)',
  ],
]

const problems = []
for (const { file, text } of filesOfRepository(/./)) {
  if (!AT_THE_TOP.test(file)) problems.push(`${file}: not wanted at the top level`)
  if (/\.(png|webp|ico|woff2|wasm)$/.test(file)) continue
  for (const [pattern, what] of ADDRESSES) {
    const found = pattern.exec(text)
    if (found === null) continue
    const line = text.slice(0, found.index).split('\n').length
    problems.push(`${file}:${line}: ${found[0]} is ${what}`)
  }
}
if (problems.length > 0) {
  console.error(problems.join('\n'))
  process.exit(1)
}
