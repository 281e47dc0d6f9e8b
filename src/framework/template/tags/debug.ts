/**
 * `{% debug %}`: the context, scope by scope, while DEBUG is on.
 *
 * Django: django/template/defaulttags.py (DebugNode)
 * Left out: the list of Python's loaded modules.
 */
import { repr } from '../../../base/python/protocols.ts'
import { settings } from '../../conf/index.ts'
import { escape } from '../../utils/html.ts'
import { Node, type Render } from '../node.ts'

class DebugNode extends Node {
  override compile(): Render {
    return (context) => {
      if (!settings.DEBUG) return ''
      return (
        [...context.dicts]
          .reverse()
          .map((scope) => String(escape(repr(scope))))
          .join('') + '\n\n'
      )
    }
  }
}

export function do_debug(): Node {
  return new DebugNode()
}
