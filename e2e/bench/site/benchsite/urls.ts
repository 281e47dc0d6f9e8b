import { include, path } from 'django/urls'
import * as views from '../blog/views'

const blog = [
  path('', views.PostList.as_view(), { name: 'post_list' }),
  path('post/<int:pk>/', views.post_detail, { name: 'post_detail' }),
  path('category/<slug:slug>/', views.other, { name: 'category' }),
  path('tag/<slug:slug>/', views.other, { name: 'tag' }),
]

export const urlpatterns = [
  // in the place of the admin's: one prefix that does not match
  path('admin/', include([])),
  path('hello/', views.hello, { name: 'hello' }),
  path('blog/', include([blog, 'blog'])),
  path('api/posts/', views.api_posts, { name: 'api_posts' }),
]
