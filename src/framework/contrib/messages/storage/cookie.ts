/**
 * Messages in a signed cookie of at most 2048 bytes.
 *
 * Django: django/contrib/messages/storage/cookie.py
 */
import { decode, encode, type Bytes } from '../../../../base/python/bytes.ts'
import { ValueError } from '../../../../base/python/exceptions.ts'
import { settings } from '../../../conf/index.ts'
import * as signing from '../../../core/signing.ts'
import { SimpleCookie } from '../../../http/cookie.ts'
import type { HttpRequest } from '../../../http/request.ts'
import type { HttpResponseBase } from '../../../http/response_base.ts'
import { BaseStorage, type Message, type Retrieved, type StoreOptions } from './base.ts'
import { readMessages, writeMessages } from './text.ts'

/** Stands last where not all messages fitted. */
const NOT_FINISHED = '__messagesnotfinished__'

/** Joins texts that are JSON already, and reads them back. */
class MessageSerializer {
  dumps(texts: readonly string[]): Bytes {
    return encode(`[${texts.join(',')}]`, 'latin-1')
  }

  loads(data: Uint8Array): unknown {
    return readMessages(decode(data, 'latin-1'))
  }
}

export class CookieStorage extends BaseStorage {
  static cookie_name = 'messages'
  /** Of the whole cookie header's 4 kB, half is left to others; 0 for no limit. */
  static max_cookie_size = 2048
  readonly cookie_name: string
  readonly max_cookie_size: number
  readonly not_finished = NOT_FINISHED
  #signer: signing.TimestampSigner | null = null

  constructor(request: HttpRequest) {
    super(request)
    const { cookie_name, max_cookie_size } = new.target
    this.cookie_name = cookie_name
    this.max_cookie_size = max_cookie_size
  }

  /** Made when it is needed: most requests have no messages. */
  get signer(): signing.TimestampSigner {
    this.#signer ??= signing.get_cookie_signer('django.contrib.messages')
    return this.#signer
  }

  _get(): Retrieved {
    const cookie = this.request.COOKIES.get(this.cookie_name)
    const messages = this.read(cookie ?? '')
    const isCut = messages !== null && (messages.at(-1) as unknown) === NOT_FINISHED
    return [isCut ? messages.slice(0, -1) : messages, !isCut]
  }

  /** A cookie that cannot be trusted counts as read, so that it is deleted. */
  private read(data: string): Message[] | null {
    if (data === '') return null
    try {
      return this.signer.unsign_object(data, { serializer: MessageSerializer }) as Message[]
    } catch (error) {
      if (!(error instanceof signing.BadSignature || error instanceof ValueError)) throw error
      this.used = true
      return null
    }
  }

  private encoded(texts: readonly string[]): string {
    return this.signer.sign_object(texts, { serializer: MessageSerializer, compress: true })
  }

  private isTooLarge(data: string): boolean {
    const cookies = new SimpleCookie()
    cookies.__setitem__(this.cookie_name, data)
    const coded = cookies.__getitem__(this.cookie_name).coded_value
    return this.max_cookie_size > 0 && coded.length > this.max_cookie_size
  }

  _store(
    messages: readonly Message[],
    response: HttpResponseBase,
    { remove_oldest = true }: StoreOptions = {},
  ): Message[] {
    if (messages.length === 0) {
      this.deleteCookie(response)
      return []
    }
    const texts = writeMessages(messages, ',')
    const whole = this.encoded(texts)
    if (!this.isTooLarge(whole)) {
      this.setCookie(whole, response)
      return []
    }
    const cut = (count: number): string[] =>
      remove_oldest ? texts.slice(count) : texts.slice(0, texts.length - count)
    const left = (count: number): string =>
      this.encoded([...cut(count), JSON.stringify(NOT_FINISHED)])
    let count = 1
    while (count < texts.length && this.isTooLarge(left(count))) count += 1
    this.setCookie(left(count), response)
    return remove_oldest ? messages.slice(0, count) : messages.slice(messages.length - count)
  }

  private setCookie(data: string, response: HttpResponseBase): void {
    response.set_cookie(this.cookie_name, data, {
      domain: settings.SESSION_COOKIE_DOMAIN,
      secure: settings.SESSION_COOKIE_SECURE,
      httponly: settings.SESSION_COOKIE_HTTPONLY,
      samesite: settings.SESSION_COOKIE_SAMESITE || null,
    })
  }

  private deleteCookie(response: HttpResponseBase): void {
    response.delete_cookie(this.cookie_name, '/', {
      domain: settings.SESSION_COOKIE_DOMAIN,
      samesite: settings.SESSION_COOKIE_SAMESITE || null,
    })
  }
}
