/**
 * What a browser downloads before the page can be used, gzipped, against the budget of the design. Files are found
 * by following the build's own references, so a chunk that moved still counts. What is fetched by a dynamic import
 * (the editor, the Jinja2 engine) comes later and does not count.
 */
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

const dist = path.resolve(import.meta.dirname, '..', process.env['ROUNDTRIP_DIST'] ?? 'dist')
const TAG = /<(?:script|link)\b[^>]*(?:src|href)="([^"]+\.(?:js|css))"/g
const STATIC_IMPORT = /\b(?:from|import)\s*"([^"]+\.js)"/g
/** Workers and WebAssembly are named by URL: `new URL("/__host/assets/worker-x.js", …)`. */
const BY_URL = /(?<!import\()["'`]([^"'`\s]+\.(?:js|wasm))["'`]/g

/** Every file that `start` needs, with itself. `root` is what `/` means in the build. */
function reached(root, start, references) {
  const found = new Set()
  const visit = (file, isRequired) => {
    if (found.has(file)) return
    if (!existsSync(file)) {
      if (isRequired) throw new Error(`${file} is not in the build`)
      return // a string that only looks like a file
    }
    found.add(file)
    if (!/\.(html|js)$/.test(file)) return
    const text = readFileSync(file, 'utf8')
    for (const pattern of references)
      for (const [, target] of text.matchAll(pattern))
        visit(
          path.resolve(target.startsWith('/') ? root + target : `${path.dirname(file)}/${target}`),
          pattern === TAG,
        )
  }
  visit(path.join(root, start), true)
  return [...found]
}

export default [
  {
    name: 'shell: page, styles, React and ours',
    path: reached(`${dist}/app`, 'index.html', [TAG, STATIC_IMPORT]),
    limit: '250 kB',
    gzip: true,
  },
  {
    name: 'engine: host page, service worker, Django, sql.js',
    path: reached(`${dist}/sandbox`, '__host/index.html', [TAG, STATIC_IMPORT, BY_URL]),
    limit: '700 kB',
    gzip: true,
  },
]
