/**
 * Signals of logging in and out.
 *
 * Django: django/contrib/auth/signals.py, ref/contrib/auth#module-django.contrib.auth.signals
 */
import { nameSignals, Signal } from '../../dispatch/dispatcher.ts'

/** `request`, `user`. */
export const user_logged_in: Signal = new Signal()
/** `credentials` (passwords as stars), `request`. */
export const user_login_failed: Signal = new Signal()
/** `request`, `user`: null where nobody was logged in. */
export const user_logged_out: Signal = new Signal()

nameSignals({ user_logged_in, user_login_failed, user_logged_out })
