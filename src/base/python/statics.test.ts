import { expect, test } from 'vitest'
import { exposeStatics, setClassAttribute } from './statics.ts'

class View {
  declare template_name: string | null
  static template_name: string | null = null

  constructor() {
    exposeStatics(new.target)
  }
}

class PostList extends View {
  static override template_name = 'blog/post_list.html'
}

test('an instance reads the class attribute of the nearest class', () => {
  expect(new View().template_name).toBeNull()
  expect(new PostList().template_name).toBe('blog/post_list.html')
})

test('assigning on an instance leaves the class alone', () => {
  const view = new PostList()

  view.template_name = 'other.html'

  expect(view.template_name).toBe('other.html')
  expect(new PostList().template_name).toBe('blog/post_list.html')
})

test('a class attribute set later is seen by instances made before', () => {
  class Detail extends View {
    declare context_object_name: string
  }
  const view = new Detail()

  setClassAttribute(Detail, 'context_object_name', 'post')

  expect(view.context_object_name).toBe('post')
})
