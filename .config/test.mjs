/**
 * `npm test`: the checks, the unit tests, the recorded answers of real Django where they are at hand, then the browser
 * tests on the built app. All run whatever the one before said; the last line counts what they reported, and anything
 * that failed makes the whole fail.
 * With a name (`checks`, `unit`, `conformance`, `browser`) only that one runs, and what follows goes to its runner.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { testEnv } from './test-env.mjs'

const CACHE = 'node_modules/.cache/roundtrip'
const [only, ...forRunner] = process.argv.slice(2)

/** Each file counts once: passed where no fewer cases pass than before. */
const conformance = {
  name: 'conformance',
  report: `${CACHE}/conformance.json`,
  commands: [
    ['node_modules/tsx/dist/cli.mjs', 'e2e/conformance/run.ts', '../shared/conformance'].concat([
      '--json',
      `${CACHE}/conformance.json`,
    ]),
  ],
  count: ({ files, below }) => ({
    passed: Object.keys(files).length - below.length,
    failed: below.length,
  }),
}

const stages = [
  {
    name: 'checks',
    report: `${CACHE}/check.json`,
    commands: [['.config/check.mjs']],
    count: ({ passed, failed }) => ({ passed, failed }),
  },
  {
    name: 'unit',
    report: `${CACHE}/unit.json`,
    commands: [
      ['node_modules/vitest/vitest.mjs', 'run', '--config', '.config/vitest.config.ts'].concat([
        '--reporter=dot',
        '--reporter=json',
        `--outputFile.json=${CACHE}/unit.json`,
      ]),
    ],
    count: (report) => ({ passed: report.numPassedTests, failed: report.numFailedTests }),
  },
  // the recorded answers of real Django are kept beside the repository: only where they are
  ...(existsSync('../shared/conformance') ? [conformance] : []),
  {
    name: 'browser',
    report: `${CACHE}/browser.json`,
    commands: [
      ['.config/build.mjs'],
      ['node_modules/@playwright/test/cli.js', 'test', '-c', 'e2e/playwright.config.ts'].concat(
        '--reporter=list,json',
      ),
    ],
    count: ({ stats }) => ({ passed: stats.expected + stats.flaky, failed: stats.unexpected }),
  },
]

const env = {
  ...process.env,
  ...testEnv,
  PLAYWRIGHT_JSON_OUTPUT_FILE: `${CACHE}/browser.json`,
}

/** A runner that failed without leaving a failed test behind (it crashed, or found none) counts as one failure. */
function run({ report, commands, count }) {
  rmSync(report, { force: true })
  const last = commands.length - 1
  const ok = commands.every((command, index) => {
    const args = index === last ? [...command, ...forRunner] : command
    return spawnSync(process.execPath, args, { stdio: 'inherit', env }).status === 0
  })
  try {
    const { passed, failed } = count(JSON.parse(readFileSync(report, 'utf8')))
    return { passed, failed: ok && passed > 0 ? failed : Math.max(failed, 1) }
  } catch {
    return { passed: 0, failed: 1 }
  }
}

const results = stages.filter(({ name }) => only === undefined || name === only).map(run)
const passed = results.reduce((sum, result) => sum + result.passed, 0)
const failed = results.reduce((sum, result) => sum + result.failed, 0)
console.log(`\n${passed} passed, ${failed} failed`)
process.exit(passed > 0 && failed === 0 ? 0 : 1)
