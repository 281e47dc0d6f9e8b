/** Who may import whom: the table of src/README.md. Tests are leaves: they may set the stage with anything. */
const MAY_IMPORT = {
  base: [],
  trace: ['base'],
  framework: ['base', 'trace'],
  insight: ['base', 'trace'],
  protocol: ['base', 'trace'],
  runtime: ['base', 'trace', 'framework', 'protocol'],
  sandbox: ['base', 'protocol'],
  content: ['base', 'trace', 'insight'],
  app: ['base', 'trace', 'insight', 'protocol', 'content'],
}
const MAY_USE_PACKAGES = {
  base: ['decimal.js'],
  trace: ['valibot'],
  framework: ['path-to-regexp', 'nunjucks', 'decimal.js', '@noble/hashes', 'fflate'],
  insight: [],
}
const TEST = '[.]test[.]tsx?$'

const layers = Object.entries(MAY_IMPORT).map(([from, to]) => ({
  name: `layer-${from}`,
  severity: 'error',
  comment: `src/${from} may import only ${[from, ...to].join(', ')}: see src/README.md`,
  from: { path: `^src/${from}/`, pathNot: TEST },
  to: { path: '^src/', pathNot: `^src/(${[from, ...to].join('|')})/` },
}))

const packages = Object.entries(MAY_USE_PACKAGES).map(([from, names]) => ({
  name: `packages-${from}`,
  severity: 'error',
  comment: `src/${from} may use only these packages: ${names.join(', ') || 'none'}`,
  from: { path: `^src/${from}/`, pathNot: TEST },
  to: {
    dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'npm-no-pkg', 'npm-unknown', 'core'],
    ...(names.length > 0 && { pathNot: `^node_modules/(@types/)?(${names.join('|')})/` }),
  },
}))

module.exports = {
  forbidden: [
    ...layers,
    ...packages,
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'Types may point at each other, running code may not.',
      from: { path: '^src/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'features-are-islands',
      severity: 'error',
      comment: 'Features meet in app/state or app/shell.',
      from: { path: '^src/app/features/([^/]+)/' },
      to: { path: '^src/app/features/', pathNot: '^src/app/features/$1/' },
    },
    {
      name: 'not-to-tests',
      severity: 'error',
      from: { path: '^src/', pathNot: TEST },
      to: { path: TEST },
    },
    {
      name: 'app-never-runs-django',
      severity: 'error',
      comment: 'Tests included: the app draws from traces.',
      from: { path: '^src/(app|insight)/' },
      to: { path: '^src/(framework|runtime)/' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^src/content/examples/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'browser', 'types'],
    },
  },
}
