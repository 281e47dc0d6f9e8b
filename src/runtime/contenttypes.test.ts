/** Content types, permissions, and keys that may point to a row of any model. */
import initSqlJs from 'sql.js'
import { beforeEach, expect, test } from 'vitest'
import { repr } from '../base/python/protocols.ts'

import { AppConfig, apps } from '../framework/apps/index.ts'
import { settings } from '../framework/conf/index.ts'
import { AuthConfig } from '../framework/contrib/auth/apps.ts'
import * as backends from '../framework/contrib/auth/backends.ts'
import * as hashers from '../framework/contrib/auth/hashers.ts'
import { Group, Permission, User } from '../framework/contrib/auth/models.ts'
import { ContentTypesConfig } from '../framework/contrib/contenttypes/apps.ts'
import { GenericForeignKey, GenericRelation } from '../framework/contrib/contenttypes/fields.ts'
import { ContentType } from '../framework/contrib/contenttypes/models.ts'
import { GenericPrefetch } from '../framework/contrib/contenttypes/prefetch.ts'
import { emit_post_migrate_signal } from '../framework/core/management/sql.ts'
import { create_all_tables } from '../framework/db/backends/sqlite3/schema.ts'
import { connection, models, openConnection } from '../framework/db/index.ts'
import { setImporter } from '../framework/utils/module_loading.ts'
import { setPorts } from '../framework/utils/ports.ts'
import { SqlJsDriver } from './sqljs-driver.ts'

const SQL = await initSqlJs({ useOldExtensionFunctions: false } as never)

class Tag extends models.Model {
  static word = new models.CharField({ max_length: 20 })
  static content_type = new models.ForeignKey(ContentType, { on_delete: models.CASCADE })
  static object_id = new models.PositiveIntegerField()
  static item = new GenericForeignKey('content_type', 'object_id')
  static Meta = { ordering: ['id'] }
  override __str__() {
    return this['word'] as string
  }
}
class Animal extends models.Model {
  static override name = new models.CharField({ max_length: 20 }) as never
  static tags = new GenericRelation(Tag, { related_query_name: 'animal' })
  static Meta = { permissions: [['pet_animal', 'Can pet animal']] }
  override __str__() {
    return this['name'] as string
  }
}
class Stone extends models.Model {
  static kind = new models.CharField({ max_length: 20 })
  static tags = new GenericRelation(Tag)
  static Meta = { default_permissions: ['view'] }
  override __str__() {
    return this['kind'] as string
  }
}

settings.configure({
  USE_TZ: true,
  DEFAULT_AUTO_FIELD: 'django.db.models.BigAutoField',
  AUTH_USER_MODEL: 'auth.User',
})
setPorts({ now: () => 0, random: (bytes) => new Uint8Array(bytes), monotonic: () => 0 })
const byPath: Record<string, object> = {
  'django.contrib.auth.backends': backends,
  'django.contrib.auth.hashers': hashers,
}
setImporter((dotted) => byPath[dotted] as never)
const configs = [new ContentTypesConfig(''), new AuthConfig(''), new AppConfig('zoo')]
apps.populate(configs)
apps.register_model(ContentType, 'contenttypes')
for (const model of [Permission, Group, User]) apps.register_model(model, 'auth')
for (const model of [Tag, Animal, Stone]) apps.register_model(model, 'zoo', 'zoo.models')
for (const config of configs) config.ready()

beforeEach(() => {
  openConnection(new SqlJsDriver(new SQL.Database()))
  create_all_tables(connection, apps.get_models())
  emit_post_migrate_signal()
  connection.force_debug_cursor = true
})

function statements(run: () => unknown): string[] {
  connection.queries_log.length = 0
  run()
  return connection.queries_log.map((query) => query.sql).filter((sql) => /^[SIUD]/.test(sql))
}

test('after migrations each model has a content type and its permissions', () => {
  const types = ContentType.objects.filter({ app_label: 'zoo' }).order_by('model')
  const permissions = Permission.objects.filter({ content_type__app_label: 'zoo' })

  expect(repr([...types.values_list('model', { flat: true })])).toBe("['animal', 'stone', 'tag']")
  expect(repr([...permissions.values_list('codename', { flat: true })])).toBe(
    "['add_animal', 'change_animal', 'delete_animal', 'pet_animal', 'view_animal', 'view_stone', 'add_tag', 'change_tag', 'delete_tag', 'view_tag']",
  )
  expect(repr(Permission.objects.get({ codename: 'pet_animal' }))).toBe(
    '<Permission: Zoo | animal | Can pet animal>',
  )
})

test('telling the apps again makes nothing twice', () => {
  const before = Permission.objects.count()

  emit_post_migrate_signal()

  expect(Permission.objects.count()).toBe(before)
})

test('a user may what the user or a group was given', () => {
  const bob = User.objects.create_user('bob')
  const keepers = Group.objects.create({ name: 'keepers' })
  keepers.permissions.add(Permission.objects.get({ codename: 'pet_animal' }))
  bob.groups.add(keepers)

  const again = User.objects.get({ username: 'bob' })

  expect(again.has_perm('zoo.pet_animal')).toBe(true)
  expect(again.has_perm('zoo.add_animal')).toBe(false)
})

test('content types are asked for once', () => {
  ContentType.objects.clear_cache()

  expect(statements(() => ContentType.objects.get_for_model(Animal))).toHaveLength(1)
  expect(statements(() => ContentType.objects.get_for_model(new Animal()))).toHaveLength(0)
  expect(statements(() => ContentType.objects.get_by_natural_key('zoo', 'animal'))).toHaveLength(0)
})

test('a generic key leads to a row of any model, or to nothing', () => {
  const lion = Animal.objects.create({ name: 'lion' })
  const big = Tag.objects.create({ word: 'big', item: lion })

  expect(repr(Tag.objects.get().item)).toBe('<Animal: lion>')
  big.object_id = 99
  expect(big.item).toBe(null)
  expect(() => new Tag({ word: 'new', item: new Animal() }).save()).toThrow(
    "save() prohibited to prevent data loss due to unsaved related object 'item'.",
  )
  expect(() => Tag.objects.filter({ item: lion })).toThrow(
    "Field 'item' does not generate an automatic reverse relation and therefore cannot be used for reverse querying. If it is a GenericForeignKey, consider adding a GenericRelation.",
  )
})

test('the way back is a manager, and a path in queries', () => {
  const lion = Animal.objects.create({ name: 'lion' })
  lion.tags.create({ word: 'big' })
  Stone.objects.create({ kind: 'flint' }).tags.create({ word: 'big' })

  expect(repr(lion.tags.all())).toBe('<QuerySet [<Tag: big>]>')
  expect(repr(Animal.objects.filter({ tags__word: 'big' }))).toBe('<QuerySet [<Animal: lion>]>')
  expect(repr(Animal.objects.exclude({ tags__word: 'big' }))).toBe('<QuerySet []>')
  expect(Tag.objects.filter({ animal__name: 'lion' }).count()).toBe(1)
  expect(Animal.objects.aggregate({ n: new models.Count('tags') })).toEqual({ n: 1 })
})

test('taking a tag away deletes it, and so does deleting what it is on', () => {
  const lion = Animal.objects.create({ name: 'lion' })
  const big = lion.tags.create({ word: 'big' })
  lion.tags.create({ word: 'loud' })

  lion.tags.remove(big)

  expect(repr(lion.delete())).toBe("(2, {'zoo.Tag': 1, 'zoo.Animal': 1})")
  expect(Tag.objects.count()).toBe(0)
})

test('prefetching over a generic key asks once for each model', () => {
  for (const name of ['lion', 'bear']) Animal.objects.create({ name }).tags.create({ word: name })
  Stone.objects.create({ kind: 'flint' }).tags.create({ word: 'hard' })
  const read = (tags: Iterable<{ item: unknown }>) => Array.from(tags, (tag) => repr(tag.item))

  expect(statements(() => read(Tag.objects.prefetch_related('item')))).toHaveLength(3)
  const lions = [Animal.objects.filter({ name: 'lion' })]
  expect(read(Tag.objects.prefetch_related(new GenericPrefetch('item', lions)))).toEqual([
    '<Animal: lion>',
    'None',
    '<Stone: flint>',
  ])
})
