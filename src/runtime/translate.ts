/**
 * The translator: types are taken off, imports become `require`, every line stays where it was, so that stacks name the
 * learner's lines without a source map. It weighs more than all of the ORM's compiler, so it is fetched on demand.
 */
import { transform } from 'sucrase'
import { typescript } from './typescript.ts'
import { watchLoops } from './watch-loops.ts'

typescript.translate = (file, source) => {
  const { code } = transform(source, {
    transforms: ['typescript', 'imports'],
    disableESTransforms: true,
    production: true,
    preserveDynamicImport: true,
    filePath: file,
  })
  return watchLoops(withOwnExports(code), source)
}

/**
 * What a module exports itself wins over `export *`, wherever it stands: `export * from './base'` and then
 * `export const DEBUG = false`. Sucrase makes getters of the others' names, which could not be assigned.
 */
function withOwnExports(code: string): string {
  return code.replace(
    'configurable: true, get: () => obj[key]}',
    'configurable: true, get: () => obj[key], set: (value) => Object.defineProperty(exports, key, {enumerable: true, configurable: true, writable: true, value})}',
  )
}
