/** The project's paths as a tree: folders first, then files, each by name. */
export interface TreeNode {
  /** Path from the root, without a slash at the end. */
  readonly path: string
  readonly name: string
  /** null for a file. */
  readonly children: readonly TreeNode[] | null
}

export function fileTree(paths: readonly string[]): readonly TreeNode[] {
  return level(paths, '')
}

function level(paths: readonly string[], prefix: string): readonly TreeNode[] {
  const names = new Map<string, string[] | null>()
  for (const path of paths) {
    const [name = '', ...rest] = path.slice(prefix.length).split('/')
    if (rest.length === 0) names.set(name, null)
    else names.set(name, [...(names.get(name) ?? []), path])
  }
  return [...names]
    .sort(([a, inA], [b, inB]) => Number(inA === null) - Number(inB === null) || a.localeCompare(b))
    .map(([name, inside]) => {
      const path = prefix + name
      return { path, name, children: inside === null ? null : level(inside, `${path}/`) }
    })
}

export interface Row {
  readonly node: TreeNode
  /** From 1, as `aria-level`. */
  readonly level: number
  readonly position: number
  readonly of: number
}

/** What is to be seen while the `closed` folders are closed, from top to bottom. */
export function visibleRows(
  nodes: readonly TreeNode[],
  closed: ReadonlySet<string>,
  depth = 1,
): readonly Row[] {
  return nodes.flatMap((node, index) => [
    { node, level: depth, position: index + 1, of: nodes.length },
    ...(node.children === null || closed.has(node.path)
      ? []
      : visibleRows(node.children, closed, depth + 1)),
  ])
}

/** Every folder above one of these files: `templates/blog/a.html` stands in `templates` and `templates/blog`. */
export function foldersOf(paths: readonly string[]): readonly string[] {
  const folders = paths.flatMap((path) =>
    path
      .split('/')
      .slice(0, -1)
      .map((_name, index, names) => names.slice(0, index + 1).join('/')),
  )
  return [...new Set(folders)]
}
