import { strToU8, zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { packProject, unpackProject } from './project-file.ts'

const project = {
  title: 'Mine',
  example: { id: 'blog', version: 1 },
  files: { 'blog/views.ts': '// ü\n', 'empty.txt': '' },
}
const fallback = { title: 'Opened', example: { id: 'blog', version: 1 } }

test('a downloaded project opens as it was', () => {
  expect(unpackProject(packProject(project), fallback)).toEqual({ project, skipped: [] })
})

test('any zip of text files opens; what is no text is named', () => {
  const zip = zipSync({ 'a/b.ts': strToU8('x'), 'logo.png': new Uint8Array([0xff, 0xd8, 0, 1]) })
  expect(unpackProject(zip, fallback)).toEqual({
    project: { ...fallback, files: { 'a/b.ts': 'x' } },
    skipped: ['logo.png'],
  })
})

test('a path that leaves the project is left out', () => {
  const zip = zipSync({ '../evil.ts': strToU8('x'), 'ok.ts': strToU8('y') })
  expect(unpackProject(zip, fallback)).toMatchObject({
    project: { files: { 'ok.ts': 'y' } },
    skipped: ['../evil.ts'],
  })
})

test('what is no archive, or a bomb, is one sentence', () => {
  expect(unpackProject(strToU8('hello'), fallback)).toMatchObject({
    reason: expect.stringMatching(/no zip/) as string,
  })
  const bomb = zipSync({ 'a.txt': new Uint8Array(5_000_000).fill(97) }, { level: 9 })
  expect(unpackProject(bomb, fallback)).toMatchObject({
    reason: expect.stringMatching(/2 MB/) as string,
  })
})
