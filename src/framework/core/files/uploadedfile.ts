/**
 * Files that came with a form. There is no disk: large ones stay in memory too and only behave as if they were not.
 *
 * Django: django/core/files/uploadedfile.py, ref/files/uploads
 */
import { BytesIO } from '../../../base/python/bytes_io.ts'
import { class_name } from '../../../base/python/class_name.ts'
import { encode, type Bytes } from '../../../base/python/bytes.ts'
import { str } from '../../../base/python/protocols.ts'
import { validate_file_name } from './utils.ts'

const DEFAULT_CHUNK_SIZE = 64 * 1024

interface UploadOptions {
  readonly size?: number | null
  readonly charset?: string | null
  readonly content_type_extra?: Readonly<Record<string, unknown>> | null
}

export class UploadedFile {
  content_type: string | null
  size: number
  charset: string | null
  content_type_extra: Readonly<Record<string, unknown>> | null
  #name: string | null = null

  constructor(
    readonly file: BytesIO,
    name: string | null = null,
    content_type: string | null = null,
    { size = null, charset = null, content_type_extra = null }: UploadOptions = {},
  ) {
    this.name = name
    this.content_type = content_type
    this.size = size ?? file.getvalue().length
    this.charset = charset
    this.content_type_extra = content_type_extra
  }

  get name(): string | null {
    return this.#name
  }

  /** Only the last part of a path, at most 255 characters. @throws {SuspiciousFileOperation} */
  set name(value: string | null) {
    if (value === null) {
      this.#name = null
      return
    }
    let base = value.slice(value.lastIndexOf('/') + 1)
    if (base.length > 255) {
      const dot = base.lastIndexOf('.')
      const extension = dot > 0 ? base.slice(dot).slice(0, 255) : ''
      base = base.slice(0, dot > 0 ? dot : undefined).slice(0, 255 - extension.length) + extension
    }
    this.#name = validate_file_name(base)
  }

  read(size: number | null = null): Bytes {
    return this.file.read(size)
  }

  readline(): Bytes {
    return this.file.readline()
  }

  readlines(): Bytes[] {
    return this.file.readlines()
  }

  seek(offset: number, whence = 0): number {
    return this.file.seek(offset, whence)
  }

  tell(): number {
    return this.file.tell()
  }

  open(): this {
    this.file.seek(0)
    return this
  }

  close(): void {
    this.file.close()
  }

  get closed(): boolean {
    return this.file.closed
  }

  *chunks(chunk_size = DEFAULT_CHUNK_SIZE): Generator<Bytes> {
    this.file.seek(0)
    for (let chunk = this.read(chunk_size); chunk.length > 0; chunk = this.read(chunk_size)) {
      yield chunk
    }
  }

  multiple_chunks(chunk_size = DEFAULT_CHUNK_SIZE): boolean {
    return this.size > chunk_size
  }

  __len__(): number {
    return this.size
  }

  __bool__(): boolean {
    return Boolean(this.#name)
  }

  [Symbol.iterator](): Iterator<Bytes> {
    return this.file[Symbol.iterator]()
  }

  __str__(): string {
    return this.#name ?? ''
  }

  __repr__(): string {
    return `<${class_name(this.constructor)}: ${str(this.#name)} (${str(this.content_type)})>`
  }
}

/** Above FILE_UPLOAD_MAX_MEMORY_SIZE; Django would write it to a file. */
export class TemporaryUploadedFile extends UploadedFile {}

export class InMemoryUploadedFile extends UploadedFile {
  override *chunks(): Generator<Bytes> {
    this.file.seek(0)
    yield this.read()
  }

  override multiple_chunks(): boolean {
    return false
  }
}

/** A file made by hand, for tests and scripts. */
export class SimpleUploadedFile extends InMemoryUploadedFile {
  constructor(name: string, content: string | Uint8Array | null, content_type = 'text/plain') {
    const bytes = typeof content === 'string' ? encode(content) : (content ?? new Uint8Array())
    super(new BytesIO(bytes), name, content_type, { size: bytes.length })
  }
}
