/**
 * The connections by alias, and `connection`: the default one, whichever that is at the moment. The host opens them
 * with `openConnection`; the framework itself opens nothing.
 *
 * Django: django/db/__init__.py
 */
import { request_finished } from '../core/signals.ts'
import { DatabaseWrapper } from './backends/sqlite3/base.ts'
import type { Driver } from './backends/base.ts'
import { ConnectionDoesNotExist, DEFAULT_DB_ALIAS } from './utils.ts'
import { late } from './models/late.ts'

class ConnectionHandler {
  private readonly opened = new Map<string, DatabaseWrapper>()

  /** @throws {ConnectionDoesNotExist} */
  get(alias: string = DEFAULT_DB_ALIAS): DatabaseWrapper {
    const found = this.opened.get(alias)
    if (found === undefined)
      throw new ConnectionDoesNotExist(`The connection '${alias}' doesn't exist.`)
    return found
  }

  __getitem__(alias: string): DatabaseWrapper {
    return this.get(alias)
  }

  all(): DatabaseWrapper[] {
    return [...this.opened.values()]
  }

  /** Uses `driver` for this alias from now on. */
  open(driver: Driver, alias: string = DEFAULT_DB_ALIAS): DatabaseWrapper {
    const wrapper = new DatabaseWrapper(driver, alias)
    this.opened.set(alias, wrapper)
    return wrapper
  }

  close_all(): void {
    for (const wrapper of this.opened.values()) wrapper.close()
    this.opened.clear()
  }
}

export const connections = new ConnectionHandler()

/** The host gives the framework its database. */
export function openConnection(driver: Driver, alias?: string): DatabaseWrapper {
  return connections.open(driver, alias)
}

/** `django.db.connection`: stands for the default connection, also after it was opened anew. */
export const connection: DatabaseWrapper = new Proxy({} as DatabaseWrapper, {
  get(_target, name) {
    const current = connections.get() as any
    const value = current[name]
    return typeof value === 'function' ? value.bind(current) : value
  },
  set(_target, name, value) {
    ;(connections.get() as any)[name] = value
    return true
  },
})

export function reset_queries(): void {
  for (const wrapper of connections.all()) wrapper.queries_log.length = 0
}

/** A connection whose autocommit somebody left off is as new for the next request. */
function close_old_connections(): void {
  for (const wrapper of connections.all()) wrapper.restore_autocommit()
}
// Django does it before a request, too: what its shell left open cannot be here
request_finished.connect(close_old_connections, null, { dispatch_uid: 'close_old_connections' })

late.connections = connections
