/** Python's `io.BytesIO`: bytes with a reading position. */
import { Bytes } from './bytes.ts'
import { ValueError } from './exceptions.ts'

export class BytesIO {
  #bytes: Uint8Array
  #at = 0
  closed = false
  /** A file opened from somewhere carries its name. */
  declare name?: string

  constructor(initial_bytes: Uint8Array = new Uint8Array(0)) {
    this.#bytes = initial_bytes
  }

  /** @param size  at most so many bytes; negative or null: all that is left */
  read(size: number | null = -1): Bytes {
    this.#mustBeOpen()
    const end = size === null || size < 0 ? this.#bytes.length : this.#at + size
    return this.#take(Math.min(end, this.#bytes.length))
  }

  /** Up to and including the next newline; empty at the end. */
  readline(size: number | null = -1): Bytes {
    this.#mustBeOpen()
    const newline = this.#bytes.indexOf(10, this.#at)
    const end = newline === -1 ? this.#bytes.length : newline + 1
    return this.#take(size === null || size < 0 ? end : Math.min(end, this.#at + size))
  }

  readlines(): Bytes[] {
    return [...this]
  }

  /** @param whence  0: from the beginning, 1: from here, 2: from the end */
  seek(offset: number, whence = 0): number {
    this.#mustBeOpen()
    const from = whence === 0 ? 0 : whence === 1 ? this.#at : this.#bytes.length
    this.#at = Math.max(0, from + offset)
    return this.#at
  }

  tell(): number {
    return this.#at
  }

  /** Everything, wherever the position is. */
  getvalue(): Bytes {
    return new Bytes(this.#bytes)
  }

  readable(): boolean {
    return true
  }

  seekable(): boolean {
    return true
  }

  close(): void {
    this.closed = true
  }

  *[Symbol.iterator](): Iterator<Bytes> {
    for (let line = this.readline(); line.length > 0; line = this.readline()) yield line
  }

  #take(end: number): Bytes {
    const taken = new Bytes(this.#bytes.subarray(this.#at, Math.max(end, this.#at)))
    this.#at += taken.length
    return taken
  }

  #mustBeOpen(): void {
    if (this.closed) throw new ValueError('I/O operation on closed file.')
  }
}
