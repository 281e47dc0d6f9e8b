/**
 * Which block of a name wins: each template of an `{% extends %}` chain puts its blocks in front of its child's, and the
 * last one of the list is rendered first. Lives in the render context while one page is made.
 *
 * Django: django/template/loader_tags.py (BlockContext)
 */
import type { BlockNode } from './block.ts'

export const BLOCK_CONTEXT_KEY = 'block_context'

export class BlockContext {
  /** By name, outermost parent first. */
  readonly blocks = new Map<string, BlockNode[]>()

  add_blocks(blocks: Iterable<BlockNode>): void {
    for (const block of blocks) this.#list(block.name).unshift(block)
  }

  pop(name: string): BlockNode | null {
    return this.#list(name).pop() ?? null
  }

  push(name: string, block: BlockNode): void {
    this.#list(name).push(block)
  }

  get_block(name: string): BlockNode | null {
    return this.#list(name).at(-1) ?? null
  }

  #list(name: string): BlockNode[] {
    let list = this.blocks.get(name)
    if (list === undefined) this.blocks.set(name, (list = []))
    return list
  }
}
