/**
 * JSON with what Django's applications hold: datetimes (to the millisecond, as ECMAScript has them), dates, times,
 * durations, decimals, UUIDs and lazy texts.
 *
 * Django: django/core/serializers/json.py, topics/serialization#djangojsonencoder
 * Left out: the serializer and deserializer of models.
 */
import { Decimal } from '../../../base/python/decimal.ts'
import { date, datetime, time, timedelta } from '../../../base/python/datetime.ts'
import { TypeError, ValueError } from '../../../base/python/exceptions.ts'
import { dumps, type DumpsOptions } from '../../../base/python/json.ts'
import { type_name } from '../../../base/python/protocols.ts'
import { UUID } from '../../../base/python/uuid.ts'
import { duration_iso_string } from '../../utils/duration.ts'
import { LazyValue } from '../../utils/functional.ts'

/** Python's `json.JSONEncoder`: extend it and override `default` for more types. */
export class JSONEncoder {
  /** @throws TypeError for what has no form in JSON */
  default(o: unknown): unknown {
    throw new TypeError(`Object of type ${type_name(o)} is not JSON serializable`)
  }
}

export class DjangoJSONEncoder extends JSONEncoder {
  override default(o: unknown): unknown {
    if (o instanceof datetime)
      return milliseconds(o.isoformat(), o.microsecond).replace(/\+00:00$/, 'Z')
    if (o instanceof date) return o.isoformat()
    if (o instanceof time) {
      if (o.utcoffset() !== null) throw new ValueError("JSON can't represent timezone-aware times.")
      return milliseconds(o.isoformat(), o.microsecond)
    }
    if (o instanceof timedelta) return duration_iso_string(o)
    if (o instanceof Decimal || o instanceof UUID || o instanceof LazyValue) return o.__str__()
    if (o instanceof Date) return o.toISOString()
    return super.default(o)
  }
}

export type JSONEncoderClass = new () => { default(o: unknown): unknown }

/** `json.dumps(value, cls=encoder)`; null: DjangoJSONEncoder. */
export function dumpsWith(
  value: unknown,
  encoder: JSONEncoderClass | null = null,
  options: DumpsOptions = {},
): string {
  const instance = new (encoder ?? DjangoJSONEncoder)()
  return dumps(value, { ...options, default: (o) => instance.default(o) })
}

/** `…:56.123456+02:00` → `…:56.123+02:00`. */
function milliseconds(iso: string, microsecond: number): string {
  return microsecond === 0 ? iso : iso.replace(/(\.\d{3})\d{3}/, '$1')
}
