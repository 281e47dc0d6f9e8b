/** Where the editor gets the types behind `django/…` from. The page's entry says it; the app itself knows no framework. */

/** Sources by path: `framework/urls/index.ts` stands behind `django/urls`. */
export type TypeSources = Readonly<Record<string, string>>

let load: () => Promise<TypeSources> = () => Promise.resolve({})

export function provideTypeSources(loader: () => Promise<TypeSources>): void {
  load = loader
}

export function loadTypeSources(): Promise<TypeSources> {
  return load()
}
