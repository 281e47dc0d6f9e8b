/**
 * What may be written at a place of a template, as plain data. Names come from the loaded project's own framework; only
 * the words about Django's tags and filters are ours.
 */
import type {
  Catalogue,
  LibraryEntry,
  TemplateStart,
  UrlEntry,
} from '../../../../protocol/answers.ts'
import type { PrintedVariable } from '../../../../trace/printed.ts'
import { noteOf, FORLOOP } from './notes.ts'
import type { Place } from './template-place.ts'

export interface Suggestion {
  readonly name: string
  readonly kind: 'tag' | 'filter' | 'variable' | 'url' | 'file' | 'block' | 'library'
  /** Beside the name, in a few words. */
  readonly detail: string
  /** Markdown; empty for none. */
  readonly words: string
  /** Groups, the lowest first. */
  readonly rank: number
  /** Taken over with it: this library has to be loaded. */
  readonly load: string | null
}

/** What is known of the template that is open. */
export interface Around {
  readonly catalogue: Catalogue
  /** Path in the project. */
  readonly file: string
  /** What is open at the tag's beginning; null where the engine does not say. */
  readonly start: TemplateStart | null
  /** Names with short texts of their values, as of the last time it was rendered. */
  readonly context: Readonly<Record<string, string>>
  /** Names that the template gives itself above. */
  readonly scope: readonly string[]
  /** What the variables of this line printed then. */
  readonly printed: readonly PrintedVariable[]
}

const plain = (name: string, kind: Suggestion['kind'], detail = '', words = ''): Suggestion => ({
  ...{ name, kind, detail, words },
  rank: 1,
  load: null,
})

export function suggestionsAt(place: Place, around: Around): Suggestion[] {
  const { catalogue, file } = around
  const own = catalogue.templates.find((template) => template.file === file)
  switch (place.kind) {
    case 'tag':
      return tagSuggestions(around)
    case 'filter':
      return wordsOf(around, 'filters')
    case 'url':
      return catalogue.urls.map((url) =>
        plain(url.name, 'url', routeOf(url), `View: \`${url.view}\``),
      )
    case 'template':
      return templateSuggestions(
        catalogue,
        own?.backend ?? 'django',
        place.tag === 'extends' ? file : '',
      )
    case 'static':
      return catalogue.staticFiles.map((name) => plain(name, 'file', 'static file'))
    case 'block':
      return blockSuggestions(catalogue, file)
    case 'library':
      return loadable(catalogue).map((library) =>
        plain(
          library.name ?? '',
          'library',
          `${library.tags.length} tags, ${library.filters.length} filters`,
        ),
      )
    case 'member':
      return loadable(catalogue)
        .filter(({ name }) => name === place.library)
        .flatMap(({ tags, filters }) => [
          ...tags.map(({ name }) => plain(name, 'tag', 'tag')),
          ...filters.map(({ name }) => plain(name, 'filter', 'filter')),
        ])
    case 'variable':
      return variableSuggestions(place.text, around)
  }
}

function loadable({ libraries }: Catalogue): readonly LibraryEntry[] {
  return libraries.filter(({ name }) => name !== null)
}

function tagSuggestions(around: Around): Suggestion[] {
  const expected = around.start?.expected ?? []
  const closing = expected.map((name) => ({
    ...plain(name, 'tag', name.startsWith('end') ? 'closes the tag that is open' : 'next part'),
    rank: 0,
  }))
  // nothing else is read in there
  if (expected.some((name) => /^end(?:comment|verbatim)/.test(name))) return closing
  return [...closing, ...wordsOf(around, 'tags')]
}

/** Tags or filters: those that may be used here, then those whose library would have to be loaded. */
function wordsOf({ catalogue, start }: Around, kind: 'tags' | 'filters'): Suggestion[] {
  const usable = start === null ? null : new Set(start[kind])
  const seen = new Set<string>()
  return catalogue.libraries.flatMap((library) =>
    library[kind].flatMap((word) => {
      if (seen.has(word.name)) return []
      seen.add(word.name)
      const isUsable = library.name === null || (usable?.has(word.name) ?? false)
      const suggestion: Suggestion = {
        name: word.name,
        kind: kind === 'tags' ? 'tag' : 'filter',
        detail: library.name === null ? '' : `{% load ${library.name} %}`,
        words: word.words ?? noteOf(library.name, kind, word.name)?.does ?? '',
        rank: isUsable ? 1 : 2,
        load: isUsable ? null : library.name,
      }
      return [suggestion]
    }),
  )
}

function templateSuggestions(
  { templates }: Catalogue,
  backend: 'django' | 'jinja2',
  self: string,
): Suggestion[] {
  return templates
    .filter((template) => template.backend === backend && template.file !== self)
    .map(({ name, file }) => plain(name, 'file', file))
}

/** Blocks of the templates that this one extends, the nearest first, then its own. */
function blockSuggestions(catalogue: Catalogue, file: string): Suggestion[] {
  const seen = new Set<string>()
  const chain = [
    ...parentsOf(catalogue, file),
    ...catalogue.templates.filter((t) => t.file === file),
  ]
  return chain.flatMap((template) =>
    template.blocks.flatMap(({ name }) => {
      if (seen.has(name)) return []
      seen.add(name)
      return [plain(name, 'block', template.file === file ? 'in this template' : template.name)]
    }),
  )
}

/** The templates that a file extends, its own parent first. */
export function parentsOf({ templates }: Catalogue, file: string): Catalogue['templates'] {
  const chain: Catalogue['templates'] = []
  let at = templates.find((template) => template.file === file)
  while (at !== undefined && at.parent !== null) {
    const { parent, backend } = at
    at = templates.find((other) => other.name === parent && other.backend === backend)
    if (at === undefined || at.file === file || chain.includes(at)) break
    chain.push(at)
  }
  return chain
}

function variableSuggestions(typed: string, { context, scope }: Around): Suggestion[] {
  if (/^forloop\.(?:parentloop\.)*\w*$/.test(typed)) {
    const before = typed.slice(0, typed.lastIndexOf('.') + 1)
    return Object.entries(FORLOOP).map(([name, words]) => plain(before + name, 'variable', words))
  }
  const local = scope.map((name) => ({
    ...plain(name, 'variable', 'named in this template'),
    rank: 0,
  }))
  const seen = new Set(scope)
  const given = Object.entries(context)
    .filter(([name]) => !seen.has(name))
    .map(([name, value]) => plain(name, 'variable', value))
  return [...local, ...given]
}

export function routeOf({ route, parameters }: UrlEntry): string {
  return parameters.length === 0 ? `/${route}` : `/${route} · ${parameters.join(', ')}`
}
