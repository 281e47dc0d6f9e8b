/** Walks a regular expression's text by code points; positions are Python's, in characters. */

export class Scanner {
  #chars: readonly string[]
  /** Position of the next character. */
  at = 0

  constructor(text: string) {
    this.#chars = Array.from(text)
  }

  get done(): boolean {
    return this.at >= this.#chars.length
  }

  get peek(): string | null {
    return this.#chars[this.at] ?? null
  }

  /** Everything not read yet. */
  get rest(): string {
    return this.#chars.slice(this.at).join('')
  }

  next(): string {
    const char = this.#chars[this.at] ?? ''
    this.at += 1
    return char
  }

  skip(count: number): void {
    this.at += count
  }

  /** Reads up to and including `end`, after `from` further characters. */
  until(end: string, from: number): string {
    const start = this.at
    this.at += from
    while (!this.done && this.next() !== end);
    return this.#chars.slice(start, this.at).join('')
  }

  /** Whether the rest is `prefix` and then something that `then` matches. */
  take(prefix: string, then: RegExp): boolean {
    const { rest } = this
    then.lastIndex = prefix.length
    return rest.startsWith(prefix) && then.test(rest)
  }
}
