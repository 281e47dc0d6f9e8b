/**
 * The reference project's models in TypeScript. Their names, fields and options are those of the recorded project: the
 * fixture and every expected key and error depend on them.
 */
import { models } from '../../../src/framework/db/index.ts'
import { slugify } from '../../../src/framework/utils/text.ts'
import { str } from '../../../src/base/python/protocols.ts'

export class Category extends models.Model {
  static override name = new models.CharField({ max_length: 100 })
  static slug = new models.SlugField({ unique: true })
  static parent = new models.ForeignKey('self', {
    null: true,
    blank: true,
    on_delete: models.SET_NULL,
    related_name: 'children',
  })
  static Meta = { ordering: ['name'], verbose_name_plural: 'categories' }

  override __str__(): string {
    return this['name'] as string
  }
}

export class Tag extends models.Model {
  static override name = new models.CharField({ max_length: 50 })
  static slug = new models.SlugField({ unique: true })
  static Meta = { ordering: ['name'] }

  override __str__(): string {
    return this['name'] as string
  }
}

export class Post extends models.Model {
  static title = new models.CharField({ max_length: 200 })
  static slug = new models.SlugField({ max_length: 220, unique: true })
  static content = new models.TextField()
  static author = new models.ForeignKey('auth.User', {
    on_delete: models.CASCADE,
    related_name: 'posts',
  })
  static category = new models.ForeignKey(Category, {
    null: true,
    blank: true,
    on_delete: models.SET_NULL,
    related_name: 'posts',
  })
  static tags = new models.ManyToManyField(Tag, { blank: true, related_name: 'posts' })
  static likes = new models.ManyToManyField('auth.User', {
    blank: true,
    related_name: 'liked_posts',
  })
  static featured_image = new models.FileField({ upload_to: 'posts/', blank: true })
  static published = new models.BooleanField({ default: false })
  static rating = new models.DecimalField({
    max_digits: 4,
    decimal_places: 2,
    null: true,
    blank: true,
  })
  static views = new models.PositiveIntegerField({ default: 0 })
  static created_at = new models.DateTimeField()
  static updated_at = new models.DateTimeField()
  static Meta = { ordering: ['-created_at'] }

  override __str__(): string {
    return this['title'] as string
  }

  override save(...args: unknown[]): void {
    if (!this['slug']) this['slug'] = slugify(this['title'])
    super.save(...(args as []))
  }
}

export class Comment extends models.Model {
  static post = new models.ForeignKey(Post, {
    on_delete: models.CASCADE,
    related_name: 'comments',
  })
  static author = new models.ForeignKey('auth.User', {
    null: true,
    on_delete: models.SET_NULL,
    related_name: 'comments',
  })
  static text = new models.TextField()
  static approved = new models.BooleanField({ default: false })
  static created_at = new models.DateTimeField()
  static Meta = { ordering: ['created_at'] }

  override __str__(): string {
    return `${str(this['author'])} on ${str(this['post'])}`
  }

  get content(): unknown {
    return this['text']
  }
}
