/** Where the locmem backend puts what it is given: `mail.outbox`. Emptied by `outbox.length = 0`. */
import type { EmailMessage } from './message.ts'

export const outbox: EmailMessage[] = []
