/** Fills the database with the data set, through the ORM. */
import { User } from 'django/contrib/auth/models'
import { transaction } from 'django/db'
import { datetime, timezone } from 'datetime'
import { Category, Comment, Post, Tag } from '../blog/models'
import { dataset } from './data'

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
  })
}
