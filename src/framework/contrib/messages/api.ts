/**
 * Messages for views: `messages.success(request, 'Saved.')`.
 *
 * Django: django/contrib/messages/api.py, ref/contrib/messages#using-messages-in-views-and-templates
 */
import { class_name } from '../../../base/python/class_name.ts'
import { Exception, TypeError } from '../../../base/python/exceptions.ts'
import type { HttpRequest } from '../../http/request.ts'
import { DEBUG, ERROR, INFO, SUCCESS, WARNING } from './constants.ts'
import { default_storage } from './storage/index.ts'
import type { BaseStorage, Message } from './storage/base.ts'

export class MessageFailure extends Exception {}

export interface MessageOptions {
  /** Further CSS classes, with blanks between. */
  readonly extra_tags?: unknown
  /** No error where the middleware is not installed. */
  readonly fail_silently?: boolean
}

function storageOf(request: HttpRequest): BaseStorage | null {
  return (request as { _messages?: BaseStorage })._messages ?? null
}

/** @throws {MessageFailure} MessageMiddleware is not installed */
export function add_message(
  request: HttpRequest,
  level: number,
  message: unknown,
  { extra_tags = '', fail_silently = false }: MessageOptions = {},
): void {
  const storage = storageOf(request)
  if (storage !== null) {
    storage.add(level, message, extra_tags)
    return
  }
  if ((request as { META?: unknown }).META === undefined) {
    const name = class_name((request as object).constructor)
    throw new TypeError(`add_message() argument must be an HttpRequest object, not '${name}'.`)
  }
  if (!fail_silently) {
    throw new MessageFailure(
      'You cannot add messages without installing django.contrib.messages.middleware.MessageMiddleware',
    )
  }
}

/** Looping over them marks them as shown. */
export function get_messages(request: HttpRequest): BaseStorage | Message[] {
  return storageOf(request) ?? []
}

export function get_level(request: HttpRequest): number {
  return (storageOf(request) ?? default_storage(request)).level
}

/** @param level  null for the project's own; @returns whether there is a storage to record it */
export function set_level(request: HttpRequest, level: number | null): boolean {
  const storage = storageOf(request)
  if (storage === null) return false
  storage.level = level
  return true
}

type Shortcut = (request: HttpRequest, message: unknown, options?: MessageOptions) => void

function shortcut(level: number): Shortcut {
  return (request, message, options = {}) => add_message(request, level, message, options)
}

export const debug: Shortcut = shortcut(DEBUG)
export const info: Shortcut = shortcut(INFO)
export const success: Shortcut = shortcut(SUCCESS)
export const warning: Shortcut = shortcut(WARNING)
export const error: Shortcut = shortcut(ERROR)
