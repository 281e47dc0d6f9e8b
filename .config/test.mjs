/**
 * `npm test`: the checks, the unit tests, then the browser tests on the built app. All three run whatever the one
 * before said; the last line counts what they reported, and anything that failed makes the whole fail.
 */
import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'

const CACHE = 'node_modules/.cache/roundtrip'
const UNIT = `${CACHE}/unit.json`
const BROWSER = `${CACHE}/browser.json`
for (const file of [`${CACHE}/check.json`, UNIT, BROWSER]) rmSync(file, { force: true })

function run(args, env = {}) {
  const { status } = spawnSync(process.execPath, args, {
    stdio: 'inherit',
    env: { ...process.env, ...env },
  })
  return status === 0
}

/** A runner that failed without leaving a failed test behind (it crashed, or found none) counts as one failure. */
function count(ok, file, read) {
  try {
    const { passed, failed } = read(JSON.parse(readFileSync(file, 'utf8')))
    return { passed, failed: ok && passed > 0 ? failed : Math.max(failed, 1) }
  } catch {
    return { passed: 0, failed: 1 }
  }
}

const results = [
  count(run(['.config/check.mjs']), `${CACHE}/check.json`, (report) => report),
  count(
    run([
      'node_modules/vitest/vitest.mjs',
      'run',
      '--config',
      '.config/vitest.config.ts',
      '--reporter=dot',
      '--reporter=json',
      `--outputFile.json=${UNIT}`,
    ]),
    UNIT,
    (report) => ({ passed: report.numPassedTests, failed: report.numFailedTests }),
  ),
  count(
    run(['.config/build.mjs']) &&
      run(
        [
          'node_modules/@playwright/test/cli.js',
          'test',
          '-c',
          'e2e/playwright.config.ts',
          '--reporter=list,json',
        ],
        { PLAYWRIGHT_JSON_OUTPUT_FILE: BROWSER },
      ),
    BROWSER,
    ({ stats }) => ({ passed: stats.expected + stats.flaky, failed: stats.unexpected }),
  ),
]
const passed = results.reduce((sum, result) => sum + result.passed, 0)
const failed = results.reduce((sum, result) => sum + result.failed, 0)
console.log(`\n${passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
