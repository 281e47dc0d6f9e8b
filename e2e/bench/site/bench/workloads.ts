/** One operation and one answer of each workload that is no whole request. */
import { datetime, timezone } from 'datetime'
import { UUID } from 'uuid'
import { transaction } from 'django/db'
import { Count } from 'django/db/models'
import { engines } from 'django/template'
import { Engine } from 'django/template/engine'
import { Resolver404, resolve, reverse } from 'django/urls'
import { Category, Comment, Post } from '../blog/models'
import { W2_FLAT, W2_REVERSE, W2_TREE, w5PageContext, w5Rows } from './data'

function one(path, urlconf) {
  try {
    return resolve(path, urlconf)
  } catch (error) {
    if (error instanceof Resolver404) return null
    throw error
  }
}

function typeName(value) {
  if (value instanceof UUID) return 'UUID'
  return typeof value === 'string' ? 'str' : 'int'
}

function resolves(paths, urlconf) {
  const line = (path) => {
    const match = one(path, urlconf)
    if (match === null) return '404'
    const kwargs = Object.entries(match.kwargs)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => `${name}=${value}:${typeName(value)}`)
    return [match.url_name, match.namespaces.join(':'), match.route, kwargs.join(',')].join('|')
  }
  return {
    run() {
      for (const path of paths) one(path, urlconf)
    },
    check: () => paths.map((path) => `${line(path)}\n`).join(''),
  }
}

function template(name, context) {
  const found = engines.__getitem__('django').get_template(name)
  return { run: () => void found.render(context), check: () => String(found.render(context)) }
}

function compiling() {
  const { source } = engines.__getitem__('django').get_template('w5/table.html').template
  return { run: () => void Engine.get_default().from_string(source), check: () => source }
}

const filtered = () => [
  ...Post.objects
    .filter({ published: true, views__gte: 20000, title__contains: 'a' })
    .order_by('-views', 'pk')
    .slice(0, 100),
]
const counted = () => Post.objects.filter({ published: true, views__gte: 20000 }).count()
const annotated = () => [
  ...Category.objects.annotate({ n: new Count('posts') }).order_by('-n', 'pk'),
]
const names = () => Array.from(Post.objects.order_by('pk').slice(0, 100), (p) => p.author.username)
const TEN = Array.from({ length: 10 }, (_, i) => 101 + i)

const when = new datetime(2026, 1, 1, { tzinfo: timezone.utc })
const newComments = () =>
  Array.from(
    { length: 1000 },
    (_, i) =>
      new Comment({
        post_id: 1 + i,
        author_id: 1 + (i % 20),
        text: `comment ${i}`,
        approved: true,
        created_at: when,
      }),
  )

/** Runs in a transaction that leaves nothing behind. */
function undone(work) {
  return transaction.atomic().run(() => {
    const result = work()
    transaction.set_rollback(true)
    return result
  })
}

export const workloads = {
  W2tree: () => resolves(W2_TREE, 'w2.tree'),
  W2flat: () => resolves(W2_FLAT, 'w2.flat'),
  W2rev: () => {
    const url = ([name, kwargs]) => reverse(name, { urlconf: 'w2.tree', kwargs })
    return {
      run() {
        for (const given of W2_REVERSE) url(given)
      },
      check: () => W2_REVERSE.map((given) => `${url(given)}\n`).join(''),
    }
  },
  W5table: () => template('w5/table.html', { rows: w5Rows() }),
  W5page: () => template('w5/page.html', w5PageContext()),
  W5compile: compiling,
  W6filter: () => ({
    run: () => void filtered(),
    check: () =>
      filtered()
        .map((p) => `${p.pk}|${p.title}|${p.views}|${p.created_at.isoformat()}\n`)
        .join(''),
  }),
  W6count: () => ({ run: () => void counted(), check: () => `${counted()}\n` }),
  W6annotate: () => ({
    run: () => void annotated(),
    check: () =>
      annotated()
        .map((c) => `${c.slug}|${c.n}\n`)
        .join(''),
  }),
  W6bulk: (now) => ({
    /** Only the call counts, neither making the objects nor the rollback. */
    run: () => {
      const rows = newComments()
      return undone(() => {
        const start = now()
        Comment.objects.bulk_create(rows)
        return now() - start
      })
    },
    check: () => {
      const before = Comment.objects.count()
      return undone(() => {
        const made = Comment.objects.bulk_create(newComments())
        const added = Comment.objects.count() - before
        const { text } = Comment.objects.get({ pk: made[7].pk })
        return `${added}|${made.at(-1).pk - made[0].pk}|${text}\n`
      })
    },
  }),
  W6n1: () => ({ run: () => void names(), check: () => `${names().join(',')}\n` }),
  W6get10: () => ({
    run() {
      for (const pk of TEN) Post.objects.get({ pk })
    },
    check: () => TEN.map((pk) => `${Post.objects.get({ pk }).slug}\n`).join(''),
  }),
}
