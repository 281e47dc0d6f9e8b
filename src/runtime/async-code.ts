/**
 * What compiling and linking do otherwise once a project has `async` functions. The part that knows how is loaded only
 * for such a project, and enters itself here.
 */
export interface AsyncCode {
  /** Compiled code, with its `async` functions as coroutines. */
  rewrite(code: string): string
  /** Further names that a module can use, and their values. */
  readonly names: readonly string[]
  valuesFor(file: string): readonly unknown[]
}

export const asyncCode: { part: AsyncCode | null } = { part: null }
