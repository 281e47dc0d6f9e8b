/**
 * The framework's own sources, as text, for the editor's TypeScript: completion and hover show what really runs. A
 * chunk of its own, loaded after the editor.
 */
const sources = import.meta.glob<string>(
  ['../{framework,base,trace}/**/*.ts', '!../**/*.test.ts', '!../**/samples/**'],
  { query: '?raw', import: 'default', eager: true },
)

/** By path from `src`: `framework/urls/index.ts`. */
export const djangoTypes: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(sources).map(([path, text]) => [path.replace('../', ''), text]),
)
