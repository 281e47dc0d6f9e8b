import initSqlJs from 'sql.js'
import { expect, test } from 'vitest'
import { SqlJsDriver } from '../../../../runtime/sqljs-driver.ts'
import { AppConfig, apps } from '../../../apps/index.ts'
import { settings } from '../../../conf/index.ts'
import { create_all_tables } from '../../../db/backends/sqlite3/schema.ts'
import { connection, openConnection } from '../../../db/index.ts'
import { setPorts } from '../../../utils/ports.ts'
import { Session } from '../models.ts'
import { SessionStore } from './db.ts'

const SQL = await initSqlJs()
settings.configure({ USE_TZ: true, SECRET_KEY: 'x' })
setPorts({ now: () => Date.UTC(2026, 0, 15) * 1000, random: (count) => new Uint8Array(count) })
apps.populate([new AppConfig('django.contrib.sessions')])
apps.register_model(Session, 'sessions', 'django.contrib.sessions.models')

test('deleting a session looks for it first, as its row is deleted and not the table swept', () => {
  openConnection(new SqlJsDriver(new SQL.Database()))
  create_all_tables(connection, [Session])
  const session = new SessionStore()
  session.save()
  connection.force_debug_cursor = true
  connection.queries_log.length = 0

  session.delete()
  session.delete()

  const sent = connection.queries_log.map(({ sql }: { sql: string }) => sql.split(' ', 1)[0])
  expect(sent).toEqual(['SELECT', 'DELETE', 'SELECT'])
})
