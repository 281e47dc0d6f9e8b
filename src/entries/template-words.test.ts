/** The editor's notes on tags and filters against what the framework registers. Here, since nothing else may see both. */
import { beforeAll, expect, test } from 'vitest'
import { FORLOOP } from '../content/template-words/forloop.ts'
import { filterNotes } from '../content/template-words/filters.ts'
import { libraryNotes } from '../content/template-words/libraries.ts'
import { EXAMPLE_VALUES, type WordNotes } from '../content/template-words/note.ts'
import { tagNotes } from '../content/template-words/tags.ts'
import { settings } from '../framework/conf/index.ts'
import { Context } from '../framework/template/context.ts'
import { Engine } from '../framework/template/engine.ts'
import { Library } from '../framework/template/library.ts'
import { installedTagLibraries } from '../framework/template/tag_libraries.ts'

function engine(): Engine {
  return new Engine([], false, { libraries: installedTagLibraries() })
}

beforeAll(() => {
  settings.configure({ SECRET_KEY: 'notes', INSTALLED_APPS: ['django.contrib.humanize'] })
})

const sorted = (names: object) => Object.keys(names).sort()

test('every tag and filter that needs no {% load %} has its note, and nothing else has', () => {
  const libraries = engine().template_builtins
  const all = (kind: 'tags' | 'filters') =>
    Object.assign({}, ...libraries.map((library) => library[kind])) as object

  expect(sorted(tagNotes)).toEqual(sorted(all('tags')))
  expect(sorted(filterNotes)).toEqual(sorted(all('filters')))
})

test('every library of Django has its notes, and nothing else has', () => {
  const libraries = engine().template_libraries

  expect(sorted(libraryNotes)).toEqual(sorted(libraries))
  for (const [name, { tags, filters }] of Object.entries(libraryNotes)) {
    expect(sorted(tags), name).toEqual(sorted(libraries[name]!.tags))
    expect(sorted(filters), name).toEqual(sorted(libraries[name]!.filters))
  }
})

const notes: readonly WordNotes[] = [
  tagNotes,
  filterNotes,
  ...Object.values(libraryNotes).flatMap(({ tags, filters }) => [tags, filters]),
]

test.each(notes.flatMap((list) => Object.entries(list)))(
  'the example for %s compiles and prints what its note says',
  (name, { example, prints }) => {
    const template = engine().from_string(example)

    expect(example).toMatch(new RegExp(`\\b${name}\\b`))
    if (prints !== undefined) {
      expect(String(template.render(new Context(EXAMPLE_VALUES)))).toBe(prints)
    }
  },
)

test('a loop knows what the editor offers after `forloop.`, and nothing else', () => {
  let known: string[] = []
  const probe = new Library()
  probe.filter('note', (loop: object) => {
    known = Object.keys(loop)
    return ''
  })
  const source = '{% load probe %}{% for letter in letters %}{{ forloop|note }}{% endfor %}'
  const asking = new Engine([], false, { libraries: { probe } })

  asking.from_string(source).render(new Context(EXAMPLE_VALUES))

  expect(known.sort()).toEqual(sorted(FORLOOP))
})
