import { PBKDF2PasswordHasher } from 'django/contrib/auth/hashers'

/** Django's hasher in a thousandth of the time: for examples, never for real passwords. */
export class QuickPBKDF2PasswordHasher extends PBKDF2PasswordHasher {
  static iterations = 1000
}
