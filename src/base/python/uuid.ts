/** Python's `uuid.UUID`: 128 bits that print as `886313e1-3b8a-5372-9b90-0c9aee199e5d`. Equal when the bits are. */
import { ValueError } from './exceptions.ts'
import { NotImplemented } from './protocols.ts'

export class UUID {
  /** 32 lower case digits without hyphens. */
  readonly hex: string

  /**
   * @param hex  with or without hyphens, braces or `urn:uuid:`
   * @throws {ValueError}  not 32 hexadecimal digits
   */
  constructor(hex: string) {
    const bare = hex
      .replaceAll('urn:', '')
      .replaceAll('uuid:', '')
      .replace(/^[{}]+|[{}]+$/g, '')
      .replaceAll('-', '')
    if (!/^[0-9a-fA-F]{32}$/.test(bare)) {
      throw new ValueError('badly formed hexadecimal UUID string')
    }
    this.hex = bare.toLowerCase()
  }

  get int(): bigint {
    return BigInt(`0x${this.hex}`)
  }

  __str__(): string {
    return this.hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  }

  toString(): string {
    return this.__str__()
  }

  __repr__(): string {
    return `UUID('${this.__str__()}')`
  }

  __hash__(): string {
    return `UUID:${this.hex}`
  }

  __eq__(other: unknown): boolean | typeof NotImplemented {
    return other instanceof UUID ? other.hex === this.hex : NotImplemented
  }

  __lt__(other: unknown): boolean | typeof NotImplemented {
    return other instanceof UUID ? this.hex < other.hex : NotImplemented
  }
}
