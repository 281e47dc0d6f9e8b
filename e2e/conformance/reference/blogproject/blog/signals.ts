/** What happens whenever a post or a comment is saved. */
import { cache } from 'django/core/cache'
import { post_save } from 'django/db/models/signals'
import { receiver } from 'django/dispatch'
import { decorate } from 'django/utils/decorators'
import { Comment, Post } from './models'

export const activity = []

export const record_activity = decorate(
  receiver(post_save, { sender: Post }),
  receiver(post_save, { sender: Comment }),
)(function record_activity(sender, { instance, created }) {
  activity.push(`${sender._meta.object_name} ${instance.pk} ${created ? 'created' : 'updated'}`)
  cache.clear() // a cached page must not outlive what it shows
})
