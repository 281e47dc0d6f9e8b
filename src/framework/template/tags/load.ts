/**
 * `{% load library %}` and `{% load name from library %}`: tags and filters for the rest of this template; a template
 * that extends or includes this one loads its own.
 *
 * Django: django/template/defaulttags.py (load)
 */
import { TemplateSyntaxError } from '../exceptions.ts'
import type { Token } from '../lexer.ts'
import { Node, type Render } from '../node.ts'
import type { Parser, TagsAndFilters } from '../parser.ts'

class LoadNode extends Node {
  static override child_nodelists: readonly string[] = []

  override compile(): Render {
    return () => ''
  }
}

function findLibrary(parser: Parser, name: string): TagsAndFilters {
  const library = Object.hasOwn(parser.libraries, name) ? parser.libraries[name] : undefined
  if (library !== undefined) return library
  const known = Object.keys(parser.libraries).sort()
  const error = new TemplateSyntaxError(
    `'${name}' is not a registered tag library. Must be one of:\n${known.join('\n')}`,
  )
  error.teaching = {
    id: 'template.unknown_library',
    hint: `Put it into the folder templatetags of an installed app, as ${name}.ts.`,
  }
  throw error
}

function subset(library: TagsAndFilters, label: string, names: readonly string[]): TagsAndFilters {
  const tags: Record<string, unknown> = {}
  const filters: Record<string, unknown> = {}
  for (const name of names) {
    const isTag = Object.hasOwn(library.tags, name)
    const isFilter = Object.hasOwn(library.filters, name)
    if (!isTag && !isFilter) {
      throw new TemplateSyntaxError(
        `'${name}' is not a valid tag or filter in tag library '${label}'`,
      )
    }
    if (isTag) tags[name] = library.tags[name]
    if (isFilter) filters[name] = library.filters[name]
  }
  return { tags, filters }
}

export function do_load(parser: Parser, token: Token): Node {
  const bits = token.words()
  if (bits.length >= 4 && bits.at(-2) === 'from') {
    const name = bits.at(-1)!
    parser.add_library(subset(findLibrary(parser, name), name, bits.slice(1, -2)))
  } else {
    for (const name of bits.slice(1)) parser.add_library(findLibrary(parser, name))
  }
  return new LoadNode()
}
