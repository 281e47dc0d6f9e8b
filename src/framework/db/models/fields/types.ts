/**
 * The values that fields hold beyond JavaScript's own, from one place.
 */
export {
  datetime,
  date,
  time,
  timedelta,
  timezone,
  ZoneInfo,
} from '../../../../base/python/datetime.ts'
export { Decimal, InvalidOperation } from '../../../../base/python/decimal.ts'
export { UUID } from '../../../../base/python/uuid.ts'
