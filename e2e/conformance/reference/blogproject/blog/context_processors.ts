import { settings } from 'django/conf'
import { Category } from './models'

/** What every page shows: the title of the blog, and its categories. */
export function site(request) {
  return { blog_title: settings.BLOG_TITLE, categories: Category.objects.all() }
}
