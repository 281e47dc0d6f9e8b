/**
 * `{% csrf_token %}`: the hidden field that CsrfViewMiddleware looks for. The token comes from the context, which has it
 * only with a request; arguments are ignored.
 *
 * Django: django/template/defaulttags.py (CsrfTokenNode)
 */
import { eq, str, truthy } from '../../../base/python/protocols.ts'
import { format_html } from '../../utils/html.ts'
import { Node, type Render } from '../node.ts'

export class CsrfTokenNode extends Node {
  static override child_nodelists: readonly string[] = []

  override compile(): Render {
    return (context) => {
      const token = context.get('csrf_token')
      if (!truthy(token) || eq(token, 'NOTPROVIDED')) return ''
      return str(format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', token))
    }
  }
}

export function do_csrf_token(): Node {
  return new CsrfTokenNode()
}
