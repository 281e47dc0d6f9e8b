import initSqlJs from 'sql.js'
import { beforeEach, expect, test } from 'vitest'
import { str } from '../../base/python/protocols.ts'
import { SqlJsDriver } from '../../runtime/sqljs-driver.ts'
import { apps } from '../apps/index.ts'
import { settings } from '../conf/index.ts'
import { create_all_tables } from '../db/backends/sqlite3/schema.ts'
import { models, openConnection } from '../db/index.ts'
import { QueryDict } from '../http/index.ts'
import { setPorts } from '../utils/ports.ts'
import * as forms from './index.ts'

const SQL = await initSqlJs()
settings.configure({ USE_TZ: true })
setPorts({ now: () => 0 })

class Category extends models.Model {
  static override name = new models.CharField({ max_length: 20, unique: true })
  override __str__() {
    return this['name']
  }
}

class Tag extends models.Model {
  static slug = new models.SlugField()
  override __str__() {
    return this['slug']
  }
}

class Post extends models.Model {
  static title = new models.CharField({ max_length: 30, help_text: 'Short.' })
  static content = new models.TextField({ blank: true })
  static status = new models.CharField({
    max_length: 1,
    choices: [
      ['d', 'Draft'],
      ['p', 'Published'],
    ],
    default: 'd',
  })
  static category = new models.ForeignKey(Category, models.CASCADE, { null: true, blank: true })
  static tags = new models.ManyToManyField(Tag, { blank: true })
  static created_at = new models.DateTimeField({ auto_now_add: true })
}

for (const [name, model] of Object.entries({ Category, Tag, Post })) {
  Object.defineProperty(model, '__name__', { value: name })
  apps.register_model(model, 'shop', 'shop.models')
}

class PostForm extends forms.ModelForm {
  static override Meta = {
    model: Post,
    fields: ['title', 'content', 'status', 'category', 'tags'],
    labels: { title: 'Headline' },
    widgets: { content: new forms.Textarea({ attrs: { rows: 3 } }) },
  }
}

beforeEach(() => {
  const connection = openConnection(new SqlJsDriver(new SQL.Database()))
  create_all_tables(connection, apps.get_models())
  Category.objects.create({ name: 'News' })
  Tag.objects.create({ slug: 'a' })
  Tag.objects.create({ slug: 'b' })
})

const html = (value: unknown) => str(value)

test('a model form has a field for each named model field, of the fitting class', () => {
  const form = new PostForm()

  expect(
    Object.entries(form.fields).map(([name, field]) => [name, field.constructor.name]),
  ).toEqual([
    ['title', 'CharField'],
    ['content', 'CharField'],
    ['status', 'TypedChoiceField'],
    ['category', 'ModelChoiceField'],
    ['tags', 'ModelMultipleChoiceField'],
  ])
  expect(html(form.__getitem__('title').label)).toBe('Headline')
  expect(html(form.__getitem__('title'))).toBe(
    '<input type="text" name="title" maxlength="30" required aria-describedby="id_title_helptext" id="id_title">',
  )
  expect(html(form.__getitem__('content'))).toBe(
    '<textarea name="content" cols="40" rows="3" id="id_content">\n</textarea>',
  )
})

test('a relation offers what is in the database when the page is drawn', () => {
  const form = new PostForm()
  Category.objects.create({ name: 'Later' })

  expect(html(form.__getitem__('category'))).toBe(
    '<select name="category" id="id_category">\n' +
      '  <option value="" selected>---------</option>\n\n' +
      '  <option value="1">News</option>\n\n' +
      '  <option value="2">Later</option>\n\n' +
      '</select>',
  )
})

test('a valid form saves its instance and the many-to-many rows', () => {
  const data = new QueryDict('title=Hi&status=p&category=1&tags=1&tags=2')
  const post = new PostForm(data).save()

  expect(Post.objects.get().title).toBe('Hi')
  expect(post.category.name).toBe('News')
  expect([...post.tags.all()].map(str)).toEqual(['a', 'b'])
})

test('saving without commit leaves the instance unsaved; save_m2m comes later', () => {
  const form = new PostForm(new QueryDict('title=Hi&status=d&tags=2'))
  const post = form.save({ commit: false })
  expect(post.pk).toBe(null)

  post.save()
  form.save_m2m!()

  expect([...post.tags.all()].map(str)).toEqual(['b'])
})

test('an instance fills the form, and saving changes that instance', () => {
  const post = Post.objects.create({ title: 'Old', category: Category.objects.get() })
  expect(new PostForm(null, null, { instance: post }).initial).toMatchObject({
    title: 'Old',
    category: 1,
    tags: [],
  })

  const form = new PostForm(new QueryDict('title=New&status=d'), null, { instance: post })
  form.save()

  expect(form.changed_data).toEqual(['title', 'category'])
  expect(Post.objects.get()).toMatchObject({ pk: post.pk, title: 'New', category: null })
})

test('errors of form and model stand by their field, and save says what could not be done', () => {
  const form = new PostForm(new QueryDict(`title=${'x'.repeat(31)}&status=z&category=9&tags=7`))

  expect(form.errors.as_data()).toBeDefined()
  expect(Object.entries(form.errors.get_json_data()).map(([f, [e]]) => [f, e!.message])).toEqual([
    ['title', 'Ensure this value has at most 30 characters (it has 31).'],
    ['status', 'Select a valid choice. z is not one of the available choices.'],
    ['category', 'Select a valid choice. That choice is not one of the available choices.'],
    ['tags', 'Select a valid choice. 7 is not one of the available choices.'],
  ])
  expect(() => form.save()).toThrow(
    "The Post could not be created because the data didn't validate.",
  )
})

test('what must be unique is asked in the database', () => {
  const CategoryForm = forms.modelform_factory(Category, { fields: '__all__' as never })
  const form = new CategoryForm({ name: 'News' })

  expect(form.errors.get_json_data()).toEqual({
    name: [{ message: 'Category with this Name already exists.', code: 'unique' }],
  })
  expect(
    new CategoryForm({ name: 'News' }, null, { instance: Category.objects.get() }).is_valid(),
  ).toBe(true)
})

test('fields that were not sent keep the default of the model', () => {
  const form = new PostForm(new QueryDict('title=Hi'))
  form.fields['status']!.required = false

  expect(form.save().status).toBe('d')
})

test('a form says which field the model does not have, and which it may not have', () => {
  class Misspelt extends forms.ModelForm {
    static override Meta = { model: Post, fields: ['titel'] }
  }
  class Stamped extends forms.ModelForm {
    static override Meta = { model: Post, fields: ['created_at'] }
  }
  class Undecided extends forms.ModelForm {
    static override Meta = { model: Post }
  }

  expect(() => new Misspelt()).toThrow('Unknown field(s) (titel) specified for Post')
  expect(() => new Stamped()).toThrow(
    "'created_at' cannot be specified for Post model form as it is a non-editable field",
  )
  expect(() => new Undecided()).toThrow(
    "Creating a ModelForm without either the 'fields' attribute or the 'exclude' attribute is prohibited; form Undecided needs updating.",
  )
})

test('limit_choices_to narrows what may be chosen', () => {
  class Pick extends forms.ModelForm {
    static tag = new forms.ModelChoiceField(Tag.objects.all(), { limit_choices_to: { slug: 'b' } })
    static override Meta = { model: Post, fields: [] }
  }
  const { choices } = new Pick().fields['tag'] as forms.ModelChoiceField

  expect([...(choices as Iterable<[unknown, string]>)].map(([, label]) => label)).toEqual([
    '---------',
    'b',
  ])
})

test('a model formset edits, adds and deletes', () => {
  Category.objects.create({ name: 'Sport' })
  const Set = forms.modelformset_factory(Category, { fields: ['name'], can_delete: true })
  const set = new Set({
    'form-TOTAL_FORMS': '3',
    'form-INITIAL_FORMS': '2',
    'form-0-id': '1',
    'form-0-name': 'News!',
    'form-1-id': '2',
    'form-1-name': 'Sport',
    'form-1-DELETE': 'on',
    'form-2-id': '',
    'form-2-name': 'Art',
  })

  expect(set.is_valid()).toBe(true)
  expect(set.save().map(str)).toEqual(['News!', 'Art'])
  expect(set.deleted_objects.map(str)).toEqual(['Sport'])
  expect([...Category.objects.order_by('pk')].map(str)).toEqual(['News!', 'Art'])
})

test('two new rows of one formset must not collide', () => {
  const Set = forms.modelformset_factory(Category, { fields: ['name'] })
  const set = new Set({
    'form-TOTAL_FORMS': '2',
    'form-INITIAL_FORMS': '0',
    'form-0-name': 'Art',
    'form-1-name': 'Art',
  })

  expect(set.is_valid()).toBe(false)
  expect([...set.non_form_errors()]).toEqual(['Please correct the duplicate data for name.'])
  expect(set.errors[1].get_json_data()).toEqual({
    __all__: [{ message: 'Please correct the duplicate values below.', code: '' }],
  })
})

test('an inline formset belongs to its parent', () => {
  const news = Category.objects.get()
  const Set = forms.inlineformset_factory(Category, Post, { fields: ['title'], extra: 1 })

  expect(html(new Set(null, null, { instance: news }).forms[0].__getitem__('category'))).toBe(
    '<input type="hidden" name="post_set-0-category" value="1" id="id_post_set-0-category">',
  )
  const set = new Set(
    {
      'post_set-TOTAL_FORMS': '1',
      'post_set-INITIAL_FORMS': '0',
      'post_set-0-title': 'Inside',
      'post_set-0-category': '1',
    },
    null,
    { instance: news },
  )
  set.save()

  expect([...news.post_set.all()].map((post: Post) => post['title'])).toEqual(['Inside'])
})

test('an inline formset needs a key to the parent', () => {
  expect(() => forms.inlineformset_factory(Tag, Category, { fields: ['name'] })).toThrow(
    "'shop.Category' has no ForeignKey to 'shop.Tag'.",
  )
})

test('keyword arguments may follow the data directly, or stand alone', () => {
  const post = Post.objects.create({ title: 'Old' })

  const shown = new PostForm({ instance: post })
  expect(shown.is_bound).toBe(false)
  expect((shown.initial as Record<string, unknown>)['title']).toBe('Old')

  const sent = new PostForm(new QueryDict('title=New'), { instance: post })
  expect(sent.is_bound).toBe(true)
  expect(sent.instance).toBe(post)
})
