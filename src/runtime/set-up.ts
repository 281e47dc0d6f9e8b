/**
 * Joins a project's files to the framework in the order of `django.setup()`: settings, apps and models, database,
 * URLs, handler. URLs are imported at once, as `runserver` does with its checks, so that a mistake in a view shows
 * when it is made.
 */
import { assertPresent } from '../base/assert.ts'
import { dictConfig } from '../base/python/logging.ts'
import { settings } from '../framework/conf/index.ts'
import { apps } from '../framework/apps/index.ts'
import { WSGIHandler } from '../framework/core/handlers/wsgi.ts'
import { engines } from '../framework/template/engines.ts'
import { setTemplateFiles } from '../framework/template/files.ts'
import { clear_url_caches } from '../framework/urls/index.ts'
import { setImporter } from '../framework/utils/module_loading.ts'
import { setPorts } from '../framework/utils/ports.ts'
import { setModuleOf, setSourceOf, setSourceText } from '../framework/utils/source_of.ts'
import type { ProjectDatabase } from './database.ts'
import { installApps } from './install-apps.ts'
import { Linker } from './linker.ts'
import type { LoopWatch } from './loops.ts'
import { moduleNames } from './module-names.ts'
import { asyncCode, type AsgiServer } from './async-code.ts'
import { captureOutput } from './output.ts'
import { prepareDatabase } from './prepare-database.ts'
import type { ProjectPorts } from './project.ts'
import { settingsModuleOf } from './settings-module.ts'
import { placeInSettings } from './settings-place.ts'

/** PEP 3333. */
type StartResponse = (status: string, headers: Iterable<readonly [string, string]>) => void

/** `streaming`: each chunk is made when it is asked for. */
export type WsgiResponse = Iterable<Uint8Array> & { readonly streaming?: boolean; close(): void }

export interface Application {
  wsgi(environ: Record<string, unknown>, start: StartResponse): WsgiResponse
  /** Where something in the project is asynchronous: this one serves it then. */
  readonly asgi: AsgiServer | null
  readonly database: ProjectDatabase
}

/** @throws whatever the learner's modules raise, and ImproperlyConfigured */
export function setUp(
  files: Readonly<Record<string, string>>,
  ports: ProjectPorts,
  loops: LoopWatch,
  snapshot: Uint8Array | null,
  wantsMigrate: boolean,
): Application {
  const linker = new Linker({ files, builtin: ports.modules, loops })
  setPorts(ports)
  setImporter(linker.importDotted)
  setSourceOf(linker.sourceOf)
  setModuleOf(moduleNames(ports.modules))
  setSourceText((file) => files[file] ?? null)
  setTemplateFiles({ read: (path) => files[path] ?? null, list: () => Object.keys(files) })
  captureOutput(globalThis as unknown as Parameters<typeof captureOutput>[0])
  clear_url_caches()

  const settingsModule = settingsModuleOf(files)
  try {
    return start(linker, settingsModule, files, ports, snapshot, wantsMigrate)
  } catch (error) {
    const file = linker.fileOf(settingsModule)
    throw file === null ? error : placeInSettings(error, file, files[file] ?? '')
  }
}

function start(
  linker: Linker,
  settingsModule: string,
  files: Readonly<Record<string, string>>,
  ports: ProjectPorts,
  snapshot: Uint8Array | null,
  wantsMigrate: boolean,
): Application {
  ports.onStep?.('compile', 'running')
  settings.configure(linker.importDotted(settingsModule))
  dictConfig(settings.LOGGING)
  engines.reset()
  installApps(settings.INSTALLED_APPS as Iterable<unknown>, linker, ports.modules)
  ports.onStep?.('compile', 'done')

  ports.onStep?.('database', 'running')
  const { openDatabase } = ports
  const configs = apps.get_app_configs()
  const database = prepareDatabase(files, configs, openDatabase, snapshot, wantsMigrate)
  ports.onStep?.('database', 'done')

  ports.onStep?.('load', 'running')
  if (typeof settings.ROOT_URLCONF === 'string') linker.importDotted(settings.ROOT_URLCONF)
  const asgi = asyncCode.part?.server() ?? null
  const handler = asgi === null ? new WSGIHandler() : null
  ports.onStep?.('load', 'done')
  return {
    wsgi: (environ, start) =>
      assertPresent(handler, 'the WSGI handler').__call__(
        environ,
        start,
      ) as unknown as WsgiResponse,
    asgi,
    database,
  }
}
