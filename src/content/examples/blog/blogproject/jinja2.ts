/** What templates in Jinja2 may use: unlike Django's own, they know no tags, only functions and filters given here. */
import { Environment } from 'jinja2'
import { date, floatformat } from 'django/template/defaultfilters'
import { render_to_string } from 'django/template/loader'
import { reverse } from 'django/urls'

export function environment(options) {
  const env = new Environment(options)
  env.globals['url'] = reverse
  env.globals['render_to_string'] = render_to_string // a template of the other language
  env.filters['date'] = date
  env.filters['floatformat'] = floatformat
  return env
}
