/**
 * What a system check has to say: a level, a text, a hint, and an id by which it can be silenced.
 *
 * Django: django/core/checks/messages.py, ref/checks
 */
import { class_name } from '../../../base/python/class_name.ts'
import { eq, repr, str } from '../../../base/python/protocols.ts'
import { settings } from '../../conf/index.ts'

export const DEBUG = 10
export const INFO = 20
export const WARNING = 30
export const ERROR = 40
export const CRITICAL = 50

export interface MessageOptions {
  readonly hint?: string | null
  /** What the message is about: a model, a field, a pattern. */
  readonly obj?: unknown
  /** `urls.W001`. */
  readonly id?: string | null
}

export class CheckMessage {
  readonly hint: string | null
  readonly obj: unknown
  readonly id: string | null

  constructor(
    readonly level: number,
    readonly msg: string,
    { hint = null, obj = null, id = null }: MessageOptions = {},
  ) {
    this.hint = hint
    this.obj = obj
    this.id = id
  }

  is_serious(level: number = ERROR): boolean {
    return this.level >= level
  }

  is_silenced(): boolean {
    return (settings.SILENCED_SYSTEM_CHECKS as readonly unknown[]).includes(this.id)
  }

  __eq__(other: unknown): boolean {
    if (!(other instanceof CheckMessage) || other.constructor !== this.constructor) return false
    const { level, msg, hint, id } = this
    return (
      eq([level, msg, hint, id], [other.level, other.msg, other.hint, other.id]) &&
      eq(this.obj, other.obj)
    )
  }

  __str__(): string {
    const about = this.obj === null ? '?' : str(this.obj)
    const id = this.id === null ? '' : `(${this.id}) `
    return `${about}: ${id}${this.msg}${this.hint === null ? '' : `\n\tHINT: ${this.hint}`}`
  }

  __repr__(): string {
    const { level, msg, hint, obj, id } = this
    const name = class_name(this.constructor)
    return `<${name}: level=${level}, msg=${repr(msg)}, hint=${repr(hint)}, obj=${repr(obj)}, id=${repr(id)}>`
  }
}

export class Warning extends CheckMessage {
  constructor(msg: string, options: MessageOptions = {}) {
    super(WARNING, msg, options)
  }
}

export class Error extends CheckMessage {
  constructor(msg: string, options: MessageOptions = {}) {
    super(ERROR, msg, options)
  }
}
