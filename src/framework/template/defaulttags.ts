/**
 * The tags every template has, one file each.
 *
 * Django: django/template/defaulttags.py, ref/templates/builtins#built-in-tag-reference
 */
import { Library } from './library.ts'
import { do_autoescape } from './tags/autoescape.ts'
import { do_comment } from './tags/comment.ts'
import { do_csrf_token } from './tags/csrf_token.ts'
import { do_cycle, do_resetcycle } from './tags/cycle.ts'
import { do_debug } from './tags/debug.ts'
import { do_filter } from './tags/filter_.ts'
import { do_firstof } from './tags/firstof.ts'
import { do_for } from './tags/for_.ts'
import { do_if } from './tags/if_.ts'
import { do_ifchanged } from './tags/ifchanged.ts'
import { do_load } from './tags/load.ts'
import { do_lorem } from './tags/lorem.ts'
import { do_now } from './tags/now.ts'
import { querystring } from './tags/querystring.ts'
import { do_regroup } from './tags/regroup.ts'
import { do_spaceless } from './tags/spaceless.ts'
import { do_templatetag } from './tags/templatetag.ts'
import { do_url } from './tags/url.ts'
import { do_verbatim } from './tags/verbatim.ts'
import { do_widthratio } from './tags/widthratio.ts'
import { do_with } from './tags/with_.ts'

export const register = new Library()
register.tag('autoescape', do_autoescape)
register.tag('comment', do_comment)
register.tag('csrf_token', do_csrf_token)
register.tag('cycle', do_cycle)
register.tag('debug', do_debug)
register.tag('filter', do_filter)
register.tag('firstof', do_firstof)
register.tag('for', do_for)
register.tag('if', do_if)
register.tag('ifchanged', do_ifchanged)
register.tag('load', do_load)
register.tag('lorem', do_lorem)
register.tag('now', do_now)
register.simple_tag(querystring, { takes_context: true, name: 'querystring' })
register.tag('regroup', do_regroup)
register.tag('resetcycle', do_resetcycle)
register.tag('spaceless', do_spaceless)
register.tag('templatetag', do_templatetag)
register.tag('url', do_url)
register.tag('verbatim', do_verbatim)
register.tag('widthratio', do_widthratio)
register.tag('with', do_with)
