/**
 * Which migration needs which: the order in which they are applied and undone.
 *
 * Django: django/db/migrations/graph.py
 * Left out: squashed migrations.
 */
import { repr } from '../../../base/python/protocols.ts'
import { Tuple } from '../../../base/python/tuple.ts'
import { CircularDependencyError, NodeNotFoundError } from './exceptions.ts'
import type { Migration } from './migration.ts'
import { ProjectState } from './state.ts'

export interface Node {
  /** `blog.0001_initial` */
  readonly key: string
  readonly migration: Migration
  readonly parents: Set<Node>
  readonly children: Set<Node>
}

export const nodeKey = (app_label: string, name: string) => `${app_label}.${name}`
const NONE: ReadonlySet<string> = new Set()
const byKey = (a: Node, b: Node) => (a.key < b.key ? -1 : 1)

export class MigrationGraph {
  readonly nodes = new Map<string, Node>()

  add_node(migration: Migration): void {
    const key = nodeKey(migration.app_label, migration.name)
    this.nodes.set(key, { key, migration, parents: new Set(), children: new Set() })
  }

  /** @throws {NodeNotFoundError} `child` depends on a migration that is not there */
  add_dependency(migration: Migration, child: readonly string[], parent: readonly string[]): void {
    const find = ([app_label = '', name = '']: readonly string[]) =>
      this.nodes.get(nodeKey(app_label, name))
    const [from, to] = [find(child), find(parent)]
    if (from === undefined) {
      throw new NodeNotFoundError(
        `Migration ${migration.__str__()} dependencies reference nonexistent child node ${repr(new Tuple(...child))}`,
      )
    }
    if (to === undefined) {
      throw new NodeNotFoundError(
        `Migration ${migration.__str__()} dependencies reference nonexistent parent node ${repr(new Tuple(...parent))}`,
      )
    }
    from.parents.add(to)
    to.children.add(from)
  }

  private node(key: string): Node {
    const node = this.nodes.get(key)
    if (node === undefined) {
      const [app_label = '', name = ''] = key.split('.')
      throw new NodeNotFoundError(`Node ${repr(new Tuple(app_label, name))} not a valid node`)
    }
    return node
  }

  /** What has to be applied for this one, itself last. */
  forwards_plan(key: string): Node[] {
    return this.walk(this.node(key), 'parents')
  }

  /** What has to be undone for this one, itself last. */
  backwards_plan(key: string): Node[] {
    return this.walk(this.node(key), 'children')
  }

  private walk(node: Node, side: 'parents' | 'children', found = new Set<Node>()): Node[] {
    if (found.has(node)) return [...found]
    for (const next of [...node[side]].sort(byKey)) this.walk(next, side, found)
    found.add(node)
    return [...found]
  }

  /** First migrations: those that depend on none of their own app. */
  root_nodes(app_label: string): Node[] {
    return this.ends(app_label, 'parents')
  }

  /** Last migrations. */
  leaf_nodes(app_label: string | null = null): Node[] {
    return this.ends(app_label, 'children')
  }

  private ends(app_label: string | null, side: 'parents' | 'children'): Node[] {
    return [...this.nodes.values()]
      .filter(({ migration, [side]: others }) => {
        const isOwn = (other: Node) => other.migration.app_label === migration.app_label
        return (
          ![...others].some(isOwn) && (app_label ?? migration.app_label) === migration.app_label
        )
      })
      .sort(byKey)
  }

  /** @throws {CircularDependencyError} */
  ensure_not_cyclic(): void {
    const done = new Set<Node>()
    for (const start of this.nodes.values()) {
      const path: Node[] = []
      const visit = (node: Node): void => {
        const at = path.indexOf(node)
        if (at !== -1)
          throw new CircularDependencyError(
            path
              .slice(at)
              .map(({ key }) => key)
              .join(', '),
          )
        if (done.has(node)) return
        path.push(node)
        for (const parent of [...node.parents].sort(byKey)) visit(parent)
        path.pop()
        done.add(node)
      }
      visit(start)
    }
  }

  /** The models after these migrations; after all where none are named. */
  make_state(
    nodes: readonly Node[] = this.leaf_nodes(),
    { at_end = true, real_apps = NONE } = {},
  ): ProjectState {
    const state = new ProjectState(new Map(), real_apps)
    const plan = new Set<Node>()
    for (const node of nodes)
      for (const step of this.forwards_plan(node.key)) if (at_end || step !== node) plan.add(step)
    for (const { migration } of plan) migration.mutate_state(state, false)
    return state
  }
}
