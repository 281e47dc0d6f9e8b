import { deflateSync, strToU8 } from 'fflate'
import { expect, test } from 'vitest'
import { decodeShare, encodeShare, type Base, type Shared } from './codec.ts'

const base: Base = {
  id: 'blog',
  version: 1,
  files: { 'blog/views.ts': 'export const a = 1', 'blog/urls.ts': 'export {}', 'README.md': 'hi' },
}

const shared: Shared = {
  project: {
    example: { id: 'blog', version: 1 },
    title: 'Blog — größer',
    files: {
      'blog/views.ts': 'export const a = 2 // ✓',
      'blog/urls.ts': 'export {}',
      'blog/new.ts': '',
    },
  },
  url: '/blog/?q=a',
  step: 23,
}

function base64url(bytes: Uint8Array): string {
  const text = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
  return text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

function fragmentOf(json: unknown): string {
  const bytes = deflateSync(strToU8(typeof json === 'string' ? json : JSON.stringify(json)))
  return `#v1.${base64url(bytes)}`
}

const good = { base: { id: 'blog', version: 1 }, title: 't', files: {}, url: '/', step: null }

test('what a link holds comes back whole: changed, new and deleted files, request and step', () => {
  expect(decodeShare(encodeShare(shared, base), [base])).toEqual({ kind: 'shared', shared })
})

test('a link holds the difference to the example only', () => {
  const unchanged = { ...shared, project: { ...shared.project, files: base.files } }
  const large = { ...base, files: { ...base.files, 'blog/big.ts': 'x = 1\n'.repeat(5000) } }
  const same = { ...unchanged, project: { ...unchanged.project, files: large.files } }
  expect(encodeShare(same, large).length).toBe(encodeShare(unchanged, base).length)
})

test('a link made by the first version opens for ever', () => {
  const golden =
    '#v1.Jc5BCsIwEAXQqwyzLg3WXaCIYpduvEGqYwnEpCZpK5SCd9Cl4C28QG_Skzit2__fZ6bHUgVC2aM-o8TSuAoTbMkH7SzK1ZBg1NGwwB13MD1eUPnxO37IM7xoQ2Fez0PRaupCGjlAutfORzg5GyIoyCEDIWB6P3m0WEvdX3JwLLb7Q5Fe-QPbGMM3G2-4Eovc3HLFKESqUWbr4Qc'
  expect(decodeShare(golden, [base])).toEqual({ kind: 'shared', shared })
})

test('other fragments are no links of ours', () => {
  expect(decodeShare('', [base])).toEqual({ kind: 'none' })
  expect(decodeShare('#step=3', [base])).toEqual({ kind: 'none' })
})

test.each([
  ['cut in the middle', encodeShare(shared, base).slice(0, -12)],
  ['not base64', '#v1.%%%%'],
  ['empty', '#v1.'],
  ['not deflated', '#v1.aGVsbG8gd29ybGQ'],
  ['not JSON', fragmentOf('{')],
  ['another shape', fragmentOf({ ...good, files: 'views' })],
  ['a path out of the project', fragmentOf({ ...good, files: { '../x.ts': '' } })],
  [
    'a path JavaScript gives a meaning',
    fragmentOf(
      '{"base":{"id":"blog","version":1},"title":"t","files":{"a/__proto__":""},"url":"/","step":null}',
    ),
  ],
  ['an address on another host', fragmentOf({ ...good, url: '//evil.example/' })],
  ['a step that is none', fragmentOf({ ...good, step: -1 })],
])('a broken link is one sentence: %s', (_name, fragment) => {
  const decoded = decodeShare(fragment, [base])
  expect(decoded).toEqual({ kind: 'broken', reason: expect.stringMatching(/damaged/) as string })
})

test('a decompression bomb is stopped early', () => {
  const bomb = `#v1.${base64url(deflateSync(new Uint8Array(40_000_000), { level: 9 }))}`
  expect(bomb.length).toBeLessThan(64_000)

  const decoded = decodeShare(bomb, [base])

  expect(decoded).toMatchObject({
    kind: 'broken',
    reason: expect.stringMatching(/larger/) as string,
  })
})

test('a link that is too long, from a newer version or for an unknown example says so', () => {
  expect(decodeShare(`#v1.${'A'.repeat(70_000)}`, [base])).toMatchObject({
    reason: expect.stringMatching(/longer/) as string,
  })
  expect(decodeShare('#v2.abc', [base])).toMatchObject({
    reason: expect.stringMatching(/newer/) as string,
  })
  expect(decodeShare(encodeShare(shared, base), [])).toMatchObject({
    reason: expect.stringMatching(/blog/) as string,
  })
})
