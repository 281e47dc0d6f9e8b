/** What every template may use, without any view passing it. */
import { settings } from 'django/conf'
import { Category } from './models'

export function site(request) {
  return { blog_title: settings.BLOG_TITLE, categories: Category.objects.all() }
}
