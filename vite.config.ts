/**
 * Three builds of one repository: the app's page (default), the sandbox's host page with the engine worker
 * (`--mode sandbox`) and its service worker (`--mode service-worker`, one classic file). App and sandbox stand on two
 * sites, so each must know the other's address: both are settings of the build, never of a URL.
 *
 * ROUNDTRIP_APP_ORIGINS     who may embed the sandbox, space separated; first: where links to the app go
 * ROUNDTRIP_SANDBOX_ORIGIN  where playgrounds live: `*` = a name of its own for each, or a list of origins
 */
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin, type UserConfig } from 'vite'
import { compiledExamples } from './.config/compiled-examples.ts'
import { declarations } from './.config/declarations.ts'
import { appHeaders, netlifyHeaders, nginxConfig, securityHeaders } from './src/sandbox/hosting.ts'

const { env } = process
const appPort = Number(env.ROUNDTRIP_APP_PORT ?? 5173)
const sandboxPort = Number(env.ROUNDTRIP_SANDBOX_PORT ?? 5174)
const appOrigins = (env.ROUNDTRIP_APP_ORIGINS ?? `http://localhost:${appPort}`).split(' ')
const sandboxOrigin = env.ROUNDTRIP_SANDBOX_ORIGIN ?? `http://*.localhost:${sandboxPort}`
const outDir = new URL(`${env.ROUNDTRIP_DIST ?? 'dist'}/`, import.meta.url).pathname

const shared: UserConfig = {
  define: {
    'import.meta.env.VITE_SANDBOX_ORIGIN': JSON.stringify(sandboxOrigin),
    'import.meta.env.VITE_APP_ORIGINS': JSON.stringify(appOrigins),
  },
  build: { target: 'es2023', reportCompressedSize: false, chunkSizeWarningLimit: 6000 },
}
/**
 * Learners read class and function names in error pages, and fields are found by them, so neither the minifier nor the
 * bundler (where two modules have a class of one name) may change them.
 */
const keepNames = {
  keepNames: true,
  minify: { compress: true, mangle: { keepNames: true }, codegen: true },
} as const

/** Writes the files with which a web server sends the headers, from the same table that the service worker uses. */
function hostingFiles(headers: Readonly<Record<string, string>>): Plugin {
  return {
    name: 'hosting-files',
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: '_headers', source: netlifyHeaders(headers) })
      this.emitFile({ type: 'asset', fileName: 'nginx.conf', source: nginxConfig(headers) })
    },
  }
}

/** The app comes by a dynamic import, so that the sandbox starts before it; it is fetched as early all the same. */
const preloadApp: Plugin = {
  name: 'preload-app',
  transformIndexHtml: {
    order: 'post',
    handler(_html, { bundle, chunk: page }) {
      const chunks = Object.values(bundle ?? {}).filter((file) => file.type === 'chunk')
      const app = chunks.find((chunk) => chunk.facadeModuleId?.endsWith('/src/entries/app.tsx'))
      if (app === undefined) return []
      const link = (name: string, attrs: Record<string, string>) => ({
        tag: 'link',
        injectTo: 'head' as const,
        attrs: { ...attrs, crossorigin: true, href: `/${name}` },
      })
      const scripts = [app.fileName, ...app.imports].filter((name) => name !== page?.fileName)
      const styles = [...(app.viteMetadata?.importedCss ?? [])]
      return [
        ...scripts.map((name) => link(name, { rel: 'modulepreload' })),
        ...styles.map((name) => link(name, { rel: 'preload', as: 'style' })),
      ]
    },
  },
}

/**
 * Learners write TypeScript and nothing else, so Sucrase's JSX, Flow and React parts, its source maps and its check of
 * our options stay out of the engine: a twelfth of what the worker weighs. What is called all the same says so.
 */
const sucraseParts =
  /sucrase\/dist\/esm\/(?:transformers\/(?:JSX|ReactDisplayName|ReactHotLoader|JestHoist|Flow|ESMImport|OptionalChainingNullish|OptionalCatchBinding|NumericSeparator)Transformer|parser\/plugins\/(?:flow|jsx\/index|jsx\/xhtml)|computeSourceMap|Options)\.js$/

const withoutJsx: Plugin = {
  name: 'sucrase-without-jsx',
  enforce: 'pre',
  transform(code, id) {
    if (!sucraseParts.test(id)) return null
    const body = id.endsWith('/Options.js') ? '' : "throw new Error('not in this build of Sucrase')"
    const names = [...code.matchAll(/^export (?:function|class|const) (\w+)/gm)].map(
      ([, name]) => `export function ${name}() {${body}}`,
    )
    const hasDefault = /^export default/m.test(code)
    return `${names.join('\n')}\n${hasDefault ? `export default function () {${body}}` : ''}`
  },
}

/** How long each plugin took is no news for somebody who wants to start the app. */
const quiet = { pluginTimings: false }

const app: UserConfig = {
  ...shared,
  plugins: [react(), declarations(), preloadApp, hostingFiles(appHeaders(sandboxOrigin))],
  worker: { format: 'es', rolldownOptions: { checks: quiet } },
  server: { port: appPort, strictPort: true },
  build: {
    ...shared.build,
    outDir: `${outDir}app`,
    emptyOutDir: true,
    rolldownOptions: { checks: quiet },
  },
}

const sandbox: UserConfig = {
  ...shared,
  root: new URL('src/sandbox/site', import.meta.url).pathname,
  plugins: [hostingFiles(securityHeaders(appOrigins))],
  worker: {
    format: 'es',
    plugins: () => [withoutJsx, compiledExamples],
    rolldownOptions: {
      output: {
        ...keepNames,
        // what every project needs is one file: many small ones compress worse
        codeSplitting: { groups: [{ name: 'core', test: /runtime\/django\/core\.ts$/ }] },
      },
      checks: quiet,
    },
  },
  build: {
    ...shared.build,
    outDir: `${outDir}sandbox`,
    emptyOutDir: !process.argv.includes('--watch'), // the service worker's build is in there, too
    assetsDir: '__host/assets',
    modulePreload: false,
    rolldownOptions: {
      input: new URL('src/sandbox/site/__host/index.html', import.meta.url).pathname,
      output: keepNames,
      checks: quiet,
    },
  },
}

const serviceWorker: UserConfig = {
  ...shared,
  publicDir: false,
  build: {
    ...shared.build,
    outDir: `${outDir}sandbox`,
    emptyOutDir: false,
    rolldownOptions: {
      input: new URL('src/entries/service-worker.ts', import.meta.url).pathname,
      output: { format: 'iife', entryFileNames: 'sw.js' },
    },
  },
}

export default defineConfig(({ mode }) => {
  if (mode === 'sandbox') return sandbox
  if (mode === 'service-worker') return serviceWorker
  return app
})
