import { expect, test } from 'vitest'
import { HttpRequest } from '../../http/index.ts'
import { SuccessMessageMixin } from './views.ts'

/** What a form view is to the mixin. */
class Saving {
  readonly request = Object.assign(new HttpRequest(), {
    _messages: { add: (level: number, message: unknown) => added.push([level, message]) },
  })
  form_valid(): string {
    return 'saved'
  }
}
const added: unknown[] = []

test('after saving, the message is filled from the cleaned data', () => {
  class PostEdit extends SuccessMessageMixin(Saving) {
    override success_message = '“%(title)s” was saved.'
  }

  expect(new PostEdit().form_valid({ cleaned_data: { title: 'Tea' } })).toBe('saved')
  expect(added).toEqual([[25, '“Tea” was saved.']])
})
