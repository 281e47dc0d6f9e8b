/** Builds where needed and prints the gzip sizes against the budget (size-limit.mjs). */
import { spawnSync } from 'node:child_process'
import { testEnv } from './test-env.mjs'

const env = { ...process.env, ...testEnv } // the build that the browser tests use: one is enough

for (const args of [
  ['.config/build.mjs'],
  ['node_modules/size-limit/bin.js', '--config', '.config/size-limit.mjs'],
]) {
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit', env })
  if (status !== 0) process.exit(1)
}
