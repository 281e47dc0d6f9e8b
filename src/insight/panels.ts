/** What the inspector lists about a request, read off the trace: templates, URL patterns, context. */
import type { SourceRange } from '../base/source.ts'
import type { EventOf, SpanOf, TraceEntry } from '../trace/model.ts'
import { mainResolve } from './core.ts'
import type { Journey } from './journey.ts'

interface TemplateNode {
  readonly entry: number
  /** `blog/post_list.html`, `{% block content %}`, `{% include %} blog/_card.html`. */
  readonly label: string
  readonly depth: number
  /** `DjangoTemplates · extends base.html`; empty for none. */
  readonly note: string
  readonly where: SourceRange | null
  /** Queries asked while it rendered, those of its parts included. */
  readonly queries: number
}

export function templatesOf(reading: Journey): readonly TemplateNode[] {
  const nodes: TemplateNode[] = []
  const visit = (entry: TraceEntry, depth: number): void => {
    const node = templateNode(reading, entry, depth)
    if (node !== null) nodes.push(node)
    for (const child of reading.tree.children(entry.id))
      visit(child, node === null ? depth : depth + 1)
  }
  for (const root of reading.tree.roots) visit(root, 0)
  return nodes
}

function templateNode(reading: Journey, entry: TraceEntry, depth: number): TemplateNode | null {
  const base = {
    entry: entry.id,
    depth,
    where: entry.where,
    note: '',
    queries: queriesInside(reading, entry),
  }
  switch (entry.kind) {
    case 'template.render': {
      const parents = reading.tree
        .children(entry.id)
        .filter((child): child is EventOf<'template.extends'> => child.kind === 'template.extends')
        .map(({ detail }) => detail.parent)
      const origin = entry.detail.origin
      return {
        ...base,
        label: entry.detail.name,
        note: [
          entry.detail.engine === 'jinja2' ? 'Jinja2' : 'DjangoTemplates',
          ...parents.map((parent) => `extends ${parent}`),
        ].join(' · '),
        where: origin === null ? entry.where : { file: origin, line: 1 },
      }
    }
    case 'template.block':
      return { ...base, label: `{% block ${entry.detail.name} %}`, note: entry.detail.template }
    case 'template.include':
      return { ...base, label: `{% include %} ${entry.detail.name}` }
    case 'template.found':
      return entry.detail.found
        ? null
        : {
            ...base,
            label: entry.detail.name,
            note: `not found; tried ${entry.detail.tried.join(', ')}`,
          }
    default:
      return null
  }
}

function queriesInside(reading: Journey, entry: TraceEntry): number {
  return reading.tree
    .children(entry.id)
    .reduce(
      (sum, child) => sum + (child.kind === 'db.query' ? 1 : queriesInside(reading, child)),
      0,
    )
}

/** The patterns tried to find the view, in order, with the answer. */
export function patternsOf({ tree }: Journey): {
  readonly tried: readonly EventOf<'urls.try'>[]
  readonly resolve: SpanOf<'urls.resolve'> | null
} {
  const resolve = mainResolve(tree)
  return {
    tried: tree.events('urls.try').filter(({ parent }) => parent === resolve?.id),
    resolve,
  }
}

/** Context of the page's templates, outermost first. */
export function contextsOf(
  reading: Journey,
): readonly { readonly template: string; readonly values: Readonly<Record<string, string>> }[] {
  return reading.tree
    .spans('template.render')
    .map(({ detail }) => ({ template: detail.name, values: detail.context }))
}
