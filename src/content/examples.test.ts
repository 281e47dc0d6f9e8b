import { expect, test } from 'vitest'
import { examples } from './examples.ts'

test('every example is a Django project with settings, a root URLconf and templates', () => {
  for (const example of examples) {
    const paths = Object.keys(example.files)

    expect(paths.some((path) => path.endsWith('/settings.ts'))).toBe(true)
    expect(paths.some((path) => path.endsWith('/urls.ts'))).toBe(true)
    expect(paths.some((path) => path.startsWith('templates/'))).toBe(true)
  }
})

test('files are text, named by their path in the project', () => {
  const blog = examples.find((example) => example.id === 'blog')

  expect(blog?.files['blog/views.ts']).toContain('export function post_list(request)')
  expect(JSON.parse(blog?.files['blog/fixtures/blog.json'] ?? '[]')).toHaveLength(103)
})

test('no fixture holds a password that could be cracked', () => {
  for (const { files } of examples) {
    for (const [path, text] of Object.entries(files)) {
      expect(/pbkdf2|argon2|bcrypt/.test(text), path).toBe(false)
    }
  }
})
