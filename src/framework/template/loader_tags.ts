/**
 * The tags that bring templates together, one file each.
 *
 * Django: django/template/loader_tags.py
 */
import { Library } from './library.ts'
import { do_block } from './tags/block.ts'
import { do_extends } from './tags/extends.ts'
import { do_include } from './tags/include.ts'

export const register = new Library()
register.tag('block', do_block)
register.tag('extends', do_extends)
register.tag('include', do_include)
