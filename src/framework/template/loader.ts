/**
 * Templates by name, over all engines of the settings in their order.
 *
 * Django: django/template/loader.py
 */
import { TypeError } from '../../base/python/exceptions.ts'
import { iterate, repr, str } from '../../base/python/protocols.ts'
import { isString } from '../../base/python/safe_string.ts'
import type { Backend, BackendTemplate } from './backends/base.ts'
import { engines } from './engines.ts'
import { TemplateDoesNotExist, type Tried } from './exceptions.ts'
import { teachNotFound } from './not_found.ts'

interface Using {
  /** Name of one engine; null: all. */
  using?: string | null
}

/** @throws {TemplateDoesNotExist}  `chain` has what each engine tried */
export function get_template(template_name: string, { using = null }: Using = {}): BackendTemplate {
  return find([str(template_name)], using)
}

/** The first of several names that exists. */
export function select_template(
  template_name_list: unknown,
  { using = null }: Using = {},
): BackendTemplate {
  if (isString(template_name_list)) {
    throw new TypeError(
      `select_template() takes an iterable of template names but got a string: ${repr(template_name_list)}. Use get_template() if you want to load a single template by name.`,
    )
  }
  const names = [...iterate(template_name_list)].map(str)
  if (names.length === 0) throw new TemplateDoesNotExist('No template names provided')
  return find(names, using)
}

function find(names: readonly string[], using: string | null): BackendTemplate {
  const chain: TemplateDoesNotExist[] = []
  for (const name of names) {
    for (const engine of engineList(using)) {
      try {
        return engine.get_template(name)
      } catch (error) {
        if (!(error instanceof TemplateDoesNotExist)) throw error
        chain.push(error)
      }
    }
  }
  const tried: Tried[] = chain.flatMap((error) => error.tried)
  const error = new TemplateDoesNotExist(names.join(', '), { tried, chain })
  teachNotFound(error, names[0]!)
  throw error
}

/** One after the other: an engine that need not be asked is not made. */
function* engineList(using: string | null): Iterable<Backend> {
  for (const alias of using === null ? engines : [using]) yield engines.get(alias)
}

/** @param template_name  a name, or a list of which the first that exists is taken */
export function render_to_string(
  template_name: unknown,
  context: unknown = null,
  request: unknown = null,
  { using = null }: Using = {},
): unknown {
  const template = Array.isArray(template_name)
    ? select_template(template_name, { using })
    : get_template(str(template_name), { using })
  return template.render(context, request)
}
