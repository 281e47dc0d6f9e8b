/**
 * A file with a name, read in bytes. There is no disk: what is behind it is always in memory.
 *
 * Django: django/core/files/base.py, ref/files/file
 * Left out: writing; `open` can only go back to the beginning.
 */
import { encode, type Bytes } from '../../../base/python/bytes.ts'
import { BytesIO } from '../../../base/python/bytes_io.ts'
import { class_name } from '../../../base/python/class_name.ts'

const DEFAULT_CHUNK_SIZE = 64 * 1024

export class File {
  #name: string | null = null
  #size: number | null = null

  constructor(
    readonly file: BytesIO,
    name: string | null = file.name ?? null,
  ) {
    this.name = name
  }

  get name(): string | null {
    return this.#name
  }

  set name(value: string | null) {
    this.#name = value
  }

  /** Bytes. */
  get size(): number {
    return this.#size ?? this.file.getvalue().length
  }

  set size(value: number) {
    this.#size = value
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
    return Boolean(this.name)
  }

  [Symbol.iterator](): Iterator<Bytes> {
    return this.file[Symbol.iterator]()
  }

  __str__(): string {
    return this.name ?? ''
  }

  __repr__(): string {
    return `<${class_name(this.constructor)}: ${this.name ? this.name : 'None'}>`
  }
}

/** A file made of a text or of bytes; it has no name unless it is given one. */
export class ContentFile extends File {
  constructor(content: string | Uint8Array, name: string | null = null) {
    super(new BytesIO(typeof content === 'string' ? encode(content) : content), name)
  }

  /** There is something to read, whatever its name. */
  override __bool__(): boolean {
    return true
  }

  override __str__(): string {
    return 'Raw content'
  }
}
