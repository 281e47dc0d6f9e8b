import { expect, test } from 'vitest'
import { str } from '../../base/python/protocols.ts'
import { QueryDict } from '../http/index.ts'
import * as forms from './index.ts'

class ItemForm extends forms.Form {
  static label = new forms.CharField()
}

const data = (total: number, initial: number, rest: string) =>
  new QueryDict(`form-TOTAL_FORMS=${total}&form-INITIAL_FORMS=${initial}&${rest}`)

test('a formset shows one form for each initial value and some extra ones', () => {
  const Items = forms.formset_factory(ItemForm, { extra: 2 })
  const set = new Items(null, null, { initial: [{ label: 'milk' }] })

  expect(set.forms.map((form) => form.prefix)).toEqual(['form-0', 'form-1', 'form-2'])
  expect(str(set.forms[0]!.__getitem__('label').value())).toBe('milk')
})

test('an extra form that was left alone is not validated', () => {
  const Items = forms.formset_factory(ItemForm)
  const set = new Items(data(2, 0, 'form-0-label=milk&form-1-label='))

  expect(set.is_valid()).toBe(true)
  expect(set.cleaned_data).toEqual([{ label: 'milk' }, {}])
})

test('deleted and ordered forms', () => {
  const Items = forms.formset_factory(ItemForm, { can_delete: true, can_order: true })
  const set = new Items(
    data(
      3,
      3,
      'form-0-label=a&form-0-ORDER=2&form-1-label=b&form-1-ORDER=1&form-2-label=c&form-2-DELETE=on',
    ),
  )
  const labels = (list: forms.BaseForm[]) => list.map((form) => form.cleaned_data['label'])

  expect(set.is_valid()).toBe(true)
  expect(labels(set.ordered_forms)).toEqual(['b', 'a'])
  expect(labels(set.deleted_forms)).toEqual(['c'])
})

test('too many forms are refused', () => {
  const Items = forms.formset_factory(ItemForm, { max_num: 1, validate_max: true })
  const set = new Items(data(2, 0, 'form-0-label=a&form-1-label=b'))

  expect([...set.non_form_errors()]).toEqual(['Please submit at most 1 form.'])
})

test('data without the management form is told', () => {
  const Items = forms.formset_factory(ItemForm)
  const set = new Items(new QueryDict('form-0-label=a'))

  expect(str([...set.non_form_errors()][0])).toBe(
    'ManagementForm data is missing or has been tampered with. Missing fields: form-TOTAL_FORMS, form-INITIAL_FORMS. You may need to file a bug report if the issue persists.',
  )
})

test('all_valid asks every formset', () => {
  const Items = forms.formset_factory(ItemForm)
  const [good, bad] = [
    new Items(data(1, 0, 'form-0-label=a')),
    new Items(data(1, 1, 'form-0-label=')),
  ]

  expect(forms.all_valid([bad, good])).toBe(false)
  expect(good.errors).toHaveLength(1)
})
