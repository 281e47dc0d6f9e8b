/**
 * The framework's declarations, as text, for the editor's TypeScript: completion and hover know what really runs. A
 * chunk of its own, loaded after the editor. The build writes them first (.config/declarations.mjs).
 */
const FOLDER = '../../node_modules/.cache/declarations/'
const declarations = import.meta.glob<string>(
  '../../node_modules/.cache/declarations/{framework,base,trace}/**/*.d.ts',
  { query: '?raw', import: 'default', eager: true },
)

/** By path from `src`: `framework/urls/index.d.ts`. */
export const djangoTypes: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(declarations).map(([path, text]) => [path.slice(FOLDER.length), text]),
)
