/**
 * `blog/views.ts?compiled`: a file of an example with what the engine would compile it to. A browser that opens the
 * example then needs no compiler for its first page.
 */
import { readFileSync } from 'node:fs'
import type { Plugin } from 'vite'
import { compile } from '../src/runtime/compile.ts'
import '../src/runtime/translate.ts'

const EXAMPLE_FILE = /\/content\/examples\/[^/]+\/(.+)$/

export const compiledExamples: Plugin = {
  name: 'compiled-examples',
  enforce: 'pre',
  load(id) {
    const [path = '', query] = id.split('?')
    const file = EXAMPLE_FILE.exec(path)?.[1]
    if (query !== 'compiled' || file === undefined) return null
    const source = readFileSync(path, 'utf8')
    return `export default ${JSON.stringify({ file, source, code: compile(file, source) })}`
  },
}
