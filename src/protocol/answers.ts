/**
 * Answers to the app's questions about a project: the names that the framework itself has registered, so that the
 * editor needs no list of its own. They come from a worker in which a stranger's code runs, so they are parsed.
 */
import * as v from 'valibot'

const MAX_NAMES = 2_000
const text = v.pipe(v.string(), v.maxLength(10_000))
const name = v.pipe(v.string(), v.maxLength(500))
const names = v.pipe(v.array(name), v.maxLength(MAX_NAMES))
const place = v.object({ file: name, line: v.number() })

/** A tag or filter. `place` and `words`: a project's own, with the comment above it. */
const word = v.object({ name, place: v.nullable(place), words: v.nullable(text) })
const wordList = v.pipe(v.array(word), v.maxLength(MAX_NAMES))

const library = v.object({
  /** For `{% load %}`; null: loaded in every template. */
  name: v.nullable(name),
  /** Dotted; empty for Django's own that are loaded by name. */
  module: name,
  tags: wordList,
  filters: wordList,
})

const template = v.object({
  /** As `{% extends %}` names it; a name can stand for several files, the first one is used. */
  name,
  file: name,
  backend: v.picklist(['django', 'jinja2']),
  /** null: none, or not known before it is rendered. */
  parent: v.nullable(name),
  blocks: v.pipe(v.array(v.object({ name, line: v.number() })), v.maxLength(MAX_NAMES)),
  /** Why it does not compile. Positions in characters of the text; null where only the line is known. */
  problem: v.nullable(
    v.object({
      className: name,
      message: text,
      hint: v.nullable(text),
      line: v.number(),
      range: v.nullable(v.tuple([v.number(), v.number()])),
    }),
  ),
})

const url = v.object({
  /** With its namespaces: `blog:post_detail`. */
  name,
  /** As written, those of the includes before it: `blog/posts/<int:pk>/`. */
  route: name,
  parameters: names,
  /** Dotted. */
  view: name,
  viewPlace: v.nullable(place),
})

const catalogueSchema = v.object({
  libraries: v.pipe(v.array(library), v.maxLength(200)),
  templates: v.pipe(v.array(template), v.maxLength(MAX_NAMES)),
  urls: v.pipe(v.array(url), v.maxLength(MAX_NAMES)),
  /** Paths below the static folders: `blog/style.css`. */
  staticFiles: names,
  /** null: the project has no Jinja2. */
  jinja2: v.nullable(v.object({ filters: names, globals: names })),
})
export type Catalogue = v.InferOutput<typeof catalogueSchema>
export type TemplateEntry = Catalogue['templates'][number]
export type UrlEntry = Catalogue['urls'][number]
export type LibraryEntry = Catalogue['libraries'][number]
export type WordEntry = LibraryEntry['tags'][number]

const startSchema = v.object({
  /** Tags that may come next because something is open: `else`, `endif`. */
  expected: names,
  /** What is loaded up to there. */
  tags: names,
  filters: names,
})
export type TemplateStart = v.InferOutput<typeof startSchema>

/** @returns null for what is no answer of ours, or too large */
export function parseCatalogue(answer: unknown): Catalogue | null {
  const result = v.safeParse(catalogueSchema, answer)
  return result.success ? result.output : null
}

/** @returns null for what is no answer of ours, or too large */
export function parseTemplateStart(answer: unknown): TemplateStart | null {
  const result = v.safeParse(startSchema, answer)
  return result.success ? result.output : null
}
