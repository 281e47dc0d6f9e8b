import { ValueError } from 'builtins'
import * as json from 'json'
import { settings } from 'django/conf'
import { Count } from 'django/db/models'
import { JsonResponse } from 'django/http'
import { get_token } from 'django/middleware/csrf'
import { get_object_or_404, render } from 'django/shortcuts'
import { decorate } from 'django/utils/decorators'
import { csrf_exempt } from 'django/views/decorators/csrf'
import { require_POST, require_safe } from 'django/views/decorators/http'
import { Post } from '../blog/models'
import { activity } from '../blog/signals'

export function api_view(request) {
  if (request.headers.get('Accept') === 'application/json') {
    return new JsonResponse({ data: 'json_data' })
  }
  return render(request, 'template.html', { data: 'html_data' })
}

export const post_list = require_safe(function post_list(request) {
  const posts = Post.objects
    .filter({ published: true })
    .annotate({ like_count: new Count('likes') })
    .values('id', 'title', 'author__username', 'rating', 'created_at', 'like_count')
  return new JsonResponse({ posts: [...posts] })
})

export const post_detail = require_safe(function post_detail(request, { pk }) {
  const post = get_object_or_404(Post.objects.select_related('author'), { pk, published: true })
  return new JsonResponse({
    title: post.title,
    content: post.content,
    author: post.author.username,
    tags: [...post.tags.all()].map((tag) => tag.name),
    rating: post.rating,
    created_at: post.created_at,
  })
})

/** What the post_save receivers have seen so far. */
export function recent_activity(request) {
  return new JsonResponse(activity, { safe: false })
}

/** Provide CSRF token for AJAX requests */
export function get_csrf_token(request) {
  return new JsonResponse({ csrf_token: get_token(request) })
}

// Exempt view from CSRF (use carefully)
export const api_endpoint = decorate(
  csrf_exempt,
  require_POST,
)(function api_endpoint(request) {
  // This view doesn't require CSRF token
  // Only use for APIs with other authentication
  if (request.headers.get('X-Api-Key') !== settings.API_KEY) {
    return new JsonResponse({ error: 'Wrong or missing API key' }, { status: 401 })
  }
  let data
  try {
    data = json.loads(request.body)
  } catch (error) {
    if (!(error instanceof ValueError)) throw error
    return new JsonResponse({ error: 'Invalid JSON' }, { status: 400 })
  }
  return new JsonResponse({ received: data }, { status: 201 })
})
