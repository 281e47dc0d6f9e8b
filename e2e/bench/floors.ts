/**
 * The same answers by hand from the raw parts (`floor_core.mjs`): prepared statements on sql.js, templates compiled by
 * nunjucks with autoescape. They say how much of a time is ours. They take turns with us in one process.
 */
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import nunjucks from 'nunjucks'
import initSqlJs from 'sql.js'

export interface Floor {
  /** May answer the seconds that count, else the whole call does. */
  fn(): number | void
  /** What is to have the hash of Django's answer, where it can. */
  text?(): string
}

/** @param folder  where `floor_core.mjs` is @returns  what makes them on the bytes of a filled database */
export async function readFloors(
  folder: string,
): Promise<(database: Uint8Array) => Readonly<Record<string, Floor>>> {
  const { floorList } = (await import(pathToFileURL(join(folder, 'floor_core.mjs')).href)) as {
    floorList(parts: object): Record<string, Floor>
  }
  const SQL = await initSqlJs()
  // routes are not compared, but all floors are made at once
  const ptr = { match: () => () => false, compile: () => () => '' }
  return (db) => floorList({ SQL, nunjucks, ptr, db })
}
