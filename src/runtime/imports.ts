/**
 * Which names a compiled module takes from which other one. CommonJS gives `undefined` for a name that is not there;
 * Python raises at the import, which is where the mistake is.
 */

/** One `import … from 'spec'` that is needed at run time. */
export interface ImportUse {
  readonly spec: string
  /** Names that are used and were imported by name; types are gone already. */
  readonly names: readonly string[]
}

/** Reads what Sucrase wrote: `var _urls = require('django/urls');` and then `_urls.path`. */
export function importUses(code: string): readonly ImportUse[] {
  const uses: ImportUse[] = []
  for (const [, variable, spec] of code.matchAll(/\bvar (_\w+) = require\('([^']+)'\);/g)) {
    // `import * as views` is read through another variable, and complains at the access instead
    const names = new Set<string>()
    for (const [, name] of code.matchAll(new RegExp(`\\b${variable}\\.(\\w+)`, 'g')))
      names.add(name!)
    uses.push({ spec: spec!, names: [...names] })
  }
  return uses
}

/** Line of the source on which `name` is imported from `spec`; of the import itself where it is not written out. */
export function importLine(source: string, spec: string, name: string | null): number {
  const statement = new RegExp(
    `^[ \\t]*(?:import|export)\\b[^'"]*['"]${spec.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}['"]`,
    'm',
  ).exec(source)
  if (statement === null) return 1
  const inside = name === null ? -1 : statement[0].search(new RegExp(`\\b${name}\\b`))
  return source.slice(0, statement.index + Math.max(inside, 0)).split('\n').length
}
