/** Kind `form`: fields, widgets, forms, formsets and their errors. */
import * as coreExceptions from '../../../src/framework/core/exceptions.ts'
import { SimpleUploadedFile, UploadedFile } from '../../../src/framework/core/files/uploadedfile.ts'
import * as validators from '../../../src/framework/core/validators.ts'
import * as forms from '../../../src/framework/forms/index.ts'
import * as formUtils from '../../../src/framework/forms/utils.ts'
import { QueryDict } from '../../../src/framework/http/index.ts'
import { contains, eq, str, truthy } from '../../../src/base/python/protocols.ts'
import type { Case } from '../case.ts'
import { callFunction, callMethod, construct } from '../call.ts'
import { advance, prepare } from '../environment.ts'
import type { Replay } from '../kinds.ts'
import { answers, type Step } from '../steps.ts'
import { decoder, encoder, errorAnswer } from '../values.ts'

type Json = Record<string, unknown>
type Class = new (...args: unknown[]) => unknown

interface Described {
  readonly class: string
  readonly args?: readonly unknown[]
  readonly kwargs?: Json
}

const MODULES: Readonly<Record<string, object>> = {
  forms,
  'forms.utils': formUtils,
  'core.validators': validators,
  'core.exceptions': coreExceptions,
}

function named(path: string): unknown {
  const dot = path.lastIndexOf('.')
  const found = (MODULES[path.slice(0, dot)] as Json | undefined)?.[path.slice(dot + 1)]
  if (found === undefined) throw new Error(`there is no ${path}`)
  return found
}

const decode = decoder({
  querydict: ({ v, mutable = false }) =>
    new QueryDict(v as string, { mutable: mutable as boolean }),
  upload: ({ name, v, content_type = 'text/plain' }) =>
    new SimpleUploadedFile(
      name as string,
      Buffer.from(v as string, 'base64'),
      content_type as string,
    ),
  new: (value) => make(named(value.class as string) as Class, value as unknown as Described),
  fn: ({ name }) => named(name as string),
})

const encode = encoder((value, inner) => {
  if (value === forms.FILE_INPUT_CONTRADICTION) {
    return { $: 'object', class: 'FILE_INPUT_CONTRADICTION' }
  }
  if (value instanceof formUtils.ErrorDict) {
    return Object.fromEntries(value.items().map(([field, list]) => [field, [...list].map(str)]))
  }
  if (value instanceof formUtils.ErrorList) return [...value].map(str)
  if (value instanceof UploadedFile) return upload(value, inner)
  if (value instanceof forms.BoundField) return drawn(value, 'BoundField')
  return value instanceof forms.Media ? drawn(value, 'Media') : undefined
})

function drawn(value: unknown, cls: string): Json {
  return { $: 'object', class: cls, str: str(value) }
}

function upload(file: UploadedFile, inner: (value: unknown) => unknown): Json {
  file.seek(0)
  const v = Buffer.from(file.read() as Uint8Array).toString('base64')
  const { name, content_type, charset, size } = file
  return { $: 'upload', name, content_type: inner(content_type), charset: inner(charset), size, v }
}

function make(cls: Class, { args = [], kwargs = {} }: Described): unknown {
  return construct(cls, args.map(decode), decode(kwargs) as Json)
}

function described(given: unknown): unknown {
  const description = given as Described
  return make((forms as unknown as Record<string, Class>)[description.class] as Class, description)
}

type Form = forms.Form & Json
type Rule = Json & { when?: Json }

function holds(condition: Json, cleaned: Json): boolean {
  const [[kind, given] = ['', null]] = Object.entries(condition)
  const [first, second] = (Array.isArray(given) ? given : [given]) as string[]
  const value = cleaned[first ?? '']
  const isThere = Object.hasOwn(cleaned, first ?? '')
  switch (kind) {
    case 'equals':
      return isThere && eq(value, decode(second))
    case 'contains':
      return isThere && contains(value ?? '', decode(second))
    case 'differ':
      return isThere && Object.hasOwn(cleaned, second ?? '') && !eq(value, cleaned[second ?? ''])
    case 'absent':
      return !isThere
    case 'falsy':
      return !truthy(value ?? null)
    default:
      throw new Error(`no condition ${kind}`)
  }
}

/** A ValidationError of what a rule says; @see OPS.md, ERR. */
function errorOf(given: unknown): forms.ValidationError {
  if (Array.isArray(given)) return new forms.ValidationError(given.map(errorOf))
  if (typeof given !== 'object' || given === null) return new forms.ValidationError(given)
  const { dict, message, code = null, params = null } = given as Json
  if (dict === undefined) {
    return new forms.ValidationError(decode(message), {
      code: code as string,
      params: decode(params),
    })
  }
  const entries = Object.entries(dict as Json).map(([field, error]) => [field, errorOf(error)])
  return new forms.ValidationError(Object.fromEntries(entries))
}

/** Runs the rules; gives what a `return` says, else undefined. */
function apply(rules: readonly Rule[], form: Form): unknown {
  for (const rule of rules) {
    const cleaned = form.cleaned_data
    if (rule.when && !holds(rule.when, cleaned)) continue
    if ('raise' in rule) throw errorOf(rule.raise)
    if ('add_error' in rule) {
      const [field, error] = rule.add_error as [string | null, unknown]
      form.add_error(field, typeof error === 'string' ? error : errorOf(error))
    } else if ('set' in rule) {
      const [field, value] = rule.set as [string, unknown]
      cleaned[field] = decode(value)
    } else if ('upper' in rule) {
      const field = rule.upper as string
      cleaned[field] = str(cleaned[field]).toUpperCase()
    } else return decode(rule.return)
  }
  return undefined
}

function formClass(given: unknown): Class {
  const {
    fields,
    attrs = {},
    media,
    clean_methods = {},
    clean,
  } = given as {
    fields: [string, unknown][]
    attrs?: Json
    media?: Json
    clean_methods?: Record<string, Rule[]>
    clean?: Rule[]
  }
  class TestForm extends forms.Form {}
  for (const [name, field] of fields) {
    Object.defineProperty(TestForm, name, {
      value: described(field),
      enumerable: true,
      writable: true,
    })
  }
  Object.assign(TestForm, decode(attrs))
  if (media) Object.assign(TestForm, { Media: decode(media) })
  const prototype = TestForm.prototype as unknown as Json
  for (const [name, rules] of Object.entries(clean_methods)) {
    prototype[`clean_${name}`] = function (this: Form) {
      apply(rules, this)
      return this.cleaned_data[name] ?? null
    }
  }
  if (clean) {
    prototype.clean = function (this: Form) {
      return apply(clean, this) ?? null
    }
  }
  return TestForm as unknown as Class
}

/** A formset's `clean()`: a field whose values must differ. */
function formsetClean(rules: readonly { unique: string; raise: unknown }[]): unknown {
  return class extends forms.BaseFormSet {
    override clean(): void {
      for (const { unique, raise } of rules) {
        const kept = this.forms.filter(
          (form) => !(this.can_delete && this._should_delete_form(form)),
        )
        const values = kept
          .map((form) => form.cleaned_data?.[unique] ?? null)
          .filter((value) => value !== null)
        if (new Set(values.map(str)).size < values.length) throw errorOf(raise)
      }
    }
  }
}

function formset(input: Json): unknown {
  const factory = decode(input.factory ?? {}) as Json
  if (input.clean) factory.formset = formsetClean(input.clean as never)
  const cls = forms.formset_factory(formClass(input.form) as never, factory) as unknown as Class
  return construct(cls, [], decode(input.init ?? {}) as Json)
}

function widgetOf(input: Json): forms.Widget {
  const widget = described(input.widget) as forms.Widget
  if (input.is_required !== undefined) widget.is_required = input.is_required as boolean
  if (input.is_localized !== undefined) widget.is_localized = input.is_localized as boolean
  return widget
}

/** The object that an op's steps run on. */
const OBJECTS: Readonly<Record<string, (input: Json) => unknown>> = {
  Field: (input) => described(input.field),
  Widget: (input) => described(input.widget),
  Form: (input) => construct(formClass(input.form), [], decode(input.init ?? {}) as Json),
  formset_factory: formset,
  Media: (input) => make(forms.Media as Class, input as unknown as Described),
  ErrorList: (input) => make(formUtils.ErrorList as Class, input as unknown as Described),
  ErrorDict: (input) => make(formUtils.ErrorDict as Class, input as unknown as Described),
  ValidationError: (input) => make(forms.ValidationError as Class, input as unknown as Described),
}

/** Ops that give one value. */
const VALUES: Readonly<Record<string, (input: Json) => unknown>> = {
  'Field.clean': (input) => {
    const args = 'initial' in input ? [input.value, input.initial] : [input.value]
    return callMethod(described(input.field) as object, 'clean', args.map(decode))
  },
  'Field.has_changed': (input) =>
    callMethod(described(input.field) as object, 'has_changed', [
      decode(input.initial),
      decode(input.data),
    ]),
  'Field.widget_attrs': (input) => (described(input.field) as forms.Field).widget.attrs,
  'Widget.render': (input) => {
    const kwargs = 'attrs' in input ? { attrs: decode(input.attrs) } : {}
    return callMethod(widgetOf(input), 'render', [input.name, decode(input.value)], kwargs)
  },
  'Widget.value_from_datadict': (input) => ask(input, 'value_from_datadict'),
  'Widget.value_omitted_from_data': (input) => ask(input, 'value_omitted_from_data'),
}

function ask(input: Json, method: string): unknown {
  const args = [decode(input.data), decode(input.files ?? {}), input.name]
  return callMethod(widgetOf(input), method, args)
}

function run(given: Case): unknown {
  prepare(given, decode)
  const input = given.input as Json
  const op = given.op ?? ''
  try {
    const object = OBJECTS[op]
    if (object) {
      const context = { decode, encode, advance }
      return { value: answers(object(input), (input.steps ?? []) as Step[], context) }
    }
    const value = VALUES[op]
    if (value) return { value: encode(value(input)) }
    const args = ((input.args ?? []) as unknown[]).map(decode)
    return { value: encode(callFunction(named(op) as never, op, args)) }
  } catch (error) {
    return errorAnswer(error)
  }
}

export const replay: Replay = { run }
