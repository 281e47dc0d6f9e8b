import { expect, test } from 'vitest'
import { closeMatches } from './close_matches.ts'

test('a misspelt lookup finds the one that was meant', () => {
  expect(closeMatches('contain', ['exact', 'contains', 'icontains', 'gt'])).toEqual([
    'contains',
    'icontains',
  ])
})

test('a word that resembles nothing finds nothing', () => {
  expect(closeMatches('xyz', ['exact', 'contains'])).toEqual([])
})
