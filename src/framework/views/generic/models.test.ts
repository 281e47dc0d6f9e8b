/** Lists, single objects and forms of one model, from request to response. */
import initSqlJs from 'sql.js'
import { beforeEach, expect, test } from 'vitest'
import { SqlJsDriver } from '../../../runtime/sqljs-driver.ts'
import { apps } from '../../apps/index.ts'
import { settings } from '../../conf/index.ts'
import { create_all_tables } from '../../db/backends/sqlite3/schema.ts'
import { models, openConnection } from '../../db/index.ts'
import * as forms from '../../forms/index.ts'
import { Http404, type HttpResponse } from '../../http/index.ts'
import { RequestFactory } from '../../test/index.ts'
import { CreateView, DeleteView, DetailView, FormView, ListView, UpdateView } from './index.ts'

const SQL = await initSqlJs()
const factory = new RequestFactory()

class Post extends models.Model {
  static title = new models.CharField({ max_length: 30 })
  static slug = new models.SlugField()
  get_absolute_url() {
    return `/posts/${this.pk}/`
  }
}
apps.register_model(Post, 'blog', 'blog.models')

const TEMPLATES = {
  'blog/post_list.html':
    '{% for post in post_list %}{{ post.title }} {% endfor %}{% if is_paginated %}{{ page_obj.number }}/{{ paginator.num_pages }}{% endif %}',
  'blog/post_detail.html': '{{ post.title }}{% if post == object %}!{% endif %}',
  'blog/post_form.html': '{{ form.title.errors.as_text }}{{ form.title.value|default:"" }}',
  'blog/post_confirm_delete.html': 'Delete {{ object.title }}?',
  'contact.html': '{{ form.errors.name.as_text }}',
}

beforeEach(() => {
  settings.configure({
    TEMPLATES: [
      {
        BACKEND: 'django.template.backends.django.DjangoTemplates',
        OPTIONS: { loaders: [['django.template.loaders.locmem.Loader', TEMPLATES]] },
      },
    ],
  })
  create_all_tables(openConnection(new SqlJsDriver(new SQL.Database())), apps.get_models())
  for (const n of [1, 2, 3]) Post.objects.create({ title: `P${n}`, slug: `p-${n}` })
})

/** Rendered, where it is a template's. */
function text(response: unknown): string {
  const late = response as { render?(): HttpResponse }
  return ((late.render?.() ?? response) as HttpResponse).content.decode()
}
const target = (response: unknown) => (response as HttpResponse).headers.get('Location')

class PostList extends ListView {
  static model = Post
  static ordering = ['-pk']
}

test('a list view shows all objects of its model, by the template of the model', () => {
  expect(text(PostList.as_view()(factory.get('/')))).toBe('P3 P2 P1 ')
})

test('a list view in pages takes the page from URL or query, and `last` is one', () => {
  const view = PostList.as_view({ paginate_by: 2 })

  expect(text(view(factory.get('/')))).toBe('P3 P2 1/2')
  expect(text(view(factory.get('/?page=2')))).toBe('P1 2/2')
  expect(text(view(factory.get('/?page=last')))).toBe('P1 2/2')
  expect(text(view(factory.get('/'), { page: 2 }))).toBe('P1 2/2')
})

test('a page that is not there, or no number, is a 404', () => {
  const view = PostList.as_view({ paginate_by: 2 })

  expect(() => view(factory.get('/?page=9'))).toThrow(
    new Http404('Invalid page (9): That page contains no results'),
  )
  expect(() => view(factory.get('/?page=x'))).toThrow(
    new Http404('Page is not “last”, nor can it be converted to an int.'),
  )
})

test('a learner narrows the queryset with super', () => {
  class Narrow extends PostList {
    override get_queryset() {
      return super.get_queryset().filter({ slug: 'p-2' })
    }
  }

  expect(text(Narrow.as_view()(factory.get('/')))).toBe('P2 ')
})

test('an empty list is a 404 where it may not be empty', () => {
  const view = PostList.as_view({ queryset: Post.objects.none(), allow_empty: false })

  expect(() => view(factory.get('/'))).toThrow(
    new Http404('Empty list and “PostList.allow_empty” is False.'),
  )
})

test('a list view without model says what it lacks', () => {
  class Lost extends ListView {}

  expect(() => Lost.as_view()(factory.get('/'))).toThrow(
    'Lost is missing a QuerySet. Define Lost.model, Lost.queryset, or override Lost.get_queryset().',
  )
})

class PostDetail extends DetailView {
  static model = Post
}

test('a detail view finds its object by key or slug', () => {
  const view = PostDetail.as_view()

  expect(text(view(factory.get('/'), { pk: 2 }))).toBe('P2!')
  expect(text(view(factory.get('/'), { slug: 'p-3' }))).toBe('P3!')
  expect(() => view(factory.get('/'), { pk: 9 })).toThrow(
    new Http404('No post found matching the query'),
  )
  expect(() => view(factory.get('/'))).toThrow(
    'Generic detail view PostDetail must be called with either an object pk or a slug in the URLconf.',
  )
})

class PostCreate extends CreateView {
  static model = Post
  static fields = ['title', 'slug']
}

test('a create view shows a form, saves what was posted and goes to the new object', () => {
  const view = PostCreate.as_view()

  expect(text(view(factory.get('/')))).toBe('')
  expect(target(view(factory.post('/', { title: 'New', slug: 'new' })))).toBe('/posts/4/')
  expect(Post.objects.get({ slug: 'new' }).title).toBe('New')
})

test('what is not valid is shown again with its errors', () => {
  const response = PostCreate.as_view()(factory.post('/', { title: '', slug: 'x' }))

  expect(text(response)).toBe('* This field is required.')
  expect(Post.objects.count()).toBe(3)
})

test('form_valid may change the object before it is saved', () => {
  class Shouting extends PostCreate {
    override form_valid(form: forms.ModelForm) {
      form.instance.title = form.instance.title.toUpperCase()
      return super.form_valid(form)
    }
  }
  Shouting.as_view()(factory.post('/', { title: 'loud', slug: 'loud' }))

  expect(Post.objects.get({ slug: 'loud' }).title).toBe('LOUD')
})

test('an update view starts from its object, and fills its success URL from it', () => {
  class Edit extends UpdateView {
    static model = Post
    static fields = ['title']
    static success_url = '/done/{slug}/'
  }
  const view = Edit.as_view()

  expect(text(view(factory.get('/'), { pk: 1 }))).toBe('P1')
  expect(target(view(factory.post('/', { title: 'Q1' }), { pk: 1 }))).toBe('/done/p-1/')
  expect(Post.objects.get({ pk: 1 }).title).toBe('Q1')
})

test('a delete view asks first', () => {
  class Remove extends DeleteView {
    static model = Post
    static success_url = '/posts/'
  }
  const view = Remove.as_view()

  expect(text(view(factory.get('/'), { pk: 1 }))).toBe('Delete P1?')
  expect(Post.objects.count()).toBe(3)
  expect(target(view(factory.post('/'), { pk: 1 }))).toBe('/posts/')
  expect(Post.objects.filter({ pk: 1 }).exists()).toBe(false)
})

test('a model form view needs to know its fields', () => {
  class Vague extends CreateView {
    static model = Post
  }

  expect(() => Vague.as_view()(factory.get('/'))).toThrow(
    "Using ModelFormMixin (base class of Vague) without the 'fields' attribute is prohibited.",
  )
})

class ContactForm extends forms.Form {
  static override name = new forms.CharField()
}

test('a form view hands the valid form to form_valid', () => {
  const names: unknown[] = []
  class Contact extends FormView {
    static template_name = 'contact.html'
    static form_class = ContactForm
    static success_url = '/thanks/'
    override form_valid(form: forms.Form) {
      names.push(form.cleaned_data['name'])
      return super.form_valid(form)
    }
  }
  const view = Contact.as_view()

  expect(text(view(factory.post('/', {})))).toBe('* This field is required.')
  expect(target(view(factory.post('/', { name: 'Ada' })))).toBe('/thanks/')
  expect(names).toEqual(['Ada'])
})
