import * as re from 're'
import { Library } from 'django/template'
import { reverse } from 'django/urls'
import { format_html, format_html_join } from 'django/utils/html'

export const register = new Library()

/** A link that knows whether it leads to the page it stands on. */
export const nav_link = register.simple_tag({ takes_context: true })(
  function nav_link(context, view_name, label) {
    const url = reverse(view_name)
    const css_class = context.get('request').path === url ? 'active' : 'link'
    return format_html('<a href="{}" class="{}">{}</a>', url, css_class, label)
  },
)

export const pagination = register.inclusion_tag('blog/pagination.html', { takes_context: true })(
  function pagination(context, page_obj) {
    return { page_obj, request: context.get('request') }
  },
)

/** Minutes that it takes to read text, at 100 words a minute. */
export const reading_time = register.filter(function reading_time(text) {
  return Math.ceil(text.split(/\s+/).filter(Boolean).length / 100)
})

/** Mark word wherever it stands in text, whatever its case. */
export const highlight = register.filter(function highlight(text, word) {
  if (!word) return text
  const parts = text.split(new RegExp(`(${re.escape(word)})`, 'i'))
  return format_html_join(
    '',
    '{}',
    parts.map((part, index) => [index % 2 ? format_html('<mark>{}</mark>', part) : part]),
  )
})
