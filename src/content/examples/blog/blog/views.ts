/** A view takes the request and returns the response. Everything between is up to it. */
import { Avg, Count, Max, Q } from 'django/db/models'
import { JsonResponse } from 'django/http'
import { get_object_or_404, redirect, render } from 'django/shortcuts'
import { decorate } from 'django/utils/decorators'
import { require_http_methods } from 'django/views/decorators/http'
import { Category, Comment, Post } from './models'

const POSTS_PER_PAGE = 5

export function home(request) {
  return redirect('blog:post_list')
}

// Lists

export function post_list(request) {
  let posts = Post.objects.filter({ published: true })

  const query = request.GET.get('q', '')
  if (query) {
    posts = posts.filter(
      new Q({ title__icontains: query }).or(new Q({ content__icontains: query })),
    )
  }
  return render_posts(request, posts, { heading: 'Posts', query })
}

export function posts_by_category(request, { slug }) {
  const category = get_object_or_404(Category, { slug })
  // A post may stand in the category itself, or in one below it
  const posts = Post.objects.filter(new Q({ category }).or(new Q({ category__parent: category })), {
    published: true,
  })
  return render_posts(request, posts, { heading: category.name, query: '' })
}

/** One page of a list. Nothing is read from the database until the template asks. */
function render_posts(request, posts, context) {
  const count = posts.count()
  const last_page = Math.max(1, Math.ceil(count / POSTS_PER_PAGE))
  const asked = Number(request.GET.get('page', 1)) || 1
  const page = Math.min(Math.max(1, asked), last_page)
  const start = (page - 1) * POSTS_PER_PAGE

  return render(request, 'blog/post_list.html', {
    ...context,
    count,
    page,
    last_page,
    previous_page: page > 1 ? page - 1 : null,
    next_page: page < last_page ? page + 1 : null,
    posts: posts.select_related('author', 'category').slice(start, start + POSTS_PER_PAGE),
  })
}

// One post

export const post_detail = decorate(
  require_http_methods(['GET', 'POST']), // every other method is answered with 405
)(function post_detail(request, { pk }) {
  const post = get_object_or_404(Post, { pk, published: true })

  if (request.method === 'POST') {
    const text = request.POST.get('comment', '').trim()
    if (text) Comment.objects.create({ post, text })
    return redirect('blog:post_detail', { pk }) // so that a reload does not post again
  }

  return render(request, 'blog/post_detail.html', {
    post,
    comments: post.comments.select_related('author'),
    related_posts: Post.objects
      .filter({ category: post.category, published: true })
      .exclude({ pk })
      .slice(0, 3),
  })
})

/** Posts once lived at another address. */
export function old_post(request, { pk }) {
  return redirect('blog:post_detail', { pk, permanent: true })
}

// Numbers

export function statistics(request) {
  return render(request, 'blog/statistics.html', count_everything())
}

/** The same page from jinja2/blog/statistics.html. */
export function statistics_in_jinja2(request) {
  return render(request, 'blog/statistics.html', count_everything(), { using: 'jinja2' })
}

function count_everything() {
  const numbers = Post.objects.aggregate({
    posts: new Count('id'),
    average_rating: new Avg('rating'),
    latest: new Max('created_at'),
  })
  const discussed = Post.objects
    .annotate({ comment_count: new Count('comments') })
    .filter({ comment_count__gt: 0 })
    .order_by('-comment_count', 'title')
    .slice(0, 8)

  return { numbers, discussed }
}

// JSON for a script

export function live_search(request) {
  return render(request, 'blog/live_search.html')
}

export function posts_as_json(request) {
  const query = request.GET.get('q', '')
  const posts = Post.objects.filter({ published: true, title__icontains: query }).slice(0, 6)
  return new JsonResponse({
    query,
    posts: [...posts].map((post) => ({ title: post.title, url: post.get_absolute_url() })),
  })
}

// One page, two ways to ask for it: templates/blog/queries.html is the same for both

export function inefficient(request) {
  const posts = Post.objects.all()
  return render(request, 'blog/queries.html', { heading: 'A query for every row', posts })
}

export function efficient(request) {
  const posts = Post.objects.select_related('author', 'category').prefetch_related('tags')
  return render(request, 'blog/queries.html', { heading: 'Two queries for all rows', posts })
}

// What can go wrong

export function crash(request) {
  const post = Post.objects.get({ slug: 'a-post-that-nobody-wrote' }) // raises Post.DoesNotExist
  return render(request, 'blog/post_detail.html', { post })
}
