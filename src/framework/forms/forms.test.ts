import { expect, test } from 'vitest'
import { str } from '../../base/python/protocols.ts'
import { tracing } from '../../trace/tracer.ts'
import { QueryDict } from '../http/index.ts'
import * as forms from './index.ts'

class ContactForm extends forms.Form {
  static subject = new forms.CharField({ max_length: 20, help_text: 'What about?' })
  static copy = new forms.BooleanField({ required: false })

  clean_subject() {
    const subject = str(this.cleaned_data['subject'])
    if (subject.includes('spam')) throw new forms.ValidationError('No, thanks.', { code: 'spam' })
    return subject.toUpperCase()
  }
}

test('valid data becomes cleaned_data, by way of clean_NAME', () => {
  const form = new ContactForm(new QueryDict('subject=hello&copy=on'))

  expect(form.is_valid()).toBe(true)
  expect(form.cleaned_data).toEqual({ subject: 'HELLO', copy: true })
})

test('an error takes its field out of cleaned_data', () => {
  const form = new ContactForm(new QueryDict('subject=spam'))

  expect(form.errors.get_json_data()).toEqual({
    subject: [{ message: 'No, thanks.', code: 'spam' }],
  })
  expect(form.cleaned_data).toEqual({ copy: false })
  expect(form.has_error('subject', 'spam')).toBe(true)
})

test('rules over several fields raise errors of none', () => {
  class Range extends forms.Form {
    static low = new forms.IntegerField()
    static high = new forms.IntegerField()
    override clean() {
      const { low, high } = this.cleaned_data as { low: number; high: number }
      if (low > high) throw new forms.ValidationError('Upside down.')
    }
  }

  expect([...new Range(new QueryDict('low=3&high=1')).non_field_errors()]).toEqual(['Upside down.'])
})

test('a field draws itself with label, help, errors and what screen readers need', () => {
  const form = new ContactForm(new QueryDict('subject='))

  expect(str(form.__getitem__('subject'))).toBe(
    '<input type="text" name="subject" maxlength="20" required aria-invalid="true" aria-describedby="id_subject_helptext id_subject_error" id="id_subject">',
  )
  expect(str(form.__getitem__('subject').label_tag())).toBe(
    '<label for="id_subject">Subject:</label>',
  )
  expect(str(form.__getitem__('subject').errors)).toBe(
    '<ul class="errorlist" id="id_subject_error"><li>This field is required.</li></ul>',
  )
})

test('a form draws its rows as paragraphs', () => {
  class Small extends forms.Form {
    static a = new forms.CharField()
  }

  expect(str(new Small().as_p())).toBe(
    '<p>\n    <label for="id_a">A:</label>\n    <input type="text" name="a" required id="id_a">\n    \n    \n      \n    \n  </p>',
  )
})

test('initial values show, and what differs from them has changed', () => {
  const initial = { subject: 'old', copy: true }

  expect(new ContactForm(null, null, { initial }).__getitem__('subject').value()).toBe('old')
  expect(
    new ContactForm(new QueryDict('subject=new&copy=on'), null, { initial }).changed_data,
  ).toEqual(['subject'])
})

test('a prefix keeps two forms of one page apart', () => {
  const form = new ContactForm(new QueryDict('b-subject=x&a-subject=y'), null, { prefix: 'a' })

  expect(form.__getitem__('subject').data).toBe('y')
})

test('a subclass adds, orders and removes fields', () => {
  class Reply extends ContactForm {
    static body = new forms.CharField()
    static override copy = null as never
    static override field_order = ['body']
  }

  expect(Object.keys(new Reply().fields)).toEqual(['body', 'subject'])
})

test('an unknown field is told with the choices', () => {
  expect(() => new ContactForm().__getitem__('subjekt')).toThrow(
    "Key 'subjekt' not found in 'ContactForm'. Choices are: copy, subject.",
  )
})

test('cleaning is told to the trace', () => {
  const told: unknown[] = []
  tracing.tracer = {
    templatePosition: null,
    begin: (kind, detail) => told.push([kind, detail]),
    end: (_id, more) => void told.push(more),
    event: (kind, detail) => void told.push([kind, detail]),
  }
  try {
    new ContactForm(new QueryDict('subject=x')).is_valid()
  } finally {
    tracing.tracer = null
  }

  expect(told[0]).toEqual(['form.clean', { form: 'ContactForm' }])
  expect(told).toContainEqual([
    'form.field',
    { form: 'ContactForm', name: 'subject', cleaned: "'X'", errors: [] },
  ])
  expect(told.at(-1)).toEqual({ valid: true })
})

test('an object with the name of a field is data, even where it is also that of an option', () => {
  class Path extends forms.Form {
    static initial = new forms.CharField()
  }
  expect(new Path({ initial: 'x' }).is_bound).toBe(true)
  expect(new Path({ auto_id: false }).is_bound).toBe(false)
  expect(new Path({}).is_bound).toBe(true)
})
