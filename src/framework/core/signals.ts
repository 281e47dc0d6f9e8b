/**
 * Signals of every request.
 *
 * Django: django/core/signals.py, ref/signals
 */
import { nameSignals, Signal } from '../dispatch/dispatcher.ts'

/** `environ`; sent before anything else. */
export const request_started = new Signal()
/** Sent when the response is closed, after its body went out. */
export const request_finished = new Signal()
/** `request`; an exception became a 500. */
export const got_request_exception = new Signal()
/** `setting`, `value`, `enter`; tests change settings with it. */
export const setting_changed = new Signal()

nameSignals({ request_started, request_finished, got_request_exception, setting_changed })
