/**
 * KNOWN.md: the cases that are answered otherwise than by real Django, grouped by reason. The list is made from a run;
 * only the reasons are written by hand (reasons.ts).
 */
import { writeFileSync } from 'node:fs'
import { sum, type Failure, type FileResult } from './replay.ts'
import { NO_REASON, REASONS } from './reasons.ts'

export function reasonOf(failure: Failure): string {
  return REASONS.find(({ covers }) => covers(failure.given, failure.got))?.reason ?? NO_REASON
}

function grouped(failures: readonly Failure[]): Map<string, Failure[]> {
  const groups = new Map<string, Failure[]>()
  for (const failure of failures) {
    const reason = reasonOf(failure)
    const group = groups.get(reason)
    if (group === undefined) groups.set(reason, [failure])
    else group.push(failure)
  }
  return groups
}

function section(result: FileResult): string {
  const { passed, failed, skipped } = sum(Object.values(result.kinds))
  const rate =
    passed + failed === 0 ? '' : ` (${((100 * passed) / (passed + failed)).toFixed(2)} %)`
  const lines = [
    `## ${result.file}`,
    '',
    `${passed} passed, ${failed} failed${rate}, ${skipped} skipped.`,
  ]
  for (const [reason, failures] of grouped(result.failures)) {
    lines.push('', `### ${reason}`, '')
    for (const { given } of failures) lines.push(`- \`${given.id}\``)
  }
  return lines.join('\n')
}

const HEAD = `# Known differences from real Django

Made by \`npm run conformance -- ../shared/conformance --known\`; the reasons stand in reasons.ts. Cases that need
Python itself (\`python_only\`) are skipped. Of pages that Django words itself (CSRF failure, 404 with DEBUG) kind
\`exchange\` compares status, headers and title, not the text: ours are in our own words.`

export function knownText(results: readonly FileResult[]): string {
  return `${[HEAD, ...results.map(section)].join('\n\n')}\n`
}

export function writeKnown(results: readonly FileResult[]): void {
  writeFileSync(new URL('./KNOWN.md', import.meta.url), knownText(results))
}
