import { AppConfig } from 'django/apps'

export class AccountsConfig extends AppConfig {
  static name = 'accounts'
}
