import { expect, test } from 'vitest'
import { belowFloor, raised } from './floors.ts'
import type { FileResult } from './replay.ts'

function result(file: string, passed: number): FileResult {
  return { file, kinds: { util: { passed, failed: 1, skipped: 0 } }, failures: [], skipped: {} }
}

test('a file that passes fewer cases than before is named', () => {
  const results = [result('a.jsonl', 4), result('b.jsonl', 7), result('new.jsonl', 1)]

  expect(belowFloor(results, { 'a.jsonl': 5, 'b.jsonl': 7 })).toEqual([
    'a.jsonl: 4 passed, 5 did before',
  ])
})

test('floors only rise', () => {
  const floors = { 'b.jsonl': 7, 'a.jsonl': 5 }

  expect(raised([result('a.jsonl', 4), result('b.jsonl', 8)], floors)).toEqual({
    'a.jsonl': 5,
    'b.jsonl': 8,
  })
})
