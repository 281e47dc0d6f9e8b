/** The part of nunjucks that the Jinja2 backend uses: it ships no types. */
declare module 'nunjucks' {
  /** What compiled templates call while they run. */
  export interface Runtime {
    suppressValue(value: unknown, autoescape: boolean): unknown
    memberLookup(target: unknown, name: unknown): unknown
    callWrap(target: unknown, name: string, context: unknown, args: unknown[]): unknown
    fromIterator(value: unknown): unknown
    SafeString: new (text: string) => object
  }

  export type RenderFunction = (
    env: Environment,
    context: unknown,
    frame: unknown,
    runtime: Runtime,
    done: (error: unknown, output?: string) => void,
  ) => void

  export interface Source {
    src: string
    path: string
    noCache: boolean
  }

  export class Loader {
    getSource(name: string): Source | null
  }

  export class Template {
    constructor(source: string, env: Environment, path: string, eagerCompile: boolean)
    path: string
    rootRenderFunc: RenderFunction
    compile(): void
    render(context: object): string
  }

  export class Environment {
    constructor(loaders: Loader[], options: { autoescape: boolean; dev: boolean })
    globals: Record<string, unknown>
    filters: Record<string, unknown>
    tests: Record<string, unknown>
    addFilter(name: string, filter: (...args: unknown[]) => unknown): void
    addGlobal(name: string, value: unknown): void
    getTemplate(name: string, eagerCompile: boolean): Template
  }

  export const runtime: Runtime
  const nunjucks: {
    Environment: typeof Environment
    Template: typeof Template
    Loader: typeof Loader
    runtime: Runtime
  }
  export default nunjucks
}
