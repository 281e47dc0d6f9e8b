/** The files that are, or are about to be, in the repository, with their text. The learners' code of examples is not ours. */
import { execFileSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'

/** @returns {{ file: string, text: string }[]} those whose path matches, sorted */
export function filesOfRepository(pattern) {
  const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '--deduplicate'])
  return listed
    .toString()
    .split('\n')
    .filter((file) => pattern.test(file) && !file.startsWith('src/content/examples/'))
    .filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile()) // deleted, not yet committed
    .map((file) => ({ file, text: readFileSync(file, 'utf8') }))
}
