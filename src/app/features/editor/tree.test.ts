import { expect, test } from 'vitest'
import { fileTree, foldersOf, visibleRows } from './tree.ts'

const paths = [
  'manage.ts',
  'blog/views.ts',
  'blog/templatetags/tags.ts',
  'blog/models.ts',
  'a.json',
]

const lines = (closed: string[] = []) =>
  visibleRows(fileTree(paths), new Set(closed)).map(
    (row) => '  '.repeat(row.level - 1) + row.node.name,
  )

test('folders come first, then files, each by name', () => {
  expect(lines()).toEqual([
    'blog',
    '  templatetags',
    '    tags.ts',
    '  models.ts',
    '  views.ts',
    'a.json',
    'manage.ts',
  ])
})

test('a closed folder hides what is in it', () => {
  expect(lines(['blog'])).toEqual(['blog', 'a.json', 'manage.ts'])
})

test('rows know their place among their siblings', () => {
  const row = visibleRows(fileTree(paths), new Set()).find(
    (one) => one.node.path === 'blog/models.ts',
  )
  expect(row).toMatchObject({ level: 2, position: 2, of: 3 })
})

test('a file stands in each folder of its path', () => {
  expect(foldersOf(['a/b/c.ts', 'a/d.ts', 'e.ts'])).toEqual(['a', 'a/b'])
})
