/** What widgets draw and read back. */
import { expect, test } from 'vitest'
import { str } from '../../../base/python/protocols.ts'
import { QueryDict } from '../../http/index.ts'
import { BaseChoiceIterator } from '../../utils/choices.ts'
import * as forms from '../index.ts'

const html = (widget: forms.Widget, value: unknown, attrs: object = {}) =>
  str(widget.render('x', value, { attrs: { ...attrs } }))

test('an input shows its value, escaped, and no value for nothing', () => {
  expect(html(new forms.TextInput({ attrs: { class: 'big' } }), '<b>')).toBe(
    '<input type="text" name="x" value="&lt;b&gt;" class="big">',
  )
  expect(html(new forms.NumberInput(), null)).toBe('<input type="number" name="x">')
})

test('a password is not shown again', () => {
  expect(html(new forms.PasswordInput(), 'secret')).toBe('<input type="password" name="x">')
})

test('a checkbox that was not sent is false', () => {
  const box = new forms.CheckboxInput()

  expect(box.value_from_datadict(new QueryDict(''), {}, 'x')).toBe(false)
  expect(box.value_from_datadict(new QueryDict('x=on'), {}, 'x')).toBe(true)
  expect(html(box, true)).toBe('<input type="checkbox" name="x" checked>')
})

test('a select marks its option and draws groups', () => {
  const widget = new forms.Select({
    choices: [
      ['a', 'A'],
      ['More', [['b', 'B']]],
    ],
  })

  expect(html(widget, 'b')).toBe(
    '<select name="x">\n  <option value="a">A</option>\n\n  <optgroup label="More">\n' +
      '  <option value="b" selected>B</option>\n\n  </optgroup>\n</select>',
  )
})

test('a multiple select reads all values', () => {
  const widget = new forms.SelectMultiple({
    choices: [
      ['a', 'A'],
      ['b', 'B'],
    ],
  })

  expect(widget.value_from_datadict(new QueryDict('x=a&x=b'), {}, 'x')).toEqual(['a', 'b'])
})

test('a date made of three selects is one value', () => {
  const widget = new forms.SelectDateWidget({ years: [2025] })

  expect(widget.value_from_datadict({ x_year: '2025', x_month: '1', x_day: '31' }, {}, 'x')).toBe(
    '2025-01-31',
  )
})

test('media of a form is that of its widgets, each file once', () => {
  class Calendar extends forms.TextInput {
    static Media = { css: { all: ['calendar.css'] }, js: ['calendar.js'] }
  }
  class Event extends forms.Form {
    static from = new forms.CharField({ widget: Calendar })
    static until = new forms.CharField({ widget: Calendar })
  }

  expect(str(new Event().media)).toBe(
    '<link href="calendar.css" media="all" rel="stylesheet">\n<script src="calendar.js"></script>',
  )
})

test('whether a select may be required hangs on its first choice alone: the others may cost a query', () => {
  let given = 0
  class Choices extends BaseChoiceIterator {
    *__iter__() {
      for (const value of ['', 'a', 'b']) {
        given += 1
        yield [value, value] as const
      }
    }
  }
  const widget = new forms.Select()
  widget.choices = new Choices()

  expect(widget.use_required_attribute(null)).toBe(true)
  expect(given).toBe(1)
})
