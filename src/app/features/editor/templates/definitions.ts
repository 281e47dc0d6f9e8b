/** Where that was written which a place of a template names. */
import type { SourceRange } from '../../../../base/source.ts'
import type { Catalogue } from '../../../../protocol/answers.ts'
import { parentsOf } from './suggestions.ts'
import type { Place } from './template-place.ts'

/** @returns null where the project does not have it, or nobody knows */
export function definitionOf(
  { kind, text }: Pick<Place, 'kind' | 'text'>,
  catalogue: Catalogue,
  file: string,
): SourceRange | null {
  switch (kind) {
    case 'template': {
      const found = catalogue.templates.find(({ name }) => name === text)
      return found === undefined ? null : { file: found.file, line: 1 }
    }
    case 'url':
      return catalogue.urls.find(({ name }) => name === text)?.viewPlace ?? null
    case 'block':
      for (const parent of parentsOf(catalogue, file)) {
        const block = parent.blocks.find(({ name }) => name === text)
        if (block !== undefined) return { file: parent.file, line: block.line }
      }
      return null
    case 'tag':
      return wordPlace(catalogue, 'tags', text)
    case 'filter':
      return wordPlace(catalogue, 'filters', text)
    case 'member':
      return wordPlace(catalogue, 'tags', text) ?? wordPlace(catalogue, 'filters', text)
    case 'library': {
      const library = catalogue.libraries.find(({ name }) => name === text)
      const place = [...(library?.tags ?? []), ...(library?.filters ?? [])].find(
        (word) => word.place !== null,
      )?.place
      return place == null ? null : { file: place.file, line: 1 }
    }
    case 'static':
    case 'variable':
      return null
  }
}

function wordPlace(
  { libraries }: Catalogue,
  kind: 'tags' | 'filters',
  text: string,
): SourceRange | null {
  const words = libraries.flatMap((library) => library[kind])
  return words.findLast(({ name }) => name === text)?.place ?? null
}
