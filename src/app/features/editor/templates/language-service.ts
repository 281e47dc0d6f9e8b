/**
 * Django's templates in Monaco: completion, hover, go to definition, and what the framework refuses underlined. All of
 * it asks elsewhere: the place is read in `template-place.ts`, what is there in suggestions, explanations, definitions.
 */
import * as monaco from 'monaco-editor/editor'
import type { SourceRange } from '../../../../base/source.ts'
import { printedAt } from '../../../../insight/printed.ts'
import { contextSeenBy } from '../../../../insight/template-context.ts'
import type { Catalogue } from '../../../../protocol/answers.ts'
import { useProject } from '../../../state/project.ts'
import type { Session } from '../../../state/session.ts'
import { DJANGO_LANGUAGE, JINJA_LANGUAGE } from '../django-language.ts'
import { catalogue, followCatalogue, templateStart } from './catalogue.ts'
import { definitionOf } from './definitions.ts'
import { explanationOf } from './explanations.ts'
import { namesInScope } from './scope.ts'
import { suggestionsAt, type Around, type Suggestion } from './suggestions.ts'
import { templatePlace, type Place } from './template-place.ts'
import { viewPlace } from './view-place.ts'

type Model = monaco.editor.ITextModel

const FOLDER = '/project/'
const TEMPLATES = [DJANGO_LANGUAGE, JINJA_LANGUAGE]
const SCRIPTS = ['typescript', 'javascript']

/** Whose runs say what a template saw, and whose editor goes to a definition. */
let session: Session | null = null

export function showSession(shown: Session): void {
  session = shown
}

/** @param uriOf  a project's file as Monaco names it */
export function serveTemplates(uriOf: (path: string) => monaco.Uri): void {
  const { languages, editor } = monaco
  languages.registerCompletionItemProvider([...TEMPLATES, ...SCRIPTS], {
    triggerCharacters: ['%', ' ', '|', "'", '"', '.', ':', '/'],
    provideCompletionItems: (model, position) => complete(model, position),
  })
  languages.registerHoverProvider([...TEMPLATES, ...SCRIPTS], {
    provideHover: async (model, position) => {
      const place = placeAt(model, position)
      const around = place === null ? null : await aroundOf(model, place, position, false)
      if (place === null || around === null) return null
      const contents = explanationOf(place, around).filter((value) => value !== '')
      if (contents.length === 0) return null
      return { contents: contents.map((value) => ({ value })), range: rangeOf(position, place) }
    },
  })
  languages.registerDefinitionProvider([...TEMPLATES, ...SCRIPTS], {
    provideDefinition: async (model, position) => {
      const place = placeAt(model, position)
      const found = place === null ? null : await catalogue()
      if (place === null || found === null) return null
      const where = definitionOf(place, found, pathOf(model))
      if (where === null) return null
      return { uri: uriOf(where.file), range: new monaco.Range(where.line, 1, where.line, 1) }
    },
  })
  editor.registerEditorOpener({
    openCodeEditor(_source, resource, target) {
      if (!resource.path.startsWith(FOLDER)) return false
      const line =
        target === undefined
          ? 1
          : 'lineNumber' in target
            ? target.lineNumber
            : target.startLineNumber
      goTo({ file: resource.path.slice(FOLDER.length), line })
      return true
    },
  })
  followCatalogue((found) => {
    for (const template of found.templates) markProblem(uriOf(template.file), template.problem)
  })
}

function goTo(where: SourceRange): void {
  useProject.getState().open(where.file)
  session?.selection.getState().pick({ entry: null, where, phase: 'template' })
}

function pathOf(model: Model): string {
  return model.uri.path.slice(FOLDER.length)
}

function isTemplate(model: Model): boolean {
  return TEMPLATES.includes(model.getLanguageId())
}

function placeAt(model: Model, { lineNumber, column }: monaco.IPosition): Place | null {
  const line = model.getLineContent(lineNumber)
  return isTemplate(model) ? templatePlace(line, column - 1) : viewPlace(line, column - 1)
}

function rangeOf({ lineNumber }: monaco.IPosition, { from, to }: Place): monaco.Range {
  return new monaco.Range(lineNumber, from + 1, lineNumber, to + 1)
}

/** @param isTyping  what may come at the position is asked of the engine too */
async function aroundOf(
  model: Model,
  place: Place,
  { lineNumber, column }: monaco.IPosition,
  isTyping: boolean,
): Promise<Around | null> {
  const file = pathOf(model)
  const before = model.getValueInRange(new monaco.Range(1, 1, lineNumber, column))
  const needsStart = isTyping && (place.kind === 'tag' || place.kind === 'filter')
  const [found, start] = await Promise.all([
    catalogue(),
    needsStart ? templateStart(file, withoutLastTag(before)) : null,
  ])
  if (found === null) return null
  return {
    catalogue: found,
    file,
    start,
    context: contextOf(found, file),
    scope: namesInScope(before),
    printed: isTyping ? [] : printedOn({ file, line: lineNumber }),
  }
}

/** Up to the tag that is being written. */
function withoutLastTag(text: string): string {
  return text.slice(0, Math.max(text.lastIndexOf('{%'), text.lastIndexOf('{{')))
}

/** As of the newest request that rendered the template. */
function contextOf({ templates }: Catalogue, file: string): Readonly<Record<string, string>> {
  const name = templates.find((template) => template.file === file)?.name ?? null
  for (const run of newestFirst()) {
    const seen = contextSeenBy(run, { name, file })
    if (seen !== null) return seen
  }
  return {}
}

function printedOn(where: SourceRange): Around['printed'] {
  for (const run of newestFirst()) {
    const printed = printedAt(run, where)
    if (printed.length > 0) return printed
  }
  return []
}

function newestFirst() {
  return (session?.runs.getState().runs ?? []).toReversed()
}

async function complete(
  model: Model,
  position: monaco.Position,
): Promise<monaco.languages.CompletionList> {
  const place = placeAt(model, position)
  const around = place === null ? null : await aroundOf(model, place, position, true)
  if (place === null || around === null || model.isDisposed()) return { suggestions: [] }
  const range = {
    insert: new monaco.Range(
      position.lineNumber,
      place.from + 1,
      position.lineNumber,
      position.column,
    ),
    replace: rangeOf(position, place),
  }
  return {
    suggestions: suggestionsAt(place, around).map((suggestion, index) => ({
      ...shown(suggestion, index),
      range,
      ...(suggestion.load === null
        ? {}
        : { additionalTextEdits: [loadEdit(model, suggestion.load)] }),
    })),
  }
}

const KINDS = {
  tag: monaco.languages.CompletionItemKind.Keyword,
  filter: monaco.languages.CompletionItemKind.Function,
  variable: monaco.languages.CompletionItemKind.Variable,
  url: monaco.languages.CompletionItemKind.Reference,
  file: monaco.languages.CompletionItemKind.File,
  block: monaco.languages.CompletionItemKind.Struct,
  library: monaco.languages.CompletionItemKind.Module,
}

function shown({ name, kind, detail, words, rank }: Suggestion, index: number) {
  return {
    label: detail === '' ? name : { label: name, description: detail },
    insertText: name,
    kind: KINDS[kind],
    // words by rank, then in the order given
    sortText: `${rank}${String(index).padStart(5, '0')}`,
    ...(words === '' ? {} : { documentation: { value: words } }),
  }
}

/** A `{% load %}` of its own line: before everything, or after `{% extends %}`, which has to be first. */
function loadEdit(model: Model, library: string): monaco.languages.TextEdit {
  const lines = model.getLinesContent()
  const after = lines.findIndex((line) => /^\s*\{%\s*extends\b/.test(line)) + 1
  const at = new monaco.Range(after + 1, 1, after + 1, 1)
  return { range: at, text: `{% load ${library} %}\n` }
}

function markProblem(uri: monaco.Uri, problem: Catalogue['templates'][number]['problem']): void {
  const model = monaco.editor.getModel(uri)
  if (model === null) return
  if (problem === null) return monaco.editor.setModelMarkers(model, 'templates', [])
  const { className, message, hint, line, range } = problem
  const lineNumber = Math.min(line, model.getLineCount())
  const [start, end] = (range ?? []).map((offset) => model.getPositionAt(offset))
  monaco.editor.setModelMarkers(model, 'templates', [
    {
      severity: monaco.MarkerSeverity.Error,
      message: `${className}: ${message}${hint === null ? '' : `\n${hint}`}`,
      startLineNumber: start?.lineNumber ?? lineNumber,
      startColumn: start?.column ?? 1,
      endLineNumber: end?.lineNumber ?? lineNumber,
      endColumn: end?.column ?? model.getLineMaxColumn(lineNumber),
    },
  ])
}
