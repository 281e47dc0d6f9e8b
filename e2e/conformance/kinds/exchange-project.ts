/**
 * The reference project as a learner's project: its modules in TypeScript from beside this folder, its templates,
 * documents and rows from the recorded project itself. Loaded anew for each session, on a copy of one filled database.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import initSqlJs from 'sql.js'
import { compileAhead } from '../../../src/runtime/compile.ts'
import { SqlJsDatabase } from '../../../src/runtime/database.ts'
import { allModules } from '../../../src/runtime/django/all.ts'
import { LoopWatch } from '../../../src/runtime/loops.ts'
import '../../../src/runtime/translate.ts'
import { setUp, type Application } from '../../../src/runtime/set-up.ts'
import { ports } from '../environment.ts'

const OURS = fileURLToPath(new URL('../reference/blogproject', import.meta.url))
const RECORDED = fileURLToPath(new URL('../../../../shared/reference/blogproject', import.meta.url))

/** What is no code. */
const DATA = /^(?:templates|documents|[^/]+\/static)\//

export const isRecordedProjectHere = existsSync(RECORDED)

function filesBelow(folder: string): Record<string, string> {
  const files: Record<string, string> = {}
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    files[path.slice(folder.length + 1).replaceAll('\\', '/')] = readFileSync(path, 'utf8')
  }
  return files
}

function projectFiles(): Record<string, string> {
  const recorded = Object.entries(filesBelow(RECORDED)).filter(([path]) => DATA.test(path))
  const rows = readFileSync(join(RECORDED, 'fixture.json'), 'utf8')
  return {
    ...filesBelow(OURS),
    ...Object.fromEntries(recorded),
    'blog/fixtures/fixture.json': rows,
  }
}

const sqlite = await initSqlJs({ useOldExtensionFunctions: false } as object)
const loops = new LoopWatch({ monotonic: ports.monotonic, onLongLoop: () => undefined })
let files: Record<string, string> | null = null
let filled: Uint8Array | null = null

/** A settings module that says what differs in this session, and takes the rest from the project. */
function withSettings(changed: Readonly<Record<string, unknown>>): Record<string, string> {
  const lines = Object.entries({ DEBUG: false, ...changed }).map(
    ([name, value]) => `export const ${name} = ${JSON.stringify(value)}\n`,
  )
  if (files === null) {
    files = projectFiles()
    compileAhead(files)
  }
  return {
    ...files,
    'manage.ts': `export const DJANGO_SETTINGS_MODULE = 'session_settings'\n`,
    'session_settings.ts': `export * from './blogproject/settings'\n${lines.join('')}`,
  }
}

export function openProject(changed: Readonly<Record<string, unknown>>): Application {
  const load = (snapshot: Uint8Array | null) =>
    setUp(
      withSettings(changed),
      {
        ...ports,
        modules: allModules,
        openDatabase: (bytes) => SqlJsDatabase.open(sqlite, bytes),
      },
      loops,
      snapshot,
      false,
    )
  filled ??= load(null).database.export()
  return load(filled)
}
