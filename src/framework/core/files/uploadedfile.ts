/**
 * Files that came with a form. There is no disk: large ones stay in memory too and only behave as if they were not.
 *
 * Django: django/core/files/uploadedfile.py, ref/files/uploads
 */
import { BytesIO } from '../../../base/python/bytes_io.ts'
import { class_name } from '../../../base/python/class_name.ts'
import { encode, type Bytes } from '../../../base/python/bytes.ts'
import { str } from '../../../base/python/protocols.ts'
import { File } from './base.ts'
import { validate_file_name } from './utils.ts'

interface UploadOptions {
  readonly size?: number | null
  readonly charset?: string | null
  readonly content_type_extra?: Readonly<Record<string, unknown>> | null
}

export class UploadedFile extends File {
  content_type: string | null
  charset: string | null
  content_type_extra: Readonly<Record<string, unknown>> | null

  constructor(
    file: BytesIO,
    name: string | null = null,
    content_type: string | null = null,
    { size = null, charset = null, content_type_extra = null }: UploadOptions = {},
  ) {
    super(file, name)
    this.content_type = content_type
    if (size !== null) this.size = size
    this.charset = charset
    this.content_type_extra = content_type_extra
  }

  override get name(): string | null {
    return super.name
  }

  /** Only the last part of a path, at most 255 characters. @throws {SuspiciousFileOperation} */
  override set name(value: string | null) {
    if (value === null) {
      super.name = null
      return
    }
    let base = value.slice(value.lastIndexOf('/') + 1)
    if (base.length > 255) {
      const dot = base.lastIndexOf('.')
      const extension = dot > 0 ? base.slice(dot).slice(0, 255) : ''
      base = base.slice(0, dot > 0 ? dot : undefined).slice(0, 255 - extension.length) + extension
    }
    super.name = validate_file_name(base)
  }

  override __repr__(): string {
    return `<${class_name(this.constructor)}: ${str(this.name)} (${str(this.content_type)})>`
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
