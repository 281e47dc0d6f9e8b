/** The examples' files with what they compile to, worked out while the site was built (vite.config.ts). */
import type { Compiled } from '../runtime/compile.ts'

const files = import.meta.glob<Compiled>('../content/examples/**/*.ts', {
  query: '?compiled',
  import: 'default',
  eager: true,
})

export const compiledExamples: readonly Compiled[] = Object.values(files)
