/**
 * The table of sessions: key, signed data, when they expire.
 *
 * Django: django/contrib/sessions/models.py, topics/http/sessions#using-sessions-in-views
 */
import type { datetime } from '../../../base/python/datetime.ts'
import * as models from '../../db/models/index.ts'

export class Session extends models.Model {
  static session_key = new models.CharField({
    verbose_name: 'session key',
    max_length: 40,
    primary_key: true,
  })
  static session_data = new models.TextField({ verbose_name: 'session data' })
  static expire_date = new models.DateTimeField({ verbose_name: 'expire date', db_index: true })
  static Meta = {
    verbose_name: 'session',
    verbose_name_plural: 'sessions',
    db_table: 'django_session',
  }
  declare session_key: string
  declare session_data: string
  declare expire_date: datetime

  override __str__(): string {
    return this.session_key
  }
}
