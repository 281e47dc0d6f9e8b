/** The variables that a request's templates printed, beside the part of the page that they belong to. */
import type { SourceRange } from '../base/source.ts'
import type { PrintedVariable } from '../trace/printed.ts'
import type { SpanOf, TraceEntry } from '../trace/model.ts'
import type { Journey } from './journey.ts'

export interface PrintedPart extends PrintedVariable {
  /** The `template.render` that told it. */
  readonly render: number
}

/** By entry: the block or include in which a variable stands, else the template itself. In the order of the page. */
export function printedParts({
  tree,
}: Pick<Journey, 'tree'>): ReadonlyMap<number, readonly PrintedPart[]> {
  const parts = new Map<number, PrintedPart[]>()
  for (const render of tree.spans('template.render')) {
    const inside = innerParts(tree.children(render.id), (id) => tree.children(id))
    for (const variable of render.detail.printed ?? []) {
      const owner = ownerOf(variable, inside)?.id ?? render.id
      const list = parts.get(owner) ?? []
      list.push({ ...variable, render: render.id })
      parts.set(owner, list)
    }
  }
  return parts
}

/** What the variables of one line printed, when this request rendered it. */
export function printedAt(
  { tree }: Pick<Journey, 'tree'>,
  where: SourceRange,
): readonly PrintedVariable[] {
  return tree
    .spans('template.render')
    .flatMap(({ detail }) => detail.printed ?? [])
    .filter((variable) => variable.where?.file === where.file && variable.where.line === where.line)
}

type Part = SpanOf<'template.block'> | SpanOf<'template.include'>

/** Blocks and includes of one render, those of a template that is rendered in between left out. */
function innerParts(
  entries: readonly TraceEntry[],
  childrenOf: (id: number) => readonly TraceEntry[],
): Part[] {
  return entries.flatMap((entry) => {
    if (entry.kind === 'template.render') return []
    const below = innerParts(childrenOf(entry.id), childrenOf)
    return entry.kind === 'template.block' || entry.kind === 'template.include'
      ? [entry, ...below]
      : below
  })
}

/** The innermost that fits; a part in a loop has one entry for each time, of which the first stands for all. */
function ownerOf({ block, where }: PrintedVariable, parts: readonly Part[]): Part | undefined {
  const file = where?.file ?? ''
  const isOfFile = (name: string) => file === name || file.endsWith(`/${name}`)
  return (
    parts.find((part) => part.kind === 'template.include' && isOfFile(part.detail.name)) ??
    parts.find(
      (part) =>
        part.kind === 'template.block' && part.detail.name === block && part.where?.file === file,
    ) ??
    parts.find((part) => part.kind === 'template.block' && part.detail.name === block)
  )
}
