/**
 * Bundles measure.ts as the engine is bundled for the browser: one file, names of classes and functions kept. What
 * runs TypeScript directly wraps every function to keep its name, which would be timed too.
 */
import { join } from 'node:path'
import { build } from 'vite'

/** @returns path of the bundle, in a folder that git ignores and from where npm's packages are found */
export async function bundle(repository: string): Promise<string> {
  const outDir = join(repository, 'node_modules/.cache/bench')
  await build({
    configFile: false,
    root: repository,
    logLevel: 'error',
    build: {
      ssr: join(repository, 'e2e/bench/measure.ts'),
      target: 'node20',
      outDir,
      emptyOutDir: true,
      minify: false,
      rolldownOptions: { output: { keepNames: true, entryFileNames: 'measure.mjs' } },
    },
  })
  return join(outDir, 'measure.mjs')
}
