import { expect, test } from 'vitest'
import { shownTheme } from './settings.ts'
import { useLayout, widthClassOf } from './layout.ts'

test('the space decides how many panes stand side by side', () => {
  expect([320, 639, 640, 1099, 1100].map(widthClassOf)).toEqual([
    'phone',
    'phone',
    'two',
    'two',
    'three',
  ])
})

test('sizes are kept for each width on its own', () => {
  useLayout.getState().setWidth(1440)
  useLayout.getState().saveSizes('columns', { code: 50, right: 50 })
  expect(Object.keys(useLayout.getState().sizes)).toEqual(['three/columns'])

  useLayout.getState().forgetSizes('columns')
  expect(useLayout.getState().sizes).toEqual({})
})

test('showing the code leaves the right column as it is', () => {
  useLayout.getState().show('cycle')
  useLayout.getState().show('code')
  expect(useLayout.getState()).toMatchObject({ phonePane: 'code', sidePane: 'cycle' })
})

test('a projector is light unless somebody chose dark', () => {
  expect(shownTheme('system', true, false)).toBe('dark')
  expect(shownTheme('system', true, true)).toBe('light')
  expect(shownTheme('dark', false, true)).toBe('dark')
})
