import { expect, test } from 'vitest'
import { knownText } from './known.ts'
import type { Case } from './case.ts'

function failure(id: string, more: Partial<Case>, got: unknown) {
  return { file: 'a.jsonl', given: { id, kind: 'util', tags: [], expect: {}, ...more }, got }
}

test('failing cases stand under their reason, each once', () => {
  const failures = [
    failure('one', { op: 'utils.feedgenerator' }, { crashed: 'Error: there is no such op' }),
    failure('two', { options: { language: 'de' } }, { value: 'No' }),
    failure('three', {}, { value: 1 }),
  ]

  const text = knownText([
    {
      file: 'a.jsonl',
      kinds: { util: { passed: 1, failed: 3, skipped: 0 } },
      failures,
      skipped: {},
    },
  ])

  expect(text).toContain('1 passed, 3 failed (25.00 %)')
  expect(text).toMatch(/### Feeds[^#]*- `one`/)
  expect(text).toMatch(/### Sentences of other languages[^#]*- `two`/)
  expect(text).toMatch(/### To be looked at\n\n- `three`/)
})
