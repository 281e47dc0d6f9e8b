/**
 * The tags of message levels, the project's own ones over Django's.
 *
 * Django: django/contrib/messages/utils.py
 */
import * as mapping from '../../../base/python/mapping.ts'
import { str } from '../../../base/python/protocols.ts'
import { settings } from '../../conf/index.ts'
import { DEFAULT_TAGS } from './constants.ts'

export function get_level_tags(): ReadonlyMap<number, string> {
  const own = mapping.entries(Object.hasOwn(settings, 'MESSAGE_TAGS') ? settings.MESSAGE_TAGS : {})
  const tags = own.map(([level, tag]): [number, string] => [Number(level), str(tag)])
  return new Map([...DEFAULT_TAGS, ...tags])
}
