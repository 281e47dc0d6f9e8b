/** The database as a file of the person's. It goes from their disk to the sandbox and back, and nowhere else. */
import { parseFileReport, type FileReport } from '../../../protocol/database-answers.ts'
import { MAX_DATABASE_BYTES } from '../../../protocol/database-questions.ts'
import { problemSchema } from '../../../protocol/app-host.ts'
import { formatBytes } from '../../../insight/format.ts'
import * as v from 'valibot'
import { actOnData } from '../../state/database.ts'
import { currentProject } from '../../state/project.ts'
import { askDatabase } from './ask.ts'

export interface Picked {
  readonly name: string
  readonly bytes: ArrayBuffer
  readonly report: FileReport
}

/** Looks at a file. Nothing is changed yet. */
export async function readFile(file: File): Promise<Picked> {
  const { name } = file
  const refuse = (problem: string): Picked => ({
    name,
    bytes: new ArrayBuffer(0),
    report: { problem, tables: 0, rows: 0, differences: [] },
  })
  if (file.size > MAX_DATABASE_BYTES)
    return refuse(
      `It has ${formatBytes(file.size)}; up to ${formatBytes(MAX_DATABASE_BYTES)} fit into the playground.`,
    )
  const bytes = withoutWal(await file.arrayBuffer())
  const asked = await askDatabase({ ask: 'check', bytes }, parseFileReport)
  if (asked.kind === 'stopped') return refuse(`It could not be read in time. ${asked.reason}`)
  if (asked.kind === 'none') return refuse('The project must load before a database can be opened.')
  return { name, bytes, report: asked.value }
}

/** @returns why nothing was changed; null: it is the database now */
export async function openFile({ name, bytes }: Picked): Promise<string | null> {
  const problem = v.safeParse(problemSchema, await actOnData(bytes))
  if (!problem.success) return null
  const { className, message } = problem.output
  return `${name} does not fit the models, so nothing was changed. ${className}: ${message}`
}

export async function download(): Promise<void> {
  const bytes = await actOnData('download')
  if (!(bytes instanceof ArrayBuffer)) return
  const url = URL.createObjectURL(new Blob([bytes], { type: 'application/vnd.sqlite3' }))
  const link = document.createElement('a')
  link.href = url
  link.download = `${
    currentProject()
      .title.replace(/[^\w-]+/g, '-')
      .toLowerCase() || 'project'
  }.sqlite3`
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 1000)
}

/**
 * A database in WAL mode asks for a second file that a browser has not; what the file itself holds is complete once
 * that was checked in. Bytes 18 and 19 of the header say which mode (sqlite.org/fileformat, 1.3.3).
 */
function withoutWal(bytes: ArrayBuffer): ArrayBuffer {
  const head = new Uint8Array(bytes)
  if (head[18] === 2 && head[19] === 2) head.fill(1, 18, 20)
  return bytes
}
