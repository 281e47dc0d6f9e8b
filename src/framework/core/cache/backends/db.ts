/**
 * A cache in a table of the database: it outlives a restart, and every get and set is a query that one can see. LOCATION is
 * the table's name.
 *
 * Django: django/core/cache/backends/db.py, topics/cache#database-caching
 * Left out: values other than plain data (Django pickles anything), so whole pages cannot be kept here.
 */
import { decodeBase64, encodeBase64 } from '../../../../base/python/base64.ts'
import { datetime, timezone as zones } from '../../../../base/python/datetime.ts'
import { TypeError } from '../../../../base/python/exceptions.ts'
import { isPlainObject } from '../../../../base/python/mapping.ts'
import { type_name } from '../../../../base/python/protocols.ts'
import { settings } from '../../../conf/index.ts'
import { connection } from '../../../db/connection.ts'
import { decode, encode } from '../../../../base/python/bytes.ts'
import * as timezone from '../../../utils/timezone.ts'
import { BaseCache, now, type CacheParams, type Timeout } from './base.ts'

const MICROSECONDS = 1e6
const FOREVER = new datetime(9999, 12, 31, 23, 59, 59)

export class DatabaseCache extends BaseCache {
  private readonly table: string

  constructor(table: string, params: CacheParams = {}) {
    super(params)
    this.table = `"${table.replaceAll('"', '""')}"`
  }

  /** As `manage.py createcachetable` does. */
  create_table(): void {
    const columns = `"cache_key" varchar(255) NOT NULL PRIMARY KEY, "value" text NOT NULL, "expires" datetime NOT NULL`
    this.ask(`CREATE TABLE IF NOT EXISTS ${this.table} (${columns})`)
    const index = this.table.slice(0, -1)
    this.ask(`CREATE INDEX IF NOT EXISTS ${index}_expires" ON ${this.table} ("expires")`)
  }

  private ask(sql: string, params: readonly unknown[] | null = null): (readonly unknown[])[] {
    return connection.cursor().execute(sql, params).fetchall()
  }

  protected read(key: string): unknown {
    const sql = `SELECT "cache_key", "value", "expires" FROM ${this.table} WHERE "cache_key" IN (%s)`
    const [row] = this.ask(sql, [key])
    if (row === undefined) return undefined
    const [, value, expires] = row as [string, string, string]
    if (expires >= stored(timezone.now())) return parsed(value)
    this.remove(key)
    return undefined
  }

  protected write(key: string, value: unknown, timeout: Timeout): void {
    const [[count = 0] = []] = this.ask(`SELECT COUNT(*) FROM ${this.table}`) as number[][]
    if (count > this.maxEntries) this.cull(count)
    const text = written(value)
    const expires = this.expiry(timeout)
    const known = this.ask(
      `SELECT "cache_key", "expires" FROM ${this.table} WHERE "cache_key" = %s`,
      [key],
    )
    if (known.length > 0) {
      const sql = `UPDATE ${this.table} SET "value" = %s, "expires" = %s WHERE "cache_key" = %s`
      this.ask(sql, [text, expires, key])
      return
    }
    const sql = `INSERT INTO ${this.table} ("cache_key", "value", "expires") VALUES (%s, %s, %s)`
    this.ask(sql, [key, text, expires])
  }

  private expiry(timeout: Timeout): string {
    const seconds = this.get_backend_timeout(timeout)
    return stored(seconds === null ? FOREVER : momentOf(seconds))
  }

  protected remove(key: string): boolean {
    const sql = `DELETE FROM ${this.table} WHERE "cache_key" IN (%s)`
    return connection.cursor().execute(sql, [key]).rowcount > 0
  }

  protected renew(key: string, timeout: Timeout): boolean {
    if (this.read(key) === undefined) return false
    const sql = `UPDATE ${this.table} SET "expires" = %s WHERE "cache_key" = %s`
    this.ask(sql, [this.expiry(timeout), key])
    return true
  }

  protected empty(): void {
    this.ask(`DELETE FROM ${this.table}`)
  }

  /** What has expired first, then the first keys in alphabetic order. */
  private cull(count: number): void {
    if (this.cullFrequency === 0) {
      this.empty()
      return
    }
    const expired = `DELETE FROM ${this.table} WHERE "expires" < %s`
    const gone = connection.cursor().execute(expired, [stored(momentOf(now()))]).rowcount
    const left = count - gone
    if (left <= this.maxEntries) return
    const [last] = this.ask(
      `SELECT cache_key FROM ${this.table} ORDER BY cache_key LIMIT 1 OFFSET %s`,
      [Math.floor(left / this.cullFrequency)],
    )
    if (last) this.ask(`DELETE FROM ${this.table} WHERE "cache_key" < %s`, [last[0]])
  }
}

/** Whole seconds, as Django keeps them. */
function momentOf(seconds: number): datetime {
  return datetime
    .fromMicroseconds(Math.floor(seconds) * MICROSECONDS, zones.utc)
    .replace({ tzinfo: settings.USE_TZ ? zones.utc : null })
}

function stored(moment: datetime): string {
  return connection.ops.adapt_datetimefield_value(moment) ?? ''
}

/** Text of a plain value. @throws {TypeError} anything else */
function written(value: unknown): string {
  return encodeBase64(encode(JSON.stringify(value, (_, item: unknown) => plain(item))))
}

function plain(item: unknown): unknown {
  const isPlain =
    item === null ||
    ['string', 'number', 'boolean'].includes(typeof item) ||
    (Array.isArray(item) && Object.getPrototypeOf(item) === Array.prototype) ||
    isPlainObject(item)
  if (isPlain) return item
  throw new TypeError(
    `The database cache keeps plain data only, not '${type_name(item)}'. Use LocMemCache for it.`,
  )
}

function parsed(text: string): unknown {
  return JSON.parse(decode(decodeBase64(text)))
}
