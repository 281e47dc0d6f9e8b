/** The blog of the guide: posts with a category, tags, comments and likes. */
import { settings } from 'django/conf'
import { models } from 'django/db'
import { reverse } from 'django/urls'
import { slugify } from 'django/utils/text'

export class Category extends models.Model {
  static name = new models.CharField({ max_length: 100 })
  static slug = new models.SlugField({ unique: true })
  static parent = new models.ForeignKey('self', {
    null: true,
    blank: true,
    on_delete: models.SET_NULL,
    related_name: 'children',
  })

  static Meta = { ordering: ['name'], verbose_name_plural: 'categories' }

  __str__() {
    return this.name
  }
}

export class Tag extends models.Model {
  static name = new models.CharField({ max_length: 50 })
  static slug = new models.SlugField({ unique: true })

  static Meta = { ordering: ['name'] }

  __str__() {
    return this.name
  }
}

export class Post extends models.Model {
  static title = new models.CharField({ max_length: 200 })
  static slug = new models.SlugField({ max_length: 220, unique: true })
  static content = new models.TextField()
  static author = new models.ForeignKey(settings.AUTH_USER_MODEL, {
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
  static likes = new models.ManyToManyField(settings.AUTH_USER_MODEL, {
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

  __str__() {
    return this.title
  }

  get_absolute_url() {
    return reverse('blog:post_detail', { kwargs: { pk: this.pk } })
  }

  save(options) {
    if (!this.slug) this.slug = slugify(this.title)
    super.save(options)
  }
}

export class Comment extends models.Model {
  static post = new models.ForeignKey(Post, {
    on_delete: models.CASCADE,
    related_name: 'comments',
  })
  static author = new models.ForeignKey(settings.AUTH_USER_MODEL, {
    null: true,
    on_delete: models.SET_NULL,
    related_name: 'comments',
  })
  static text = new models.TextField()
  static approved = new models.BooleanField({ default: false })
  static created_at = new models.DateTimeField()

  static Meta = { ordering: ['created_at'] }

  __str__() {
    return `${this.author} on ${this.post}`
  }

  get content() {
    return this.text
  }
}
