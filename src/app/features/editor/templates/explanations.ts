/** What the word at a place of a template is, as Markdown paragraphs. What a playground says is escaped. */
import type { Catalogue, WordEntry } from '../../../../protocol/answers.ts'
import { noteOf } from './notes.ts'
import { parentsOf, routeOf, type Around } from './suggestions.ts'
import type { Place } from './template-place.ts'

/** @returns nothing where there is nothing to say */
export function explanationOf(place: Place, around: Around): string[] {
  const { catalogue, file, context } = around
  switch (place.kind) {
    case 'tag':
      return wordExplanation(catalogue, 'tags', place.text)
    case 'filter':
      return [...wordExplanation(catalogue, 'filters', place.text), ...chains(place, around)]
    case 'member':
      return [
        ...wordExplanation(catalogue, 'tags', place.text),
        ...wordExplanation(catalogue, 'filters', place.text),
      ]
    case 'url':
      return catalogue.urls
        .filter(({ name }) => name === place.text)
        .map((url) => `${code(routeOf(url))} → ${code(url.view)}`)
    case 'template':
      return catalogue.templates
        .filter(({ name }) => name === place.text)
        .map((template) => `Found at ${code(template.file)}`)
    case 'block':
      return blockExplanation(catalogue, file, place.text)
    case 'library':
      return catalogue.libraries
        .filter(({ name }) => name === place.text)
        .map(({ module, tags, filters }) =>
          [
            module === '' ? 'One of Django’s libraries' : code(module),
            listed('Tags', tags),
            listed('Filters', filters),
          ].join('\n\n'),
        )
    case 'variable': {
      const [name = ''] = place.text.split('.', 1)
      const value = Object.hasOwn(context, name) ? context[name] : undefined
      const seen =
        value === undefined ? [] : [`${code(name)} was ${code(value)} when this was rendered last`]
      return [...seen, ...chains(place, around)]
    }
    case 'static':
      return []
  }
}

/** How the variables of this line that have the word in them came to what they printed last. */
function chains({ text }: Place, { printed }: Around): string[] {
  return printed
    .filter(({ expression }) => expression.includes(text))
    .flatMap(({ samples: [first], times }) => {
      if (first === undefined) return []
      const steps = first.steps.map(({ filter, value }) =>
        filter === null ? code(value) : `${code(`|${filter}`)} → ${code(value)}`,
      )
      const more = times > 1 ? ` (the first of ${times} times)` : ''
      return [`Printed last${more}: ${steps.join(' ')}`]
    })
}

function listed(label: string, words: readonly WordEntry[]): string {
  return words.length === 0 ? '' : `${label}: ${words.map(({ name }) => code(name)).join(', ')}`
}

/** The last library that has the name wins, as in a template that loads all. */
function wordExplanation(
  { libraries }: Catalogue,
  kind: 'tags' | 'filters',
  name: string,
): string[] {
  const owner = libraries.findLast((library) => library[kind].some((word) => word.name === name))
  const word = owner?.[kind].find((other) => other.name === name)
  if (owner === undefined || word === undefined) return []
  const title = kind === 'tags' ? `{% ${name} %}` : `|${name}`
  const from = owner.name === null ? '' : ` from ${code(`{% load ${owner.name} %}`)}`
  const note = noteOf(owner.name, kind, name)
  if (word.place !== null) {
    const place = `${word.place.file}:${word.place.line}`
    return [`**${code(title)}**${from}, ${code(place)}`, escaped(word.words ?? '')]
  }
  if (note === null) return [`**${code(title)}**${from}`]
  const prints = note.prints === undefined ? '' : `\n→ ${note.prints.trim()}`
  return [
    `**${code(title)}**${from}`,
    note.does,
    `\`\`\`django\n${note.example}${prints}\n\`\`\``,
    `[Django’s documentation](${note.docs})`,
  ]
}

function blockExplanation(catalogue: Catalogue, file: string, name: string): string[] {
  const has = parentsOf(catalogue, file).filter(({ blocks }) =>
    blocks.some((block) => block.name === name),
  )
  if (has.length === 0) return [`Block ${code(name)}: templates that extend this one may fill it.`]
  return [`Fills block ${code(name)} of ${has.map((parent) => code(parent.file)).join(', then ')}`]
}

function code(text: string): string {
  return `\`${text.replaceAll('`', 'ˋ').replaceAll('\n', ' ')}\``
}

/** Markdown's signs as plain characters. */
function escaped(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!<>|]/g, '\\$&').replaceAll('\n', '  \n')
}
