/**
 * Monaco as this editor needs it: bundled, no CDN; TypeScript that knows Django; templates; colours from our tokens.
 * Importing this file loads megabytes: only MonacoEditor.tsx does, which is loaded late.
 */
import { loader } from '@monaco-editor/react'
import * as monaco from 'monaco-editor/editor'
import 'monaco-editor/features/register.all'
import 'monaco-editor/languages/definitions/css/register'
import 'monaco-editor/languages/definitions/javascript/register'
import 'monaco-editor/languages/definitions/markdown/register'
import 'monaco-editor/languages/definitions/python/register'
import 'monaco-editor/languages/definitions/typescript/register'
import 'monaco-editor/languages/features/css/register'
import 'monaco-editor/languages/features/json/register'
import * as ts from 'monaco-editor/languages/features/typescript/register'
import EditorWorker from 'monaco-editor/editor/editor.worker?worker'
import CssWorker from 'monaco-editor/languages/features/css/css.worker?worker'
import JsonWorker from 'monaco-editor/languages/features/json/json.worker?worker'
import TsWorker from 'monaco-editor/languages/features/typescript/ts.worker?worker'
import { completeRequest } from './request-completion.ts'
import {
  DJANGO_LANGUAGE,
  djangoTokens,
  JINJA_LANGUAGE,
  jinjaTokens,
  templateConfiguration,
} from './django-language.ts'
import { serveTemplates } from './templates/language-service.ts'
import { loadTypeSources } from './type-sources.ts'

self.MonacoEnvironment = {
  getWorker(_id, label) {
    if (label === 'typescript' || label === 'javascript') return new TsWorker()
    if (label === 'css') return new CssWorker()
    if (label === 'json') return new JsonWorker()
    return new EditorWorker()
  },
}
loader.config({ monaco })

monaco.languages.register({
  id: DJANGO_LANGUAGE,
  extensions: ['.html'],
  aliases: ['Django template'],
})
monaco.languages.register({ id: JINJA_LANGUAGE, aliases: ['Jinja2 template'] })
for (const [id, tokens] of [
  [DJANGO_LANGUAGE, djangoTokens],
  [JINJA_LANGUAGE, jinjaTokens],
] as const) {
  monaco.languages.setLanguageConfiguration(id, templateConfiguration)
  monaco.languages.setMonarchTokensProvider(id, tokens)
}

const PYTHON_MODULES = ['datetime', 'decimal', 'logging', 're', 'uuid']
const BUNDLER = 100 as never // a module resolution that Monaco's own enum lacks
// Not strict: a learner writes `function post_list(request)`, and what a model's fields become at run time no type says.
ts.typescriptDefaults.setCompilerOptions({
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.ESNext,
  moduleResolution: BUNDLER,
  allowImportingTsExtensions: true,
  allowNonTsExtensions: true,
  isolatedModules: true,
  noEmit: true,
  strict: false,
  baseUrl: 'file:///',
  // Python's own modules that Django code uses stand beside Django's
  paths: {
    'django/*': ['framework/*'],
    ...Object.fromEntries(PYTHON_MODULES.map((name) => [name, [`base/python/${name}`]])),
  },
  typeRoots: [],
  lib: ['esnext'],
})
ts.typescriptDefaults.setEagerModelSync(true)
// a view that does not read its request is no mistake
ts.typescriptDefaults.setDiagnosticsOptions({ noSuggestionDiagnostics: true })

// A module that the framework does not have yet, and what learners' files have without importing it.
const AMBIENT = `
declare module 'django/*'
declare function print(...values: unknown[]): void
declare const performance: { now(): number }
declare const console: { log(...values: unknown[]): void }
`
completeRequest()
serveTemplates(uriOf)
ts.typescriptDefaults.addExtraLib(AMBIENT, 'file:///ambient.d.ts')
void loadTypeSources().then((sources) => {
  const libs = Object.entries(sources).map(([path, content]) => ({
    filePath: `file:///${path}`,
    content,
  }))
  ts.typescriptDefaults.setExtraLibs([
    { filePath: 'file:///ambient.d.ts', content: AMBIENT },
    ...libs,
  ])
})

/** A project's file as Monaco names it; its own folder, so that it never meets the framework's files. */
export function uriOf(path: string): monaco.Uri {
  return monaco.Uri.parse(`file:///project/${path}`)
}

const LANGUAGES: Readonly<Record<string, string>> = {
  ts: 'typescript',
  js: 'javascript',
  json: 'json',
  css: 'css',
  md: 'markdown',
  py: 'python',
  html: DJANGO_LANGUAGE,
  xml: DJANGO_LANGUAGE,
  svg: DJANGO_LANGUAGE,
}

export function languageOf(path: string): string {
  const language = LANGUAGES[path.slice(path.lastIndexOf('.') + 1)] ?? 'plaintext'
  return language === DJANGO_LANGUAGE && /(?:^|\/)jinja2\//.test(path) ? JINJA_LANGUAGE : language
}

// minified CSS says #fff, which Monaco refuses
function longHex(colour: string): string {
  return /^#[0-9a-f]{3}$/i.test(colour) ? colour.replace(/[0-9a-f]/gi, '$&$&') : colour
}

/** Takes the colours from tokens.css as they are now. @returns the theme's name */
export function defineTheme(): string {
  const isDark = document.documentElement.dataset['theme'] === 'dark'
  const style = getComputedStyle(document.documentElement)
  const colour = (token: string) => longHex(style.getPropertyValue(token).trim())
  const bare = (token: string) => colour(token).slice(1)
  const name = isDark ? 'roundtrip-dark' : 'roundtrip-light'
  monaco.editor.defineTheme(name, {
    base: isDark ? 'vs-dark' : 'vs',
    inherit: true,
    rules: [
      { token: '', foreground: bare('--text') },
      { token: 'comment', foreground: bare('--muted'), fontStyle: 'italic' },
      { token: 'string', foreground: bare('--accent') },
      { token: 'attribute.value', foreground: bare('--accent') },
      { token: 'keyword', foreground: bare('--phase-middleware') },
      { token: 'tag', foreground: bare('--phase-urls') },
      { token: 'attribute.name', foreground: bare('--muted') },
      { token: 'number', foreground: bare('--phase-cache') },
      { token: 'type', foreground: bare('--phase-urls') },
      { token: 'variable', foreground: bare('--text') },
      { token: 'predefined', foreground: bare('--phase-urls') },
      { token: 'delimiter', foreground: bare('--muted') },
      { token: 'delimiter.django', foreground: bare('--phase-template') },
    ],
    colors: {
      'editor.background': colour('--canvas'),
      'editor.foreground': colour('--text'),
      'editorLineNumber.foreground': colour('--muted'),
      'editorLineNumber.activeForeground': colour('--text'),
      'editorWidget.background': colour('--panel'),
      'editorWidget.border': colour('--border'),
      focusBorder: colour('--focus'),
      // no colour for the depth of brackets: colours mean phases and syntax here
      ...Object.fromEntries(
        [1, 2, 3, 4, 5, 6].map((depth) => [
          `editorBracketHighlight.foreground${depth}`,
          colour('--muted'),
        ]),
      ),
    },
  })
  return name
}

export { monaco }
