/**
 * Levels of messages, and the words that templates get as CSS classes.
 *
 * Django: django/contrib/messages/constants.py, ref/contrib/messages#message-levels
 */
export const DEBUG = 10
export const INFO = 20
export const SUCCESS = 25
export const WARNING = 30
export const ERROR = 40

/** Level → tag. */
export const DEFAULT_TAGS: ReadonlyMap<number, string> = new Map([
  [DEBUG, 'debug'],
  [INFO, 'info'],
  [SUCCESS, 'success'],
  [WARNING, 'warning'],
  [ERROR, 'error'],
])

export const DEFAULT_LEVELS: Readonly<Record<string, number>> = {
  DEBUG,
  INFO,
  SUCCESS,
  WARNING,
  ERROR,
}
