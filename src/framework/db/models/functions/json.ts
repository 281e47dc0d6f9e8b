/**
 * JSON made by the database: `new JSONObject({ title: new Lower('title'), views: 'views' })`.
 *
 * Django: django/db/models/functions/json.py, ref/models/database-functions#json-functions
 */
import { splitKwargs } from '../arguments.ts'
import type { AnyField } from '../declared.ts'
import { Func, Value } from '../expressions.ts'
import { JSONField } from '../fields/json.ts'

/** A list of the arguments' values. */
export class JSONArray extends Func {
  static override function = 'JSON_ARRAY'
  static override output_field: AnyField = new JSONField()
}

export class JSONObject extends Func {
  static override function = 'JSON_OBJECT'
  static override output_field: AnyField = new JSONField()

  /** @param args  name → field name or expression, in this order */
  constructor(...args: unknown[]) {
    const [given, fields] = splitKwargs(args)
    const pairs = Object.entries(fields).flatMap(([name, value]) => [new Value(name), value])
    super(...(given.length > 0 ? given : pairs))
  }
}
