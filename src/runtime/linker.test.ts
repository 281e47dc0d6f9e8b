import { expect, test } from 'vitest'
import './translate.ts'
import type { ImportError } from '../base/python/exceptions.ts'
import { Linker } from './linker.ts'
import { LoopWatch } from './loops.ts'

const builtin = { 'django/urls': { path: (route: string) => ({ route }), include: () => null } }

function link(files: Record<string, string>): Linker {
  const loops = new LoopWatch({ monotonic: () => 0, onLongLoop: () => undefined })
  return new Linker({ files, builtin, loops })
}

function errorOf(run: () => unknown): ImportError & { where?: unknown } {
  try {
    run()
  } catch (error) {
    return error as ImportError
  }
  throw new Error('nothing was raised')
}

test('what a module exports itself wins over what it takes over with a star', () => {
  const linker = link({
    'site/settings.ts': "export * from './base'\nexport const DEBUG = false",
    'site/base.ts': "export const DEBUG = true\nexport const SECRET_KEY = 'x'",
  })

  const { DEBUG, SECRET_KEY } = linker.importDotted('site.settings')
  expect({ DEBUG, SECRET_KEY }).toEqual({ DEBUG: false, SECRET_KEY: 'x' })
})

test('settings name modules with dots, files import each other relatively', () => {
  const linker = link({
    'blog/urls.ts':
      "import { path } from 'django/urls'\nimport * as views from './views'\nexport const urlpatterns = [path(views.route)]",
    'blog/views.ts': "export const route: string = 'posts/'",
  })

  expect(linker.importDotted('blog.urls')['urlpatterns']).toEqual([{ route: 'posts/' }])
})

test('a name that is not there is an ImportError at its line', () => {
  const linker = link({
    'blog/urls.ts': "import {\n  include,\n  pth,\n} from 'django/urls'\npth(include)",
  })

  const error = errorOf(() => linker.importDotted('blog.urls'))

  expect(error.message).toBe("cannot import name 'pth' from 'django.urls'")
  expect(error.where).toEqual({ file: 'blog/urls.ts', line: 3 })
  expect(error.teaching?.hint).toBe("Did you mean 'path'?")
})

test('types need not exist at run time', () => {
  const linker = link({
    'a.ts':
      "import { path, type View } from 'django/urls'\nimport { Model } from 'django/urls'\nexport const v: Model = path('x')",
  })

  expect(linker.importDotted('a')['v']).toEqual({ route: 'x' })
})

test('a module that is not there is named as Python names it', () => {
  const linker = link({ 'blog/urls.ts': "import { x } from './veiws'\nx()", 'blog/views.ts': '' })

  const error = errorOf(() => linker.importDotted('blog.urls'))

  expect(error.message).toBe("No module named 'blog.veiws'")
  expect(error.teaching?.hint).toBe("Did you mean 'blog/views'?")
  expect(errorOf(() => linker.importDotted('blgo.urls')).message).toBe("No module named 'blgo'")
})

test('reading a name that a module lacks raises AttributeError', () => {
  const linker = link({
    'blog/urls.ts': "import * as views from './views'\nexport const x = views.post_lsit",
    'blog/views.ts': 'export function post_list() {}',
  })

  const error = errorOf(() => linker.importDotted('blog.urls'))

  expect(error.message).toBe("module 'blog.views' has no attribute 'post_lsit'")
  expect(error.teaching?.hint).toBe("Did you mean 'post_list'?")
})

test('modules may import each other in a circle', () => {
  const linker = link({
    'a.ts':
      "import * as b from './b'\nexport const one = 1\nexport const sum = () => one + b.two()",
    'b.ts': "import { one } from './a'\nexport const two = () => one + 1",
  })

  expect((linker.importDotted('a')['sum'] as () => number)()).toBe(3)
})

test('functions and classes know their line, through comments and types', () => {
  const linker = link({
    'v.ts':
      '/** Two\n * lines. */\n\nexport function view(request: object): null {\n  return null\n}\nexport class List {\n  static a = 1\n}',
  })
  const module = linker.importDotted('v')

  expect(linker.sourceOf(module['view'] as object)).toEqual({ file: 'v.ts', line: 4 })
  expect(linker.sourceOf(module['List'] as object)).toEqual({ file: 'v.ts', line: 7 })
  expect(linker.sourceOf(() => 'ours')).toBeNull()
})

test('a syntax error tells its line', () => {
  const linker = link({ 'v.ts': 'export const a = 1\nexport const b = = 2' })

  const error = errorOf(() => linker.importDotted('v'))

  expect(error.name).toBe('SyntaxError')
  expect(error.where).toMatchObject({ file: 'v.ts', line: 2 })
})

test('a package gives its modules by name', () => {
  const linker = link({
    'shop/urls.ts':
      "import { views } from '../blog'\nimport { urls } from 'django'\nexport const x = [views.a, urls.path('p')]",
    'blog/views.ts': 'export const a = 1',
  })

  expect(linker.importDotted('shop.urls')['x']).toEqual([1, { route: 'p' }])
})

test('a string without its end is an error on its own line, whoever stumbles over it later', () => {
  for (const rest of ["export const b = 'c'", '']) {
    const linker = link({ 'v.ts': `export const a = 'b\n${rest}` })

    expect(errorOf(() => linker.importDotted('v')).where).toEqual({ file: 'v.ts', line: 1 })
  }
})
