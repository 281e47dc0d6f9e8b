/** Our words about Django's own tags and filters, and where Django's documentation speaks of them. */
import { filterNotes } from '../../../../content/template-words/filters.ts'
import { libraryNotes } from '../../../../content/template-words/libraries.ts'
import type { WordNote } from '../../../../content/template-words/note.ts'
import { tagNotes } from '../../../../content/template-words/tags.ts'

/** What a loop knows of itself; checked against the framework like the other notes. */
export { FORLOOP } from '../../../../content/template-words/forloop.ts'

const DOCS = 'https://docs.djangoproject.com/en/5.2/'

interface Note extends WordNote {
  readonly docs: string
}

/** @param library  null: loaded in every template; @returns null for a project's own */
export function noteOf(
  library: string | null,
  kind: 'tags' | 'filters',
  name: string,
): Note | null {
  const notes =
    library === null
      ? { page: 'ref/templates/builtins/', tags: tagNotes, filters: filterNotes }
      : libraryNotes[library]
  const note =
    notes === undefined || !Object.hasOwn(notes[kind], name) ? undefined : notes[kind][name]
  if (notes === undefined || note === undefined) return null
  const anchor = `std-template${kind === 'tags' ? 'tag' : 'filter'}-${name}`
  return { ...note, docs: `${DOCS}${notes.page}#${anchor}` }
}
