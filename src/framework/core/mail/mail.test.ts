import { beforeEach, expect, test } from 'vitest'
import type { EventDetails } from '../../../trace/kinds.ts'
import { tracing } from '../../../trace/tracer.ts'
import { settings } from '../../conf/index.ts'
import { setImporter, type Namespace } from '../../utils/module_loading.ts'
import { setPorts } from '../../utils/ports.ts'
import * as consoleBackend from './backends/console.ts'
import * as locmem from './backends/locmem.ts'
import * as smtp from './backends/smtp.ts'
import * as mail from './index.ts'

const BACKENDS: Record<string, Namespace> = {
  'django.core.mail.backends.locmem': locmem,
  'django.core.mail.backends.smtp': smtp,
}

beforeEach(() => {
  setPorts({
    now: () => Date.UTC(2026, 0, 15, 12) * 1000,
    random: (count) => Uint8Array.from({ length: count }, (_, index) => index),
  })
  setImporter((name) => BACKENDS[name] ?? {})
  configure()
  mail.outbox.length = 0
})

function configure(more: object = {}): void {
  settings.configure({
    SECRET_KEY: 'mail-tests',
    EMAIL_BACKEND: 'django.core.mail.backends.locmem.EmailBackend',
    ...more,
  })
}

test('send_mail puts a message into the outbox of the locmem backend', () => {
  expect(mail.send_mail('Hello', 'Text', null, ['ada@example.com'])).toBe(1)

  expect(mail.outbox).toHaveLength(1)
  expect(mail.outbox[0]?.subject).toBe('Hello')
  expect(mail.outbox[0]?.from_email).toBe('webmaster@localhost')
})

test('a message is text: headers, a blank line, the body', () => {
  const email = new mail.EmailMessage('Grüße', 'Bis bald', 'a@example.com', ['b@example.com'])
  expect(email.message().as_string().split('\n')).toEqual([
    'Content-Type: text/plain; charset="utf-8"',
    'MIME-Version: 1.0',
    'Content-Transfer-Encoding: 7bit',
    'Subject: =?utf-8?b?R3LDvMOfZQ==?=',
    'From: a@example.com',
    'To: b@example.com',
    'Date: Thu, 15 Jan 2026 12:00:00 -0000',
    expect.stringMatching(/^Message-ID: <176847840000\.\d+\.\d+@localhost>$/),
    '',
    'Bis bald',
  ])
})

test('a newline in a header is refused: it would begin another header', () => {
  expect(() => mail.send_mail('Hi\nBcc: all@example.com', '', null, ['a@b.com'])).toThrow(
    mail.BadHeaderError,
  )
  expect(mail.outbox).toHaveLength(0)
})

test('an alternative travels beside the text', () => {
  const email = new mail.EmailMultiAlternatives('S', 'text', 'a@b.com', ['c@d.com'])
  email.attach_alternative('<p>html</p>', 'text/html')
  const text = email.message().as_string()
  expect(text).toContain('Content-Type: multipart/alternative;\n boundary="===============')
  expect(text).toContain('<p>html</p>')
})

test('mail_admins reaches everybody in ADMINS, with the prefix', () => {
  configure({ ADMINS: [['Ada', 'ada@example.com']] })
  mail.mail_admins('Disk full', 'Help')
  expect(mail.outbox.map(({ subject, to }) => [subject, to])).toEqual([
    ['[Django] Disk full', ['ada@example.com']],
  ])
})

test('without a mail server sending fails, and says which backend to choose', () => {
  configure({ EMAIL_BACKEND: 'django.core.mail.backends.smtp.EmailBackend' })
  expect(() => mail.send_mail('S', 'B', null, ['a@b.com'])).toThrow('Connection refused')
  expect(mail.send_mail('S', 'B', null, ['a@b.com'], { fail_silently: true })).toBe(0)
})

test('the console backend prints the message, and the trace tells that it was sent', () => {
  const events: EventDetails['mail'][] = []
  tracing.tracer = {
    begin: () => 0,
    end: () => undefined,
    event: (kind, detail) => {
      if (kind === 'mail') events.push(detail as EventDetails['mail'])
    },
    templatePosition: null,
  }
  const written: string[] = []
  const stream = { write: (text: string) => written.push(text) }
  const connection = new consoleBackend.EmailBackend({ stream })
  try {
    mail.send_mail('S', 'Body', null, ['a@b.com'], { connection })
  } finally {
    tracing.tracer = null
  }
  expect(written.join('')).toContain('\nBody\n-----')
  expect(events).toEqual([
    { backend: 'console', subject: 'S', from: 'webmaster@localhost', recipients: ['a@b.com'] },
  ])
})
