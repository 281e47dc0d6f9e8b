import * as forms from 'django/forms'
import { HttpResponse, JsonResponse } from 'django/http'
import { get_object_or_404, render } from 'django/shortcuts'
import { ListView } from 'django/views/generic'
import { Comment, Post } from './models'

export class CommentForm extends forms.ModelForm {
  static Meta = { model: Comment, fields: ['text'] }
}

export class PostList extends ListView {
  static template_name = 'blog/post_list.html'
  static context_object_name = 'posts'
  static paginate_by = 24
  static queryset = Post.objects
    .filter({ published: true })
    .select_related('author', 'category')
    .prefetch_related('tags')
}

export function hello(request) {
  return new HttpResponse('Hello')
}

export function post_detail(request, { pk }) {
  const post = get_object_or_404(Post.objects.select_related('author', 'category'), {
    pk,
    published: true,
  })
  const comments = post.comments.filter({ approved: true }).select_related('author')
  const context = { post, comments, form: new CommentForm() }
  return render(request, 'blog/post_detail.html', context)
}

const FIELDS = [
  'id',
  'title',
  'slug',
  'views',
  'rating',
  'published',
  'created_at',
  'updated_at',
  'author__username',
]

export function api_posts(request) {
  const rows = Post.objects
    .order_by('pk')
    .values(...FIELDS)
    .slice(0, 100)
  return new JsonResponse({ results: [...rows] })
}

export function other(request, { slug }) {
  return new HttpResponse(slug)
}
