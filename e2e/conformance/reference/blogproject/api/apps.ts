import { AppConfig } from 'django/apps'

export class ApiConfig extends AppConfig {
  static name = 'api'
}
