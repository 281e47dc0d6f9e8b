/**
 * What holds messages until they are shown. They are loaded when first asked for, and kept for the next request unless
 * somebody looped over them.
 *
 * Django: django/contrib/messages/storage/base.py, ref/contrib/messages#storage-backends
 */
import { repr, str, truthy } from '../../../../base/python/protocols.ts'
import { SafeString } from '../../../../base/python/safe_string.ts'
import { settings } from '../../../conf/index.ts'
import type { HttpRequest } from '../../../http/request.ts'
import type { HttpResponseBase } from '../../../http/response_base.ts'
import { evaluated } from '../../../utils/functional.ts'
import { INFO } from '../constants.ts'
import { get_level_tags } from '../utils.ts'

export class Message {
  readonly level: number

  constructor(
    level: unknown,
    public message: unknown,
    public extra_tags: unknown = null,
  ) {
    this.level = Number(level)
  }

  /** Lazy texts are worked out: they are about to be stored. */
  _prepare(): void {
    const text = evaluated(this.message)
    this.message = text instanceof SafeString ? text : str(text)
    this.extra_tags = this.extra_tags === null ? null : str(this.extra_tags)
  }

  get level_tag(): string {
    return get_level_tags().get(this.level) ?? ''
  }

  /** For a CSS class. */
  get tags(): string {
    return [this.extra_tags, this.level_tag].filter(truthy).map(str).join(' ')
  }

  /** Safe where the message was. */
  __str__(): string {
    return (this.message instanceof SafeString ? this.message : str(this.message)) as string
  }

  __eq__(other: unknown): boolean {
    const isSame = other instanceof Message && other.level === this.level
    return isSame && str(other.message) === str(this.message)
  }

  __repr__(): string {
    const tags = truthy(this.extra_tags) ? `, extra_tags=${repr(this.extra_tags)}` : ''
    return `Message(level=${this.level}, message=${repr(this.message)}${tags})`
  }
}

/** Messages, and whether all that were meant to be here were found; null: this backend was never used. */
export type Retrieved = readonly [Message[] | null, boolean]

export interface StoreOptions {
  /** What to leave out where not all fit: the oldest, else the newest. */
  readonly remove_oldest?: boolean
}

export abstract class BaseStorage {
  /** Somebody looped over the messages. */
  used = false
  added_new = false
  _queued_messages: Message[] = []
  private loaded: Message[] | null = null
  private ownLevel: number | null = null

  constructor(readonly request: HttpRequest) {}

  abstract _get(): Retrieved
  /** @returns the messages that could not be stored */
  abstract _store(
    messages: readonly Message[],
    response: HttpResponseBase,
    options?: StoreOptions,
  ): Message[]

  get _loaded_messages(): Message[] {
    this.loaded ??= this._get()[0] ?? []
    return this.loaded
  }

  __len__(): number {
    return this._loaded_messages.length + this._queued_messages.length
  }

  *__iter__(): Iterator<Message> {
    this.used = true
    this._loaded_messages.push(...this._queued_messages)
    this._queued_messages = []
    yield* this._loaded_messages
  }

  [Symbol.iterator](): Iterator<Message> {
    return this.__iter__()
  }

  __contains__(item: unknown): boolean {
    const known = [...this._loaded_messages, ...this._queued_messages]
    return known.some((message) => message.__eq__(item))
  }

  /** Stores what was not shown. @returns the messages that could not be stored */
  update(response: HttpResponseBase): Message[] {
    for (const message of this._queued_messages) message._prepare()
    if (this.used) return this._store(this._queued_messages, response)
    if (!this.added_new) return []
    return this._store([...this._loaded_messages, ...this._queued_messages], response)
  }

  /** Empty texts, and levels below the recorded one, are dropped. */
  add(level: unknown, message: unknown, extra_tags: unknown = ''): void {
    if (!truthy(message) || Number(level) < this.level) return
    this.added_new = true
    this._queued_messages.push(new Message(level, message, extra_tags))
  }

  /** The lowest level that is recorded. */
  get level(): number {
    return (
      this.ownLevel ??
      Number(Object.hasOwn(settings, 'MESSAGE_LEVEL') ? settings['MESSAGE_LEVEL'] : INFO)
    )
  }

  set level(level: number | null) {
    this.ownLevel = level === null ? null : Number(level)
  }
}
