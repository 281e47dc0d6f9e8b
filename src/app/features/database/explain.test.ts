import { expect, test } from 'vitest'
import type { Table } from '../../../protocol/database-answers.ts'
import { explain } from './explain.ts'

const table = (name: string, foreignKeys: Table['foreignKeys'] = []): Table => ({
  ...{ name, kind: 'table', sql: '', rows: 0, columns: [], indexes: [], isEditable: true },
  model: null,
  foreignKeys,
})
const post = table('blog_post')
const comment = table('blog_comment', [
  { columns: ['post_id'], table: 'blog_post', references: ['id'], onDelete: 'NO ACTION' },
])
const refused = (message: string) => ({ className: 'IntegrityError', message })

test('a missing value is named by its column', () => {
  const told = explain(refused('NOT NULL constraint failed: blog_post.title'), post, [], null)

  expect(told.message).toBe('IntegrityError: NOT NULL constraint failed: blog_post.title')
  expect(told.column).toBe('title')
  expect(told.meaning).toMatch(/title must have a value/)
})

test('values that are unique together are named together', () => {
  const message = 'UNIQUE constraint failed: blog_like.post_id, blog_like.user_id'

  expect(explain(refused(message), post, [], 'post_id').meaning).toMatch(/post_id and user_id/)
})

test('a foreign key says which row is missing, and a deletion which rows are left', () => {
  const failed = refused('FOREIGN KEY constraint failed')

  expect(explain(failed, comment, [post, comment], 'post_id').meaning).toBe(
    'There is no such row: post_id must be the id of a row of blog_post.',
  )
  expect(explain(failed, post, [post, comment], null, true).meaning).toMatch(
    /blog_comment\.post_id/,
  )
})

test('what needs no explanation gets none', () => {
  expect(explain(refused('datatype mismatch'), post, [], 'id')).toEqual({
    message: 'IntegrityError: datatype mismatch',
    meaning: null,
    column: 'id',
  })
})
