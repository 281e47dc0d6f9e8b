/**
 * A media type of an Accept header: `text/*;q=0.5`.
 *
 * Django: django/http/request.py (MediaType)
 */
import { class_name } from '../../base/python/class_name.ts'
import { parse_header_parameters } from '../utils/http.ts'

export class MediaType {
  readonly main_type: string
  readonly sub_type: string
  readonly params: Readonly<Record<string, string>>

  constructor(media_type_raw_line: string | MediaType) {
    const [full, params] = parse_header_parameters(String(media_type_raw_line || ''))
    const slash = full.indexOf('/')
    this.params = params
    this.main_type = slash === -1 ? full : full.slice(0, slash)
    this.sub_type = slash === -1 ? '' : full.slice(slash + 1)
  }

  /** All parameters but the quality. */
  get range_params(): Readonly<Record<string, string>> {
    const { q: _, ...range } = this.params
    return range
  }

  /** 0 to 1; what is no number between them counts as 1. */
  get quality(): number {
    const { q } = this.params
    if (q === undefined) return 1
    const quality = q.trim() === '' ? NaN : Number(q)
    return quality >= 0 && quality <= 1 ? Math.round(quality * 1000) / 1000 : 1
  }

  /** From 0 for any type to 3 for a type with parameters. */
  get specificity(): number {
    if (this.main_type === '*') return 0
    if (this.sub_type === '*') return 1
    return Object.keys(this.range_params).length === 0 ? 2 : 3
  }

  /** Whether what `this` names may be answered with what `other` names; either may have stars. */
  match(other: string | MediaType): boolean {
    if (!other) return false
    const that = other instanceof MediaType ? other : new MediaType(other)
    const pairs = [
      [this.main_type, that.main_type],
      [this.sub_type, that.sub_type],
    ]
    for (const [mine, theirs] of pairs) {
      if (!mine || !theirs) return false
      if (mine !== theirs && mine !== '*' && theirs !== '*') return false
    }
    const [own, foreign] = [Object.entries(this.range_params), that.range_params]
    const count = Object.keys(foreign).length
    if (own.length > 0 && count > 0) {
      return own.length === count && own.every(([name, value]) => foreign[name] === value)
    }
    return own.length > 0 || count === 0
  }

  __str__(): string {
    const params = Object.entries(this.params).map(([name, value]) => `; ${name}=${value}`)
    return `${this.main_type}${this.sub_type === '' ? '' : `/${this.sub_type}`}${params.join('')}`
  }

  toString(): string {
    return this.__str__()
  }

  __repr__(): string {
    return `<${class_name(this.constructor)}: ${this.__str__()}>`
  }
}
