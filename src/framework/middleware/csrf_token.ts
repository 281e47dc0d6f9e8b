/**
 * The secret of a browser and the tokens made of it. The cookie holds the bare secret; each form gets it under a new mask,
 * so that compressed pages give nothing away. A secret may also come masked, from older cookies.
 *
 * Django: django/middleware/csrf.py
 */
import { Exception } from '../../base/python/exceptions.ts'
import type { HttpRequest } from '../http/request.ts'
import { constant_time_compare, get_random_string } from '../utils/crypto.ts'

export const CSRF_SECRET_LENGTH = 32
export const CSRF_TOKEN_LENGTH = 2 * CSRF_SECRET_LENGTH
export const CSRF_ALLOWED_CHARS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'
export const REASON_INCORRECT_LENGTH = 'has incorrect length'
export const REASON_INVALID_CHARACTERS = 'has invalid characters'

export class InvalidTokenFormat extends Exception {
  constructor(readonly reason: string) {
    super(reason)
  }
}

function newSecret(): string {
  return get_random_string(CSRF_SECRET_LENGTH, CSRF_ALLOWED_CHARS)
}

/** Each character moved by the mask's, round the alphabet. */
function shift(text: string, mask: string, direction: 1 | -1): string {
  const size = CSRF_ALLOWED_CHARS.length
  return Array.from(text, (char, at) => {
    const moved =
      CSRF_ALLOWED_CHARS.indexOf(char) + direction * CSRF_ALLOWED_CHARS.indexOf(mask[at] ?? '')
    return CSRF_ALLOWED_CHARS[(moved + size) % size]
  }).join('')
}

export function _mask_cipher_secret(secret: string): string {
  const mask = newSecret()
  return mask + shift(secret, mask, 1)
}

export function _unmask_cipher_token(token: string): string {
  const [mask, masked] = [0, CSRF_SECRET_LENGTH].map((at) =>
    token.slice(at, at + CSRF_SECRET_LENGTH),
  )
  return shift(masked ?? '', mask ?? '', -1)
}

export function _add_new_csrf_cookie(request: HttpRequest): string {
  const secret = newSecret()
  request.META.update({ CSRF_COOKIE: secret, CSRF_COOKIE_NEEDS_UPDATE: true })
  return secret
}

/** The token for a form. Asking for it is what makes the cookie be sent. */
export function get_token(request: HttpRequest): string {
  const known = request.META.get('CSRF_COOKIE')
  if (typeof known !== 'string') return _mask_cipher_secret(_add_new_csrf_cookie(request))
  request.META.__setitem__('CSRF_COOKIE_NEEDS_UPDATE', true)
  return _mask_cipher_secret(known)
}

/** A new secret, as after login. */
export function rotate_token(request: HttpRequest): void {
  _add_new_csrf_cookie(request)
}

/** @throws {InvalidTokenFormat} */
export function _check_token_format(token: string): void {
  if (token.length !== CSRF_TOKEN_LENGTH && token.length !== CSRF_SECRET_LENGTH) {
    throw new InvalidTokenFormat(REASON_INCORRECT_LENGTH)
  }
  if (/[^a-zA-Z0-9]/.test(token)) throw new InvalidTokenFormat(REASON_INVALID_CHARACTERS)
}

export function _does_token_match(request_csrf_token: string, csrf_secret: string): boolean {
  const isMasked = request_csrf_token.length === CSRF_TOKEN_LENGTH
  const secret = isMasked ? _unmask_cipher_token(request_csrf_token) : request_csrf_token
  return constant_time_compare(secret, csrf_secret)
}
