/**
 * The guide that Roundtrip brings to life has whole templates in it. Where it lies beside the repository they are taken
 * from it, character for character, and rendered; a template of our own with the same things in it is there always.
 */
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { beforeAll, expect, test } from 'vitest'
import { datetime, timedelta, timezone } from '../../src/base/python/datetime.ts'
import { settings } from '../../src/framework/conf/index.ts'
import { Context } from '../../src/framework/template/context.ts'
import { Engine } from '../../src/framework/template/engine.ts'
import { Library } from '../../src/framework/template/library.ts'
import { installedTagLibraries } from '../../src/framework/template/tag_libraries.ts'
import { clear_url_caches, path, include } from '../../src/framework/urls/index.ts'
import { setPorts } from '../../src/framework/utils/ports.ts'

const GUIDE = fileURLToPath(new URL('../../../shared/GUIDE.txt', import.meta.url))

/**
 * The templates of a text that has lost its fences: from `{% extends %}` to the last `{% endblock %}`, or what stands
 * alone between two lines of three quotes.
 */
function templatesIn(text: string): string[] {
  const lines = text.split('\n')
  const found: string[] = []
  for (let at = 0; at < lines.length; at += 1) {
    let end = at
    if (lines[at] === '"""') {
      end = lines.indexOf('"""', at + 1)
      found.push(lines.slice(at + 1, end).join('\n'))
    } else if (lines[at]?.startsWith('{% extends ') === true) {
      const isEnd = (index: number) =>
        lines[index] === '{% endblock %}' && !/^\s*(?:\{|<)/.test(lines[index + 1] ?? '')
      while (end < lines.length && !isEnd(end)) end += 1
      found.push(lines.slice(at, end + 1).join('\n'))
    }
    at = Math.max(at, end)
  }
  return found
}

const OWN = `{% extends 'base.html' %}
{% load static %}
{% load custom_tags %}
{% block title %}{{ post.title }} - {{ block.super }}{% endblock %}
{% block content %}
<h1>{{ post.title }}</h1>
By {{ post.author.get_full_name|default:post.author.username }}
<time datetime="{{ post.created_at|date:'c' }}">{{ post.created_at|date:"F d, Y" }}</time>
{% if post.updated_at != post.created_at %}(Updated: {{ post.updated_at|date:"M d, Y" }}){% endif %}
{{ post.content|linebreaks|safe }}
{% if post.featured_image %}<img src="{{ post.featured_image.url }}" alt="{{ post.title }}">{% endif %}
{% for tag in post.tags.all %}<a href="{% url 'blog:tag_posts' tag.slug %}">{{ tag.name }}</a>{% endfor %}
{% if user.is_authenticated %}
{% if user == post.author %}<a href="{% url 'blog:post_edit' post.pk %}">Edit</a>{% endif %}
{% if user in post.likes.all %}Unlike{% else %}Like{% endif %}
{% endif %}
Comments ({{ post.comments.count }})
{% for comment in post.comments.all %}
{{ comment.author.username }} {{ comment.created_at|timesince }} ago {{ comment.content|linebreaks }}
{% empty %}<p>No comments yet.</p>{% endfor %}
{% if user.is_authenticated %}<form method="post">{% csrf_token %}</form>
{% else %}<a href="{% url 'login' %}">Login</a>{% endif %}
{% endblock %}`

const now = new datetime(2026, 2, 1, 12, 0, { tzinfo: timezone.utc })

/** What a queryset or a related manager looks like from a template. */
const rows = (items: readonly unknown[]) => ({ all: () => items, count: () => items.length })

class User {
  is_authenticated = true
  constructor(
    readonly username: string,
    readonly full_name: string,
  ) {}
  get_full_name(): string {
    return this.full_name
  }
}
const ada = new User('ada', '')
const grace = new User('grace', 'Grace Hopper')

const post = {
  pk: 7,
  title: 'Rust & <Django>',
  content: 'One\n\nTwo',
  author: ada,
  created_at: new datetime(2026, 1, 5, 9, 30, { tzinfo: timezone.utc }),
  updated_at: new datetime(2026, 1, 6, 9, 30, { tzinfo: timezone.utc }),
  featured_image: { url: '/media/cover.png' },
  tags: rows([{ name: 'Web', slug: 'web' }]),
  likes: rows([grace]),
  comments: rows([
    { author: grace, content: '<b>Nice</b>', created_at: now.__sub__(new timedelta({ hours: 3 })) },
  ]),
}

function render(template: string, values: Record<string, unknown>): string {
  const engine = new Engine([], false, {
    libraries: { ...installedTagLibraries(), custom_tags: new Library() },
    loaders: [
      [
        'django.template.loaders.locmem.Loader',
        {
          'base.html':
            '<title>{% block title %}Blog{% endblock %}</title>{% block content %}{% endblock %}',
          'page.html': template,
        },
      ],
    ],
  })
  return String(engine.get_template('page.html').render(new Context(values)))
}

beforeAll(() => {
  const view = () => null
  const blog = [
    path('tags/<slug:slug>/', view, { name: 'tag_posts' }),
    path('posts/<int:pk>/edit/', view, { name: 'post_edit' }),
    path('posts/<int:pk>/like/', view, { name: 'post_like' }),
  ]
  const urlpatterns = [
    path('blog/', include([blog, 'blog'])),
    path('login/', view, { name: 'login' }),
  ]
  settings.configure({
    SECRET_KEY: 'guide',
    USE_TZ: true,
    TIME_ZONE: 'UTC',
    ROOT_URLCONF: { urlpatterns },
  })
  clear_url_caches()
  setPorts({ now: () => Date.parse('2026-02-01T12:00:00Z') * 1000 })
})

const guide = existsSync(GUIDE) ? templatesIn(readFileSync(GUIDE, 'utf8')) : []
const details = [OWN, ...guide.filter((template) => template.includes('post.created_at'))]

test.each(details)('the page of a post shows what the guide says (%#)', (template) => {
  const page = render(template, { post, user: grace, csrf_token: 'abc' })

  expect(page).toContain('<title>Rust &amp; &lt;Django&gt; - Blog</title>')
  expect(page).toMatch(/By ada\b/)
  expect(page).toContain('datetime="2026-01-05T09:30:00+00:00"')
  expect(page).toContain('January 05, 2026')
  expect(page).toContain('(Updated: Jan 06, 2026)')
  expect(page).toContain('<p>One</p>\n\n<p>Two</p>')
  expect(page).toContain('<img src="/media/cover.png" alt="Rust &amp; &lt;Django&gt;">')
  expect(page).toMatch(/href="\/blog\/tags\/web\/"[^>]*>\s*Web\s*</)
  expect(page).toContain('Comments (1)')
  expect(page).toContain('<p>&lt;b&gt;Nice&lt;/b&gt;</p>')
  expect(page).toMatch(/3\u00a0hours ago/)
  expect(page).toMatch(/Unlike/)
  expect(page).not.toContain('/edit/')
  expect(page).toContain('name="csrfmiddlewaretoken" value="abc"')
})

test.each(details)(
  'its other branches: the author, a stranger, nothing to show (%#)',
  (template) => {
    const bare = {
      ...post,
      updated_at: post.created_at,
      featured_image: null,
      tags: rows([]),
      comments: rows([]),
    }

    expect(render(template, { post, user: ada, csrf_token: 'abc' })).toContain(
      '/blog/posts/7/edit/',
    )
    expect(render(template, { post, user: ada, csrf_token: 'abc' })).toMatch(/(?<!Un)\bLike/)
    const page = render(template, { post: bare, user: { is_authenticated: false } })
    expect(page).toContain('<p>No comments yet.</p>')
    expect(page).toContain('<a href="/login/">Login</a>')
    expect(page).not.toMatch(/Updated|<img|csrfmiddlewaretoken|Like/)
  },
)

const forms = [
  "{% extends 'base.html' %}{% block content %}<form>{% csrf_token %}{{ form.as_p }}</form>{% endblock %}",
  ...guide.filter((template) => template.includes('form.as_p')),
]

test.each(forms)('a form prints itself and its token (%#)', (template) => {
  const form = { as_p: () => 'the fields' }

  const page = render(template, { form, csrf_token: 'abc' })

  expect(page).toContain('value="abc"')
  expect(page).toContain('the fields')
})

const scripts = [
  '<script>fetch(`/blog/posts/${postId}/like/`, { headers: { a: "b" } })</script>',
  ...guide.filter((template) => template.includes('<script>')),
]

test.each(scripts)('a script with braces of its own comes out as it went in (%#)', (template) => {
  expect(render(template, {})).toBe(template)
})

test.runIf(existsSync(GUIDE))('the guide has a page, a form and a script as templates', () => {
  expect([details.length, forms.length, scripts.length]).toEqual([2, 2, 2])
})
