/**
 * A tree of conditions: children joined by one connector, perhaps negated. Q objects and WHERE clauses are such trees.
 * Adding with another connector pushes what is there one level down.
 *
 * Django: django/utils/tree.py
 */
export class Node {
  /** Connector of a node that names none. */
  static readonly default: string = 'AND'

  children: unknown[]
  connector: string
  negated: boolean

  constructor(children: readonly unknown[] = [], connector: string | null = null, negated = false) {
    this.children = [...children]
    this.connector = connector ?? (this.constructor as typeof Node).default
    this.negated = negated
  }

  /** A node of this class without running a subclass's constructor: its arguments may mean something else. */
  static create<T extends Node>(
    this: { prototype: T; default: string },
    children: readonly unknown[] = [],
    connector: string | null = null,
    negated = false,
  ): T {
    const node = Object.create(this.prototype) as T
    node.children = [...children]
    node.connector = connector ?? this.default
    node.negated = negated
    return node
  }

  copy(): this {
    return (this.constructor as typeof Node).create(
      this.children,
      this.connector,
      this.negated,
    ) as this
  }

  __len__(): number {
    return this.children.length
  }

  __bool__(): boolean {
    return this.children.length > 0
  }

  /** Joins `data` to this node in place, flattening what does not need a level of its own. */
  add(data: unknown, connector: string): void {
    if (this.connector !== connector) {
      this.children = [this.copy(), data]
      this.connector = connector
    } else if (
      data instanceof Node &&
      !data.negated &&
      (data.connector === connector || data.children.length === 1)
    ) {
      this.children.push(...data.children)
    } else {
      this.children.push(data)
    }
  }

  negate(): void {
    this.negated = !this.negated
  }
}
