/** The top of the repository is its front page: only these entries, and dotfiles. */
import { execFileSync } from 'node:child_process'

const ALLOWED = new Set([
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'vite.config.ts',
  'index.html',
  'src',
  'public',
  'e2e',
  'README.md',
  'LICENSE',
])
const entries = execFileSync('git', ['ls-files', '-co', '--exclude-standard'])
  .toString()
  .split('\n')
const extra = new Set(entries.map((file) => file.split('/')[0]))
for (const name of extra)
  if (name === '' || name.startsWith('.') || ALLOWED.has(name)) extra.delete(name)
if (extra.size > 0) {
  console.error(`not wanted at the top level: ${[...extra].join(', ')}`)
  process.exit(1)
}
