/**
 * What the workloads are defined by: the data set, requests, timing rules, templates and recorded hashes. They are read
 * where they are, beside this repository, and never copied.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

export interface Summary {
  readonly median_ms: number
  readonly best_ms: number
  readonly p95_ms: number
  readonly ops_per_s: number
  readonly samples: number
  readonly batch: number
}

/** The exports of `data.mjs`. */
export interface Data {
  readonly REQUESTS: Readonly<Record<string, { readonly path: string; readonly cookie?: string }>>
  canonicalResponse(
    status: string,
    headers: Iterable<readonly [string, string]>,
    body: string,
  ): string
  bench(run: () => number | void, seconds: number, now: () => number): Promise<Summary>
}

/** Name of a workload → what real Django answered. */
export type Expected = Readonly<Record<string, { readonly sha256: string; readonly bytes: number }>>

const here = fileURLToPath(new URL('.', import.meta.url))

/** @throws an error that says what is missing */
export function sharedFolder(repository: string): string {
  const folder = process.env['BENCH_SHARED'] ?? join(repository, '../shared/bench')
  if (existsSync(join(folder, 'data.mjs'))) return folder
  throw new Error(
    `The workloads are not at ${folder}. Set BENCH_SHARED to the folder that holds WORKLOADS.md and data.mjs.`,
  )
}

export async function readData(folder: string): Promise<Data> {
  return (await import(pathToFileURL(join(folder, 'data.mjs')).href)) as Data
}

export function readExpected(folder: string): Expected {
  return JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as Expected
}

/** Our site's files with the shared templates and data set, as one project. */
export function siteFiles(folder: string): Record<string, string> {
  return {
    ...filesIn(join(here, 'site'), ''),
    ...filesIn(join(folder, 'site/templates'), 'templates/'),
    'bench/data.ts': readFileSync(join(folder, 'data.mjs'), 'utf8'),
  }
}

function filesIn(folder: string, prefix: string): Record<string, string> {
  const files: Record<string, string> = {}
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) Object.assign(files, filesIn(path, `${prefix}${entry.name}/`))
    else files[prefix + entry.name] = readFileSync(path, 'utf8')
  }
  return files
}
