import { expect, test } from 'vitest'
import { moduleNames } from './module-names.ts'

test('what is exported again by its package is of the module where it was written', () => {
  class View {}
  const path = () => null
  const nameOf = moduleNames({
    'django/views/generic': { View },
    'django/views/generic/base': { View },
    'django/urls': { path },
  })

  expect([View, path, () => null].map(nameOf)).toEqual([
    'django.views.generic.base',
    'django.urls',
    null,
  ])
})
