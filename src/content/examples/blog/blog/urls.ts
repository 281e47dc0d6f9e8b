/** The blog's URLconf. The first pattern that fits wins, so the order is behaviour. */
import { path } from 'django/urls'
import * as views from './views'

export const app_name = 'blog' // names are used as 'blog:post_list'

export const urlpatterns = [
  path('', views.post_list, { name: 'post_list' }),
  path('posts/<int:pk>/', views.post_detail, { name: 'post_detail' }),
  path('category/<slug:slug>/', views.posts_by_category, { name: 'category_posts' }),
  path('statistics/', views.statistics, { name: 'statistics' }),
  path('statistics/jinja2/', views.statistics_in_jinja2, { name: 'statistics_in_jinja2' }),

  // A page whose script fetches JSON, and the view that answers it
  path('live/', views.live_search, { name: 'live_search' }),
  path('api/posts/', views.posts_as_json, { name: 'posts_as_json' }),

  // The same page twice: once with a query for every row, once with two for all rows
  path('queries/inefficient/', views.inefficient, { name: 'inefficient' }),
  path('queries/efficient/', views.efficient, { name: 'efficient' }),

  path('archive/<int:pk>/', views.old_post, { name: 'old_post' }), // redirects
  path('crash/', views.crash, { name: 'crash' }), // fails
]
