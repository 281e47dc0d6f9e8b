/**
 * What asyncio raises.
 *
 * Python: library/asyncio-exceptions
 */
import { Exception, OSError } from '../python/exceptions.ts'

/** Raised inside a coroutine that is called off. In Python no `except Exception` catches it; JavaScript's `catch` does. */
export class CancelledError extends Exception {}

export class TimeoutError extends OSError {}
