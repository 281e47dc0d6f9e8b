/** The blog itself: lists of posts, single posts, and everything that changes them. */
import { timedelta } from 'datetime'
import * as messages from 'django/contrib/messages'
import { login_required } from 'django/contrib/auth/decorators'
import { LoginRequiredMixin, UserPassesTestMixin } from 'django/contrib/auth/mixins'
import { redirect_to_login } from 'django/contrib/auth/views'
import { SuccessMessageMixin } from 'django/contrib/messages/views'
import { cache } from 'django/core/cache'
import { send_mail } from 'django/core/mail'
import { Paginator } from 'django/core/paginator'
import { Avg, Count, Max, Q } from 'django/db/models'
import { JsonResponse } from 'django/http'
import { get_object_or_404, redirect, render } from 'django/shortcuts'
import { reverse, reverse_lazy } from 'django/urls'
import { timezone } from 'django/utils'
import { decorate } from 'django/utils/decorators'
import { slugify } from 'django/utils/text'
import { cache_page } from 'django/views/decorators/cache'
import { require_http_methods, require_POST } from 'django/views/decorators/http'
import { vary_on_headers } from 'django/views/decorators/vary'
import {
  CreateView,
  DeleteView,
  DetailView,
  FormView,
  ListView,
  RedirectView,
  UpdateView,
} from 'django/views/generic'
import { CommentForm } from './forms'
import { Category, Comment, Post, Tag } from './models'

// Lists

export class PostListView extends ListView {
  static model = Post
  static template_name = 'blog/post_list.html'
  static context_object_name = 'posts'
  static paginate_by = 10

  /** Filter and order posts */
  get_queryset() {
    let queryset = Post.objects.filter({ published: true }).select_related('author', 'category')

    // Handle search
    const search_query = this.request.GET.get('q')
    if (search_query) {
      queryset = queryset.filter(
        new Q({ title__icontains: search_query }).or(new Q({ content__icontains: search_query })),
      )
    }

    // Handle category filter
    const category = this.request.GET.get('category')
    if (category) queryset = queryset.filter({ category__slug: category })

    return queryset.order_by('-created_at')
  }

  get_context_data(kwargs) {
    return super.get_context_data({ query: this.request.GET.get('q', ''), ...kwargs })
  }
}

/** A page of posts, five at a time; a page that doesn't exist shows the nearest one. */
export function render_posts(request, posts, heading) {
  const paginator = new Paginator(posts.select_related('author', 'category'), 5)
  const page = paginator.get_page(request.GET.get('page'))
  const context = { posts: page, page_obj: page, heading, query: '' }
  return render(request, 'blog/post_list.html', context)
}

export function posts_by_category(request, { category: slug }) {
  const category = get_object_or_404(Category, { slug })
  const posts = Post.objects.filter(new Q({ category }).or(new Q({ category__parent: category })), {
    published: true,
  })
  return render_posts(request, posts, `Posts in ${category}`)
}

export function posts_by_tag(request, { slug }) {
  const tag = get_object_or_404(Tag, { slug })
  return render_posts(request, tag.posts.filter({ published: true }), `Posts tagged “${tag}”`)
}

export const drafts = login_required(function drafts(request) {
  return render_posts(request, request.user.posts.filter({ published: false }), 'Your drafts')
})

// One post

/** Display a single blog post */
export const post_detail = decorate(
  require_http_methods(['GET', 'POST']),
  cache_page(60 * 15), // Cache for 15 minutes
  vary_on_headers('Accept', 'Cookie'),
)(function post_detail(request, { pk }) {
  const post = get_object_or_404(Post, { pk, published: true })

  // Handle different request methods
  if (request.method === 'POST') {
    if (!request.user.is_authenticated) return redirect_to_login(request.path)

    // Process form submission
    const comment_text = request.POST.get('comment')
    if (comment_text) {
      Comment.objects.create({
        post,
        author: request.user,
        text: comment_text,
        created_at: timezone.now(),
      })
      return redirect('blog:post_detail', { pk })
    }
  }

  // Prepare context data
  const context = {
    post,
    comments: post.comments.filter({ approved: true }),
    related_posts: Post.objects.filter({ category: post.category }).exclude({ pk }).slice(0, 3),
    user_can_comment: request.user.is_authenticated,
  }

  // Return different responses based on request
  if (request.headers.get('Accept') === 'application/json') {
    // API response
    return new JsonResponse({
      title: post.title,
      content: post.content,
      author: post.author.username,
      created_at: post.created_at.isoformat(),
    })
  }

  // HTML response
  return render(request, 'blog/post_detail.html', context)
})

export function post_by_slug(request, { slug }) {
  const post = get_object_or_404(Post, { slug, published: true })
  return render(request, 'blog/post_detail.html', {
    post,
    user: request.user,
    current_time: timezone.now(),
  })
}

export class PostDetailView extends DetailView {
  static model = Post
  static template_name = 'blog/post_detail.html'
  static context_object_name = 'post'

  /** Filter queryset based on user permissions */
  get_queryset() {
    const queryset = super.get_queryset()
    return this.request.user.is_staff ? queryset : queryset.filter({ published: true })
  }

  /** Add extra context data */
  get_context_data(kwargs) {
    const context = super.get_context_data(kwargs)
    context.comments = this.object.comments.filter({ approved: true })
    context.related_posts = Post.objects
      .filter({ category: this.object.category })
      .exclude({ pk: this.object.pk })
      .slice(0, 3)
    return context
  }

  /** Customize response based on request */
  render_to_response(context, response_kwargs) {
    if (this.request.headers.get('Accept') === 'application/json') {
      const { post } = context
      return new JsonResponse({
        title: post.title,
        content: post.content,
        author: post.author.username,
      })
    }
    return super.render_to_response(context, response_kwargs)
  }
}

export class LatestPostView extends RedirectView {
  get_redirect_url() {
    return Post.objects.filter({ published: true }).latest('created_at').get_absolute_url()
  }
}

// Changes

export class PostCreateView extends LoginRequiredMixin(CreateView) {
  static model = Post
  static fields = ['title', 'content', 'category', 'tags']
  static template_name = 'blog/post_create.html'

  form_valid(form) {
    // Set the author to current user
    form.instance.author = this.request.user
    form.instance.published = true
    form.instance.created_at = form.instance.updated_at = timezone.now()

    // Generate slug from title
    form.instance.slug = slugify(form.instance.title)
    if (Post.objects.filter({ slug: form.instance.slug }).exists()) {
      form.add_error('title', `The slug “${form.instance.slug}” is taken.`)
      return this.form_invalid(form)
    }

    // Save the post
    const response = super.form_valid(form)

    // Send notification email
    send_mail(
      'New Post Created',
      `Your post "${this.object.title}" has been created.`,
      'noreply@example.com',
      [this.request.user.email],
    )
    return response
  }

  get_success_url() {
    return reverse('blog:post_detail', { kwargs: { pk: this.object.pk } })
  }
}

/** For the author of a post, and for staff. */
const AuthorRequiredMixin = (Base) =>
  class extends LoginRequiredMixin(UserPassesTestMixin(Base)) {
    test_func() {
      const { user } = this.request
      return user.is_staff || this.get_object().author.pk === user.pk
    }
  }

export class PostUpdateView extends AuthorRequiredMixin(SuccessMessageMixin(UpdateView)) {
  static model = Post
  static fields = ['title', 'content', 'category', 'tags', 'published']
  static success_url = reverse_lazy('blog:post_list')
  static success_message = '“%(title)s” was saved.'

  form_valid(form) {
    form.instance.updated_at = timezone.now()
    return super.form_valid(form)
  }
}

export class PostDeleteView extends AuthorRequiredMixin(DeleteView) {
  static model = Post
  static success_url = reverse_lazy('blog:post_list')

  form_valid(form) {
    cache.clear()
    messages.warning(this.request, `“${this.object.title}” was deleted.`)
    return super.form_valid(form)
  }
}

export class CommentView extends LoginRequiredMixin(FormView) {
  static form_class = CommentForm
  static template_name = 'form.html'
  static extra_context = { heading: 'Add a comment' }

  form_valid(form) {
    const post = get_object_or_404(Post, { pk: this.kwargs.pk, published: true })
    const comment = form.save({ commit: false })
    comment.post = post
    comment.author = this.request.user
    comment.created_at = timezone.now()
    comment.save()
    messages.info(this.request, 'Your comment awaits approval.')
    return redirect(post)
  }
}

/** Handle AJAX post like/unlike */
export const like_post = decorate(
  require_POST,
  login_required,
)(function like_post(request, { post_id }) {
  try {
    const post = get_object_or_404(Post, { pk: post_id })

    const liked = ![...post.likes.all()].some((user) => user.pk === request.user.pk)
    if (liked) post.likes.add(request.user)
    else post.likes.remove(request.user)
    cache.clear()

    return new JsonResponse({ success: true, liked, like_count: post.likes.count() })
  } catch (error) {
    return new JsonResponse({ success: false, error: error.message }, { status: 400 })
  }
})

// Numbers

/** View demonstrating various database operations */
export function blog_statistics(request) {
  // Simple queries
  const all_posts = Post.objects.all()
  const published_posts = Post.objects.filter({ published: true })
  const recent_posts = Post.objects.filter({
    created_at__gte: timezone.now().sub(new timedelta({ days: 7 })),
  })

  // Complex queries with Q objects
  const search_posts = Post.objects.filter(
    new Q({ title__icontains: 'django' }).or(new Q({ content__icontains: 'python' })),
  )

  // Aggregation
  const stats = Post.objects.annotate({ comment_count: new Count('comments') }).aggregate({
    total_posts: new Count('id'),
    avg_comments: new Avg('comment_count'),
    latest_post: new Max('created_at'),
  })

  // Annotations
  const posts_with_comment_count = Post.objects
    .annotate({ comment_count: new Count('comments') })
    .filter({ comment_count__gt: 5 })

  // Optimization with select_related and prefetch_related
  const optimized_posts = Post.objects
    .select_related('author', 'category')
    .prefetch_related('comments__author', 'tags')

  // Raw SQL (when needed)
  const posts_raw = Post.objects.raw('SELECT * FROM blog_post WHERE created_at > %s', [
    timezone.now().sub(new timedelta({ days: 30 })),
  ])

  return render(request, 'blog/statistics.html', {
    stats,
    all_posts,
    published_posts,
    search_posts,
    recent_posts,
    popular_posts: posts_with_comment_count,
    optimized_posts,
    posts_raw,
  })
}

// Errors

/** Custom 404 error page */
export function custom_404(request, { exception }) {
  const context = { request_path: request.path, exception }
  return render(request, 'errors/404.html', context, { status: 404 })
}

/** Custom 500 error page */
export function custom_500(request) {
  return render(request, 'errors/500.html', null, { status: 500 })
}
