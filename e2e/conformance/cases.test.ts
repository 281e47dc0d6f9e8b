/** Our own cases, recorded from real Django by record.py: all of them are answered as recorded. */
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { caseFiles } from './case.ts'
import { replayFile, sum } from './replay.ts'

const files = caseFiles(fileURLToPath(new URL('./cases', import.meta.url)))

test.each(files.map((path) => [path.split('/').at(-1) ?? path, path]))(
  '%s is answered as by real Django',
  async (_name, path) => {
    const { failures, kinds } = await replayFile(path)

    expect(
      failures.map(({ given, got }) => ({ id: given.id, expected: given.expect, got })),
    ).toEqual([])
    expect(sum(Object.values(kinds)).passed).toBeGreaterThan(0)
  },
  60_000, // the first of a kind loads the framework
)
