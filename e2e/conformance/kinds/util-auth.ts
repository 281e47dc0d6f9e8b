/** Ops of kind `util` about mail and passwords; kinds/util.ts asks here for what it does not know. */
import * as hashers from '../../../src/framework/contrib/auth/hashers.ts'
import { User } from '../../../src/framework/contrib/auth/models.ts'
import * as validation from '../../../src/framework/contrib/auth/password_validation.ts'
import { PasswordResetTokenGenerator } from '../../../src/framework/contrib/auth/tokens.ts'
import { str } from '../../../src/base/python/protocols.ts'
import * as mail from '../../../src/framework/core/mail/index.ts'
import * as locmem from '../../../src/framework/core/mail/backends/locmem.ts'
import * as message from '../../../src/framework/core/mail/message.ts'
import { callFunction, construct } from '../call.ts'
import { advance } from '../environment.ts'
import { answers, type Step } from '../steps.ts'
import { provide } from '../urlconf.ts'
import { decoder, encoder } from '../values.ts'

type Json = Record<string, unknown>
type Callable = (...args: unknown[]) => unknown
type Class = new (...args: unknown[]) => unknown

provide({
  'django.core.mail': mail,
  'django.core.mail.backends.locmem': locmem,
  'django.contrib.auth.hashers': hashers,
  'django.contrib.auth.password_validation': validation,
})

const decode = decoder({
  user: ({ attrs }, inner) => new (User as unknown as Class)(inner(attrs)),
})
const encode = encoder()
const context = { decode, encode, advance }

function argsOf(input: Json): [unknown[], Json] {
  return [((input.args ?? []) as unknown[]).map(decode), decode(input.kwargs ?? {}) as Json]
}

/** What a sent message is, as it is recorded. */
export function mailOut(email: mail.EmailMessage): Json {
  const { alternatives = [] } = email as { alternatives?: unknown[][] }
  return {
    subject: str(email.subject),
    body: str(email.body),
    from_email: email.from_email,
    to: email.to,
    cc: email.cc,
    bcc: email.bcc,
    reply_to: email.reply_to,
    alternatives: alternatives.map(([content, mimetype]) => [content, mimetype]),
  }
}

/** Boundaries are random; each is written by its number. */
function normalBoundaries(text: string): string {
  const seen: string[] = []
  return text.replace(/={15}\d{19}==/g, (boundary) => {
    if (!seen.includes(boundary)) seen.push(boundary)
    return `==BOUNDARY${seen.indexOf(boundary) + 1}==`
  })
}

function emailOut(cls: unknown, input: Json): unknown {
  const email = construct(cls as Class, ...argsOf(input)) as mail.EmailMessage
  answers(email, (input.steps ?? []) as Step[], context)
  const made = email.message()
  // as recorded: before the boundary is chosen
  const headers = made.items().filter(([, value]) => !value.includes('boundary'))
  const as_string = normalBoundaries(made.as_string())
  return { headers, as_string, recipients: encode(email.recipients()) }
}

function send(name: string, input: Json): unknown {
  const fn = (mail as unknown as Record<string, Callable>)[name] as Callable
  mail.outbox.length = 0
  const returned = callFunction(fn, `core.mail.${name}`, ...argsOf(input)) ?? null
  return { returned, outbox: mail.outbox.map(mailOut) }
}

const MODULES: Readonly<Record<string, object>> = {
  'core.mail.message': message,
  'contrib.auth.hashers': hashers,
  'contrib.auth.password_validation': validation,
}
const CLASSES: Readonly<Record<string, unknown>> = {
  PasswordResetTokenGenerator,
  PBKDF2PasswordHasher: hashers.PBKDF2PasswordHasher,
  PBKDF2SHA1PasswordHasher: hashers.PBKDF2SHA1PasswordHasher,
  MD5PasswordHasher: hashers.MD5PasswordHasher,
  MinimumLengthValidator: validation.MinimumLengthValidator,
  CommonPasswordValidator: validation.CommonPasswordValidator,
  NumericPasswordValidator: validation.NumericPasswordValidator,
  UserAttributeSimilarityValidator: validation.UserAttributeSimilarityValidator,
}

/** undefined: not an op of this file. */
export function authOp(op: string, input: Json): unknown {
  if (op === 'EmailMessage' || op === 'EmailMultiAlternatives') return emailOut(mail[op], input)
  if (/^core\.mail\.\w+$/.test(op)) return send(op.slice(10), input)
  const cls = CLASSES[op]
  if (cls !== undefined) {
    const object = construct(cls as Class, ...argsOf(input))
    return answers(object, (input.steps ?? []) as Step[], context)
  }
  if (op === 'contrib.auth.hashers.identify_hasher') {
    return hashers.identify_hasher(...(argsOf(input)[0] as [string])).algorithm
  }
  const dot = op.lastIndexOf('.')
  const fn = (MODULES[op.slice(0, dot)] as Record<string, Callable> | undefined)?.[
    op.slice(dot + 1)
  ]
  return fn === undefined ? undefined : encode(callFunction(fn, op, ...argsOf(input)))
}
