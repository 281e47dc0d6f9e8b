/** What a template could see the last time it was rendered, whether by its own name, as a parent or as a part of another. */
import type { Journey } from './journey.ts'

/**
 * @param template  its name and its file; a name may be null where nobody knows it
 * @returns names with short texts of their values; null where this request did not render it
 */
export function contextSeenBy(
  { tree }: Pick<Journey, 'tree'>,
  template: { readonly name: string | null; readonly file: string },
): Readonly<Record<string, string>> | null {
  for (const span of tree.spans('template.render')) {
    if (span.detail.origin === template.file) return span.detail.context
  }
  if (template.name === null) return null
  const { name } = template
  const isPart =
    tree.events('template.extends').findLast(({ detail }) => detail.parent === name) ??
    tree.spans('template.include').findLast(({ detail }) => detail.name === name)
  if (isPart === undefined) return null
  return tree.around(isPart, 'template.render')?.detail.context ?? null
}
