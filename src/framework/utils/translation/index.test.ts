import { beforeEach, expect, test } from 'vitest'
import { str } from '../../../base/python/protocols.ts'
import { settings } from '../../conf/index.ts'
import * as translation from './index.ts'

beforeEach(() => {
  settings.configure({ LANGUAGE_CODE: 'en-us' })
  translation.deactivate()
})

test('a text is its own translation, a plural is chosen by its number', () => {
  expect(translation.gettext('Yes')).toBe('Yes')
  expect(translation.ngettext('%d day', '%d days', 2)).toBe('%d days')
  expect(translation.ngettext_lazy('%(n)d day', '%(n)d days', 'n').__mod__({ n: 1 })).toBe('1 day')
  expect(str(translation.gettext_lazy('Later'))).toBe('Later')
})

test('the active language can be changed for a while', () => {
  expect(translation.get_language()).toBe('en-us')
  new translation.override('ar').run(() => {
    expect(translation.get_language()).toBe('ar')
    expect(translation.get_language_bidi()).toBe(true)
  })
  expect(translation.get_language()).toBe('en-us')
})

test('languages and locales are spelled differently', () => {
  expect(translation.to_locale('en-us')).toBe('en_US')
  expect(translation.to_locale('zh-hans')).toBe('zh_Hans')
  expect(translation.to_language('pt_BR')).toBe('pt-br')
})
