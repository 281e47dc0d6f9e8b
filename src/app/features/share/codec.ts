/**
 * A playground as the fragment of a link: `#v1.` + base64url(deflate(JSON)). Only what differs from a named, versioned
 * example travels. A fragment comes from anyone: it is capped before and while it is inflated, then checked field by
 * field. Version 1 is never changed, so that old links open; a new shape gets a new number.
 */
import { Inflate, deflateSync, strFromU8, strToU8 } from 'fflate'
import * as v from 'valibot'
import type { ProjectFiles } from '../../../protocol/app-host.ts'
import {
  exampleRefSchema,
  filesSchema,
  isProjectPath,
  titleSchema,
  type Project,
} from '../../state/project-files.ts'

const PREFIX = '#v1.'
/** Characters of the fragment. Browsers take more, chat programs far less. */
export const MAX_FRAGMENT = 64_000
/** Bytes of the JSON inside. */
export const MAX_INFLATED = 2_500_000

/** What a link opens: a project, the request to send, and where the playhead stands. */
export interface Shared {
  readonly project: Project
  /** Path with query. */
  readonly url: string
  /** null: at the beginning. */
  readonly step: number | null
}

/** The example a link is measured against. */
export interface Base {
  readonly id: string
  readonly version: number
  readonly files: ProjectFiles
}

export type Decoded =
  | { readonly kind: 'none' }
  | { readonly kind: 'shared'; readonly shared: Shared }
  /** `reason`: one sentence for the person. */
  | { readonly kind: 'broken'; readonly reason: string }

const payload = v.object({
  base: exampleRefSchema,
  title: titleSchema,
  /** null: the example's file is gone. */
  files: v.record(v.pipe(v.string(), v.check(isProjectPath)), v.nullable(v.string())),
  url: v.pipe(v.string(), v.maxLength(8192), v.regex(/^\/(?!\/)/)),
  step: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(100_000))),
})

/** @returns the fragment with its `#`; its length is what counts against limits of other programs */
export function encodeShare(shared: Shared, base: Base): string {
  const { project, url, step } = shared
  const files: Record<string, string | null> = {}
  for (const [path, text] of Object.entries(project.files)) {
    if (base.files[path] !== text) files[path] = text
  }
  for (const path of Object.keys(base.files)) {
    if (!(path in project.files)) files[path] = null
  }
  const json = {
    base: { id: base.id, version: base.version },
    title: project.title,
    files,
    url,
    step,
  }
  return PREFIX + toBase64Url(deflateSync(strToU8(JSON.stringify(json)), { level: 9 }))
}

/** Whether a fragment claims to be a link of ours, of whatever version. */
export function isShareFragment(fragment: string): boolean {
  return /^#v\d+\./.test(fragment)
}

/** Never throws, whatever the fragment holds. */
export function decodeShare(fragment: string, bases: readonly Base[]): Decoded {
  if (!isShareFragment(fragment)) return { kind: 'none' }
  if (!fragment.startsWith(PREFIX)) {
    return broken('This link was made by a newer Roundtrip than the one you have open.')
  }
  if (fragment.length > MAX_FRAGMENT) return broken('This link is longer than any link we make.')

  const text = inflate(fromBase64Url(fragment.slice(PREFIX.length)))
  if (text === 'too large')
    return broken('What this link holds is larger than a playground may be.')
  const parsed = text === null ? null : v.safeParse(payload, parseJson(text))
  if (parsed === null || !parsed.success) {
    return broken('This link is damaged: part of it was lost or changed on the way.')
  }

  const { base: ref, title, files: changes, url, step } = parsed.output
  const base = bases.find((one) => one.id === ref.id && one.version === ref.version)
  if (base === undefined) {
    return broken(
      `This link builds on the example “${ref.id}” (version ${ref.version}), which is not here.`,
    )
  }
  const files = overlay(base.files, changes)
  if (!v.is(filesSchema, files))
    return broken('What this link holds is larger than a playground may be.')
  return { kind: 'shared', shared: { project: { example: ref, title, files }, url, step } }
}

function broken(reason: string): Decoded {
  return { kind: 'broken', reason }
}

function overlay(
  files: ProjectFiles,
  changes: Readonly<Record<string, string | null>>,
): ProjectFiles {
  const all = { ...files, ...changes }
  return Object.fromEntries(
    Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== null),
  )
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

// Fed in small slices, so that a bomb is noticed at most one slice (1,032 times its size) after the cap.
const SLICE = 512

function inflate(bytes: Uint8Array | null): string | 'too large' | null {
  if (bytes === null || bytes.length === 0) return null
  const chunks: Uint8Array[] = []
  let size = 0
  let isWhole = false
  const stream = new Inflate((chunk, isLast) => {
    size += chunk.length
    if (size <= MAX_INFLATED) chunks.push(chunk)
    isWhole = isLast
  })
  try {
    for (let at = 0; at < bytes.length; at += SLICE) {
      stream.push(bytes.subarray(at, at + SLICE), at + SLICE >= bytes.length)
      if (size > MAX_INFLATED) return 'too large'
    }
    if (!isWhole) return null
    const whole = new Uint8Array(size)
    let at = 0
    for (const chunk of chunks) {
      whole.set(chunk, at)
      at += chunk.length
    }
    return strFromU8(whole)
  } catch {
    return null
  }
}

function toBase64Url(bytes: Uint8Array): string {
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  // without padding: chat programs leave a trailing `=` out of the link
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

function fromBase64Url(text: string): Uint8Array | null {
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
    return Uint8Array.from(binary, (char) => char.charCodeAt(0))
  } catch {
    return null
  }
}
