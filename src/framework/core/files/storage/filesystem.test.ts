import { beforeEach, expect, test } from 'vitest'
import {
  FileNotFoundError,
  IsADirectoryError,
  NotImplementedError,
} from '../../../../base/python/exceptions.ts'
import { settings } from '../../../conf/index.ts'
import { setTemplateFiles } from '../../../template/files.ts'
import { SuspiciousFileOperation } from '../../exceptions.ts'
import { FileSystemStorage } from './index.ts'

const files: Readonly<Record<string, string>> = {
  'documents/a.txt': 'Añ',
  'documents/notes/b.txt': 'b',
  'secret.txt': 'no',
}

beforeEach(() => {
  settings.configure({ MEDIA_URL: 'media/' })
  setTemplateFiles({ read: (path) => files[path] ?? null, list: () => Object.keys(files) })
})

test('a file of the project is read in bytes', () => {
  const file = new FileSystemStorage('documents').open('a.txt')

  expect([file.name, file.size, file.read().decode()]).toEqual(['/documents/a.txt', 3, 'Añ'])
})

test('what is not there, a folder, and what lies outside are three errors', () => {
  const storage = new FileSystemStorage('documents')

  expect(() => storage.open('c.txt')).toThrow(
    new FileNotFoundError("[Errno 2] No such file or directory: '/documents/c.txt'"),
  )
  expect(() => storage.open('notes')).toThrow(IsADirectoryError)
  expect(() => storage.open('../secret.txt')).toThrow(SuspiciousFileOperation)
  expect(() => storage.open('a.txt', 'w')).toThrow(NotImplementedError)
})

test('folders are listed, and files have addresses', () => {
  const storage = new FileSystemStorage('documents')

  expect(storage.listdir('')).toEqual([['notes'], ['a.txt']])
  expect([storage.exists('notes'), storage.exists('c')]).toEqual([true, false])
  expect(storage.url('a b.txt')).toBe('/media/a%20b.txt')
})
