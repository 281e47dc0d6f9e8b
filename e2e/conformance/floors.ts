/**
 * How many cases of each file passed at best: fewer is a step back. floors.json holds the numbers; they only rise.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { sum, type FileResult } from './replay.ts'

type Floors = Record<string, number>

const path = new URL('./floors.json', import.meta.url)

export function readFloors(): Floors {
  return JSON.parse(readFileSync(path, 'utf8')) as Floors
}

function passed(result: FileResult): number {
  return sum(Object.values(result.kinds)).passed
}

/** A sentence for each file that is below its floor. */
export function belowFloor(results: readonly FileResult[], floors: Floors): string[] {
  return results.flatMap((result) => {
    const floor = floors[result.file] ?? 0
    const now = passed(result)
    return now < floor ? [`${result.file}: ${now} passed, ${floor} did before`] : []
  })
}

/** The floors after these results. */
export function raised(results: readonly FileResult[], floors: Floors): Floors {
  const all = { ...floors }
  for (const result of results) all[result.file] = Math.max(all[result.file] ?? 0, passed(result))
  return Object.fromEntries(Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1)))
}

export function writeFloors(floors: Floors): void {
  writeFileSync(path, `${JSON.stringify(floors, null, 2)}\n`)
}
