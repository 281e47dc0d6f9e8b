/** The choices are those of real Django for the same folder. */
import { beforeEach, expect, test } from 'vitest'
import { FileNotFoundError } from '../../../base/python/exceptions.ts'
import { ValidationError } from '../../core/exceptions.ts'
import { fieldKwargs } from '../../db/migrations/deconstruct.ts'
import { FilePathField as ModelField } from '../../db/models/fields/file_path.ts'
import { setTemplateFiles } from '../../template/files.ts'
import '../models.ts'
import { FilePathField } from './file_path.ts'

const FILES = [
  'documents/b.txt',
  'documents/a.md',
  'documents/notes/c.txt',
  'documents/notes/deep/d.txt',
  'documents/__pycache__/x.txt',
]

beforeEach(() => {
  setTemplateFiles({ read: () => '', list: () => FILES })
})

test('the files of a folder are the choices, by name', () => {
  expect(new FilePathField('documents').choices).toEqual([
    ['documents/a.md', 'a.md'],
    ['documents/b.txt', 'b.txt'],
  ])
  expect(
    new FilePathField('documents', { match: String.raw`\.txt$`, required: false }).choices,
  ).toEqual([
    ['', '---------'],
    ['documents/b.txt', 'b.txt'],
  ])
})

test('folders below come with recursive, folders themselves with allow_folders', () => {
  expect(new FilePathField('documents', { recursive: true, allow_folders: true }).choices).toEqual([
    ['documents/a.md', '/a.md'],
    ['documents/b.txt', '/b.txt'],
    ['documents/notes', '/notes'],
    ['documents/__pycache__/x.txt', '/__pycache__/x.txt'],
    ['documents/notes/c.txt', '/notes/c.txt'],
    ['documents/notes/deep', '/notes/deep'],
    ['documents/notes/deep/d.txt', '/notes/deep/d.txt'],
  ])
  expect(
    new FilePathField('documents', { allow_files: false, allow_folders: true }).choices,
  ).toEqual([['documents/notes', 'notes']])
})

test('a folder that is not there is an error, unless what is below it is asked for, too', () => {
  expect(() => new FilePathField('nope')).toThrow(FileNotFoundError)
  expect(new FilePathField('nope', { recursive: true }).choices).toEqual([])
})

test('only an offered path is accepted', () => {
  const field = new FilePathField('documents')

  expect(field.clean('documents/b.txt')).toBe('documents/b.txt')
  expect(() => field.clean('documents/notes/c.txt')).toThrow(ValidationError)
})

test("a model's field asks for its folder when a form is made, and says what it was made of", () => {
  const path = () => 'documents'
  const field = new ModelField({ path, match: 'txt', blank: true, recursive: false })

  expect((field.formfield() as FilePathField).choices).toEqual([
    ['', '---------'],
    ['documents/b.txt', 'b.txt'],
  ])
  expect(fieldKwargs(field)).toEqual({ path, match: 'txt', blank: true })
  expect(field.max_length).toBe(100)
})
