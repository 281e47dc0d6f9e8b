/** Every type of URL pattern in the guide. */
import { path, re_path } from 'django/urls'
import { TemplateView } from 'django/views/generic'
import * as demos from './demos'
import * as views from './views'

export const urlpatterns = [
  path('', TemplateView.as_view({ template_name: 'patterns.html' }), { name: 'patterns' }),
  // Regular expression patterns: first, as the next two also match their paths
  re_path('^posts/(?P<year>[0-9]{4})/$', demos.posts_by_year, { name: 'posts_by_year' }),
  re_path('^posts/(?P<year>[0-9]{4})/(?P<month>[0-9]{2})/$', demos.posts_by_month, {
    name: 'posts_by_month',
  }),
  // Integer parameter
  path('posts/<int:pk>/', views.post_detail),
  // String parameter (default)
  path('posts/<str:slug>/', views.post_by_slug),
  // Slug parameter (letters, numbers, hyphens, underscores)
  path('category/<slug:category>/', views.posts_by_category),
  // UUID parameter
  path('user/<uuid:user_id>/', demos.user_profile, { name: 'user_profile' }),
  // Path parameter (includes slashes)
  path('files/<path:file_path>/', demos.serve_file, { name: 'serve_file' }),
]
