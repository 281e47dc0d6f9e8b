/** Fills the database with the data set, through the ORM. */
import { User } from 'django/contrib/auth/models'
import { SessionStore } from 'django/contrib/sessions/backends/db'
import { Session } from 'django/contrib/sessions/models'
import { transaction } from 'django/db'
import { datetime, timezone } from 'datetime'
import { Category, Comment, Post, Tag } from '../blog/models'
import { dataset, SESSION_KEY } from './data'

const STAMPS = ['date_joined', 'created_at', 'updated_at']

/** Seconds and microseconds since 1970 as a datetime in UTC. */
function moment({ seconds, micros }) {
  return datetime.fromtimestamp(seconds, timezone.utc).replace({ microsecond: micros })
}

function fill(model, rows) {
  const objects = rows.map((row) => {
    const values = { ...row }
    for (const name of STAMPS) if (name in values) values[name] = moment(values[name])
    return new model(values)
  })
  model.objects.bulk_create(objects)
}

/** The session that W4's cookie names. */
function signIn(user) {
  const session_data = new SessionStore().encode({
    _auth_user_id: String(user.pk),
    _auth_user_backend: 'django.contrib.auth.backends.ModelBackend',
    _auth_user_hash: user.get_session_auth_hash(),
  })
  const expire_date = new datetime(2099, 1, 1, { tzinfo: timezone.utc })
  Session.objects.create({ session_key: SESSION_KEY, session_data, expire_date })
}

export function run() {
  const data = dataset()
  const atomic = transaction.atomic()
  atomic.run(() => {
    fill(User, data.users)
    fill(Category, data.categories)
    fill(Tag, data.tags)
    fill(Post, data.posts)
    fill(Post.tags.through, data.post_tags)
    fill(Comment, data.comments)
    signIn(User.objects.get({ pk: 3 }))
  })
}
