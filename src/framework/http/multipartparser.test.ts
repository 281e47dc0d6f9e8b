import { beforeEach, expect, test } from 'vitest'
import { Dict } from '../../base/python/dict.ts'
import { settings } from '../conf/index.ts'
import { MultiPartParser } from './multipartparser.ts'

beforeEach(() => {
  settings.configure({})
})

function parse(body: string, type = 'multipart/form-data; boundary=b') {
  const bytes = new TextEncoder().encode(body.replaceAll('\n', '\r\n'))
  const META = new Dict({ CONTENT_TYPE: type, CONTENT_LENGTH: String(bytes.length) })
  return new MultiPartParser(META, bytes).parse()
}

test('parts are fields or files, by whether they have a file name', () => {
  const [post, files] = parse(
    '--b\nContent-Disposition: form-data; name="title"\n\nA\nB\n' +
      '--b\nContent-Disposition: form-data; name="doc"; filename="/etc/a.txt"\nContent-Type: text/plain\n\nhi\n--b--\n',
  )

  expect(post['title']).toBe('A\r\nB')
  expect(String((files['doc'] as { name: string }).name)).toBe('a.txt')
})

test('a file field left empty is a field', () => {
  const [post, files] = parse(
    '--b\nContent-Disposition: form-data; name="doc"; filename=""\n\n\n--b--\n',
  )

  expect(post['doc']).toBe('')
  expect(files.__len__()).toBe(0)
})

test('without a boundary there is nothing to read', () => {
  expect(() => parse('', 'multipart/form-data')).toThrow('Invalid boundary in multipart: None')
})

test('a file whose end was cut off is not there, a field is', () => {
  const doc = '--b\nContent-Disposition: form-data; name="doc"; filename="a.txt"\n\nhi\n'
  const [, files] = parse(doc)
  const [post] = parse('--b\nContent-Disposition: form-data; name="title"\n\nA')

  expect(files.__len__()).toBe(0)
  expect(post['title']).toBe('A')
})
