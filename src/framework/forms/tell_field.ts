/** Tells the trace what became of one field of a form. */
import { class_name } from '../../base/python/class_name.ts'
import { iterate, str } from '../../base/python/protocols.ts'
import { tracing } from '../../trace/tracer.ts'
import { shortRepr } from '../utils/short_repr.ts'
import type { BoundField } from './boundfield.ts'
import type { ErrorDict } from './utils.ts'

interface Cleaned {
  readonly cleaned_data: Readonly<Record<string, unknown>>
  readonly _errors: ErrorDict | null
}

export function tellField(form: Cleaned, name: string, { field }: BoundField): void {
  const { tracer } = tracing
  if (tracer === null) return
  const isSecret = (field.widget as { input_type?: unknown }).input_type === 'password'
  const isKept = Object.hasOwn(form.cleaned_data, name)
  const value = isSecret ? '********' : shortRepr(form.cleaned_data[name])
  const refused = form._errors?.__contains__(name) === true
  tracer.event('form.field', {
    form: class_name(form.constructor),
    name,
    cleaned: isKept ? value : null,
    errors: refused ? Array.from(iterate(form._errors?.__getitem__(name)), str) : [],
  })
}
