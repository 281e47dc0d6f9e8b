/**
 * Everything that a template of the loaded project may name, asked of the framework: the libraries that its engine
 * registered, the templates that its loaders find, the names that its resolver knows. Every template is compiled once.
 */
import type {
  Catalogue,
  LibraryEntry,
  TemplateEntry,
  UrlEntry,
  WordEntry,
} from '../protocol/answers.ts'
import { class_name } from '../base/python/class_name.ts'
import { settings } from '../framework/conf/index.ts'
import { appFolders } from '../framework/template/app_dirs.ts'
import { DjangoTemplates } from '../framework/template/backends/django.ts'
import type { Jinja2 } from '../framework/template/backends/jinja2.ts'
import type { Engine } from '../framework/template/engine.ts'
import { engines } from '../framework/template/engines.ts'
import { projectFiles } from '../framework/template/files.ts'
import type { Library } from '../framework/template/library.ts'
import type { Loader } from '../framework/template/loaders/base.ts'
import { BlockNode } from '../framework/template/tags/block.ts'
import { ExtendsNode } from '../framework/template/tags/extends.ts'
import { normalize } from '../framework/template/template_paths.ts'
import { get_resolver, URLPattern, URLResolver } from '../framework/urls/resolvers.ts'
import { module_of, sourceOf, sourceText } from '../framework/utils/source_of.ts'
import { problemOf } from './problem.ts'

export function catalogue(): Catalogue {
  const found: Catalogue = {
    libraries: [],
    templates: [],
    urls: [],
    staticFiles: staticFiles(),
    jinja2: null,
  }
  for (const backend of engines.all()) {
    if (backend instanceof DjangoTemplates) {
      found.libraries.push(...librariesOf(backend.engine))
      found.templates.push(...templatesOf(backend.engine))
    } else if ('env' in backend) {
      const { env } = backend as unknown as Jinja2
      found.templates.push(...jinjaTemplates(backend as unknown as Jinja2))
      found.jinja2 = { filters: Object.keys(env.filters), globals: Object.keys(env.globals) }
    }
  }
  // the editor then still has templates, where the URLs do not load
  try {
    if (settings.ROOT_URLCONF) addUrls(get_resolver(), [], '', found.urls)
  } catch {
    found.urls.length = 0
  }
  return found
}

function librariesOf(engine: Engine): LibraryEntry[] {
  const builtin = engine.template_builtins.map((library, index) =>
    libraryEntry(null, engine.builtins[index] ?? '', library),
  )
  const loadable = Object.entries(engine.template_libraries).map(([name, library]) => {
    const module = engine.libraries[name]
    return libraryEntry(name, typeof module === 'string' ? module : moduleOf(library), library)
  })
  return [...builtin, ...loadable]
}

function libraryEntry(name: string | null, module: string, library: Library): LibraryEntry {
  return { name, module, tags: words(library.tags), filters: words(library.filters) }
}

/** Of a library that came as an object: where its first function was written. */
function moduleOf({ tags, filters }: Library): string {
  const [first] = [...Object.values(tags), ...Object.values(filters)]
  return module_of(first)
}

function words(registered: Readonly<Record<string, unknown>>): WordEntry[] {
  return Object.entries(registered).map(([name, func]) => {
    const place = sourceOf(func)
    if (place === null) return { name, place, words: null }
    const { file, line } = place
    return { name, place: { file, line }, words: commentAbove(sourceText(file) ?? '', line) }
  })
}

/** The docblock, or the lines with `//`, that stand right above a line. */
export function commentAbove(text: string, line: number): string | null {
  const lines = text.split('\n').slice(0, line - 1)
  const taken: string[] = []
  let isBlock = false
  for (let above = lines.pop(); above !== undefined; above = lines.pop()) {
    const trimmed = above.trim()
    if (taken.length === 0 && trimmed.endsWith('*/')) isBlock = true
    else if (!isBlock && !trimmed.startsWith('//')) break
    taken.unshift(trimmed)
    if (isBlock && trimmed.startsWith('/*')) break
  }
  const plain = taken.map((part) => part.replace(/^\/\*+\s?|\s*\*\/$|^\*\s?|^\/\/\s?/g, '').trim())
  const words = plain.join('\n').trim()
  return words === '' ? null : words
}

function templatesOf(engine: Engine): TemplateEntry[] {
  return filesBelow(engine.template_loaders.flatMap(foldersOf)).map(({ name, file }) => {
    const entry = { name, file, backend: 'django' as const }
    try {
      const { nodelist } = engine.get_template(name)
      const blocks = nodelist.get_nodes_by_type(BlockNode)
      const [inherits] = nodelist.get_nodes_by_type(ExtendsNode)
      const { is_var = true, var: parent = null } = inherits?.parent_name ?? {}
      return {
        ...entry,
        parent: is_var || parent === null ? null : String(parent),
        blocks: blocks.map((block) => ({ name: block.name, line: block.token?.lineno ?? 1 })),
        problem: null,
      }
    } catch (error) {
      return { ...entry, parent: null, blocks: [], problem: problemWith(error) }
    }
  })
}

/** A loader of loaders has theirs. */
function foldersOf(loader: Loader): readonly string[] {
  const { loaders, get_dirs } = loader as Loader & {
    loaders?: readonly Loader[]
    get_dirs?(): readonly string[]
  }
  if (loaders !== undefined) return loaders.flatMap(foldersOf)
  return get_dirs?.call(loader) ?? []
}

/** Every file below these folders by its name there; the first folder that has a name has it. */
function filesBelow(folders: readonly string[]): { name: string; file: string }[] {
  const byName = new Map<string, string>()
  const files = projectFiles()
  for (const folder of folders) {
    const prefix = `${normalize(folder)}/`
    for (const file of files) {
      const name = file.slice(prefix.length)
      if (file.startsWith(prefix) && !byName.has(name)) byName.set(name, file)
    }
  }
  return [...byName].map(([name, file]) => ({ name, file }))
}

function jinjaTemplates(backend: Jinja2): TemplateEntry[] {
  return filesBelow(backend.env.loader.folders).map(({ name, file }) => {
    const entry = { name, file, backend: 'jinja2' as const, parent: null }
    try {
      backend.get_template(name)
      const { blocks } = backend.env.get_template(name) as { blocks?: object }
      const names = Object.keys(blocks ?? {})
      return { ...entry, blocks: names.map((block) => ({ name: block, line: 1 })), problem: null }
    } catch (error) {
      return { ...entry, blocks: [], problem: problemWith(error) }
    }
  })
}

function problemWith(error: unknown): TemplateEntry['problem'] {
  const { message, hint, where } = problemOf(error)
  const { token } = error as { token?: { position: readonly [number, number] } | null }
  const [start, end] = token?.position ?? []
  return {
    className: class_name((error as object).constructor),
    message,
    hint,
    line: where?.line ?? 1,
    range: start === undefined || end === undefined ? null : [start, end],
  }
}

function addUrls(
  resolver: URLResolver,
  namespaces: readonly string[],
  before: string,
  urls: UrlEntry[],
): void {
  for (const child of resolver.url_patterns) {
    const route = before + child.pattern.route.replace(before === '' ? '' : /^\^/, '')
    if (child instanceof URLResolver) {
      const inside = child.namespace === null ? namespaces : [...namespaces, child.namespace]
      addUrls(child, inside, route, urls)
    } else if (child instanceof URLPattern && child.name !== null) {
      const place = sourceOf(
        (child.callback as { view_class?: unknown }).view_class ?? child.callback,
      )
      urls.push({
        name: [...namespaces, child.name].join(':'),
        route,
        parameters: [...route.matchAll(/<(?:[^:>]+:)?(\w+)>/g)].map(([, name]) => name!),
        view: child.lookup_str,
        viewPlace: place === null ? null : { file: place.file, line: place.line },
      })
    }
  }
}

/** Below `static/` of the apps and the folders of STATICFILES_DIRS. */
function staticFiles(): string[] {
  const folders = settings.STATICFILES_DIRS.map(String)
  const inApps = appFolders().map((folder) => `${folder}/static`)
  return filesBelow([...folders, ...inApps]).map(({ name }) => name)
}
