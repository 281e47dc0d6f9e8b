import { beforeEach, expect, test } from 'vitest'
import { pathProblem, projectSchema } from './project-files.ts'
import { currentProject, useProject } from './project.ts'
import * as v from 'valibot'

const project = {
  title: 'Mine',
  example: { id: 'blog', version: 1 },
  files: { 'blog/views.ts': 'a', 'blog/urls.ts': 'b' },
}

beforeEach(() => useProject.getState().load(project))

test('a file can be made, renamed and deleted; the open file follows', () => {
  const { create, rename, remove } = useProject.getState()

  create('blog/new.ts')
  expect(useProject.getState().openFile).toBe('blog/new.ts')
  rename('blog/new.ts', 'blog/feeds.ts')
  expect(useProject.getState().openFile).toBe('blog/feeds.ts')
  remove('blog/feeds.ts')

  expect(useProject.getState().openFile).toBe('blog/views.ts')
  expect(currentProject()).toEqual(project)
})

test('an edit is no other project: database and cookies stay', () => {
  const { generation } = useProject.getState()
  useProject.getState().edit('blog/views.ts', 'changed')
  expect(useProject.getState().generation).toBe(generation)
})

test('a shared project is another project, until it is kept', () => {
  const { generation } = useProject.getState()
  useProject.getState().loadShared({ ...project, title: 'Theirs' }, '#v1.x')
  expect(useProject.getState()).toMatchObject({ origin: 'shared', generation: generation + 1 })

  useProject.getState().keep()

  expect(useProject.getState()).toMatchObject({ origin: 'own', title: 'Theirs' })
})

test.each([
  ['', /Write a path/],
  ['../x.ts', /letters/],
  ['/x.ts', /letters/],
  ['blog/__proto__', /letters/],
  ['blog/views.ts', /already/],
  ['blog', /folder/],
])('%j is no name for a new file', (path, reason) => {
  expect(pathProblem(path, project.files)).toMatch(reason)
})

test('a stored project with a path that leaves it is no project', () => {
  expect(v.is(projectSchema, project)).toBe(true)
  expect(v.is(projectSchema, { ...project, files: { '../a': '' } })).toBe(false)
})
