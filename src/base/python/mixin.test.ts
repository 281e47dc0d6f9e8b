import { expect, test } from 'vitest'
import { class_name } from './class_name.ts'
import { hasMixin, linksOf, mixin, mixinOf } from './mixin.ts'

const Access = mixin(
  'Access',
  (Base) =>
    class extends Base {
      denied = () => 403
    },
)
const Login = mixin(
  'Login',
  (Base) =>
    class extends Base {
      login = () => '/login/'
    },
  [Access],
)
const Staff = mixin(
  'Staff',
  (Base) =>
    class extends Base {
      staff = true
    },
  [Access],
)

test('mixins add to a class and can be asked for', () => {
  class View {}
  class Edit extends Login(View) {}

  expect(new Edit().login()).toBe('/login/')
  expect(new Edit() instanceof Login).toBe(true)
  expect(new Edit() instanceof Access).toBe(true)
  expect(new View() instanceof Login).toBe(false)
})

test('a base that two mixins share is laid down once', () => {
  class Edit extends Login(Staff(class View {})) {}

  expect(linksOf(Edit).map(class_name)).toEqual(['Edit', 'Login', 'Staff', 'Access', 'View'])
  expect(hasMixin(Edit, Staff)).toBe(true)
  expect(mixinOf(Object.getPrototypeOf(Edit))).toBe(Login)
})
