import { settings } from 'django/conf'
import { migrations, models } from 'django/db'

const id = () =>
  new models.BigAutoField({
    auto_created: true,
    primary_key: true,
    serialize: false,
    verbose_name: 'ID',
  })

export class Migration extends migrations.Migration {
  static initial = true

  static dependencies = [migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

  static operations = [
    new migrations.CreateModel({
      name: 'Tag',
      fields: [
        ['id', id()],
        ['name', new models.CharField({ max_length: 50 })],
        ['slug', new models.SlugField({ unique: true })],
      ],
      options: { ordering: ['name'] },
    }),
    new migrations.CreateModel({
      name: 'Category',
      fields: [
        ['id', id()],
        ['name', new models.CharField({ max_length: 100 })],
        ['slug', new models.SlugField({ unique: true })],
        [
          'parent',
          new models.ForeignKey({
            blank: true,
            null: true,
            on_delete: models.SET_NULL,
            related_name: 'children',
            to: 'blog.category',
          }),
        ],
      ],
      options: { verbose_name_plural: 'categories', ordering: ['name'] },
    }),
    new migrations.CreateModel({
      name: 'Post',
      fields: [
        ['id', id()],
        ['title', new models.CharField({ max_length: 200 })],
        ['slug', new models.SlugField({ max_length: 220, unique: true })],
        ['content', new models.TextField()],
        ['featured_image', new models.FileField({ blank: true, upload_to: 'posts/' })],
        ['published', new models.BooleanField({ default: false })],
        [
          'rating',
          new models.DecimalField({ blank: true, decimal_places: 2, max_digits: 4, null: true }),
        ],
        ['views', new models.PositiveIntegerField({ default: 0 })],
        ['created_at', new models.DateTimeField()],
        ['updated_at', new models.DateTimeField()],
        [
          'author',
          new models.ForeignKey({
            on_delete: models.CASCADE,
            related_name: 'posts',
            to: settings.AUTH_USER_MODEL,
          }),
        ],
        [
          'category',
          new models.ForeignKey({
            blank: true,
            null: true,
            on_delete: models.SET_NULL,
            related_name: 'posts',
            to: 'blog.category',
          }),
        ],
        [
          'likes',
          new models.ManyToManyField({
            blank: true,
            related_name: 'liked_posts',
            to: settings.AUTH_USER_MODEL,
          }),
        ],
        [
          'tags',
          new models.ManyToManyField({ blank: true, related_name: 'posts', to: 'blog.tag' }),
        ],
      ],
      options: { ordering: ['-created_at'] },
    }),
    new migrations.CreateModel({
      name: 'Comment',
      fields: [
        ['id', id()],
        ['text', new models.TextField()],
        ['approved', new models.BooleanField({ default: false })],
        ['created_at', new models.DateTimeField()],
        [
          'author',
          new models.ForeignKey({
            null: true,
            on_delete: models.SET_NULL,
            related_name: 'comments',
            to: settings.AUTH_USER_MODEL,
          }),
        ],
        [
          'post',
          new models.ForeignKey({
            on_delete: models.CASCADE,
            related_name: 'comments',
            to: 'blog.post',
          }),
        ],
      ],
      options: { ordering: ['created_at'] },
    }),
  ]
}
