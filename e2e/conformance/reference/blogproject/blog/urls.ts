import { path } from 'django/urls'
import { RedirectView, TemplateView } from 'django/views/generic'
import * as demos from './demos'
import * as views from './views'

export const app_name = 'blog'

export const urlpatterns = [
  path('', views.PostListView.as_view(), { name: 'post_list' }),
  path('about/', TemplateView.as_view({ template_name: 'blog/about.html' }), { name: 'about' }),
  path('statistics/', views.blog_statistics, { name: 'statistics' }),
  path('category/<str:category>/', views.posts_by_category, { name: 'category_posts' }),
  path('tag/<slug:slug>/', views.posts_by_tag, { name: 'tag_posts' }),
  // Fixed words before <slug:slug>, which would take them for slugs
  path('posts/create/', views.PostCreateView.as_view(), { name: 'post_create' }),
  path('posts/drafts/', views.drafts, { name: 'drafts' }),
  path('posts/latest/', views.LatestPostView.as_view(), { name: 'latest_post' }),
  path('posts/<int:pk>/', views.post_detail, { name: 'post_detail' }),
  path('posts/<slug:slug>/', views.post_by_slug, { name: 'post_by_slug' }),
  path('posts/<int:pk>/preview/', views.PostDetailView.as_view(), { name: 'post_preview' }),
  path('posts/<int:pk>/edit/', views.PostUpdateView.as_view(), { name: 'post_edit' }),
  path('posts/<int:pk>/delete/', views.PostDeleteView.as_view(), { name: 'post_delete' }),
  path('posts/<int:pk>/comment/', views.CommentView.as_view(), { name: 'post_comment' }),
  path('posts/<int:post_id>/like/', views.like_post, { name: 'post_like' }),
  path(
    'archive/<int:pk>/',
    RedirectView.as_view({
      pattern_name: 'blog:post_detail',
      permanent: true,
      query_string: true,
    }),
    { name: 'old_post' },
  ),
  // One thing at a time
  path('request/', demos.my_view, { name: 'request' }),
  path('responses/', demos.various_responses, { name: 'responses' }),
  path('responses/<slug:kind>/', demos.various_responses, { name: 'response_kind' }),
  path('queries/inefficient/', demos.inefficient_view, { name: 'inefficient' }),
  path('queries/efficient/', demos.efficient_view, { name: 'efficient' }),
  path('queries/optimized/', demos.optimized_view, { name: 'optimized' }),
  path('cached/', demos.cached_view, { name: 'cached' }),
  path('cached/manual/', demos.manual_cache_view, { name: 'manual_cache' }),
  path('visits/', demos.visits, { name: 'visits' }),
  path('remember-me/', demos.remember_me, { name: 'remember_me' }),
  path('secure/', demos.secure_view, { name: 'secure' }),
  path('contact/', demos.contact_view, { name: 'contact' }),
  path('robust/', demos.robust_view, { name: 'robust' }),
  path('crash/', demos.crash, { name: 'crash' }),
]
