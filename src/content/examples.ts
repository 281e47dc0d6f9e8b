/**
 * The projects that come with Roundtrip, as files by path. They are learners' code: written to be read and changed,
 * and never compiled or linted as ours. A link stores only what differs from one, so `version` rises with every
 * change of its files.
 */

export interface Example {
  /** Stays the same for ever: links name it. */
  readonly id: string
  readonly version: number
  readonly title: string
  /** Path in the project → text. */
  readonly files: Readonly<Record<string, string>>
  /** Where the preview starts. */
  readonly start: string
}

const sources = import.meta.glob<string>('./examples/**/*', {
  query: '?raw',
  import: 'default',
  eager: true,
})

function filesOf(id: string): Readonly<Record<string, string>> {
  const folder = `./examples/${id}/`
  const inside = Object.entries(sources).filter(([path]) => path.startsWith(folder))
  return Object.fromEntries(inside.map(([path, text]) => [path.slice(folder.length), text]))
}

export const examples: readonly Example[] = [
  { id: 'blog', version: 3, title: 'A blog', files: filesOf('blog'), start: '/blog/' },
]
