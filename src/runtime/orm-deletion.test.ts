/** RESTRICT and SET_DEFAULT, where a row may go with what it hangs on. */
import initSqlJs from 'sql.js'
import { beforeEach, expect, test } from 'vitest'
import { repr } from '../base/python/protocols.ts'
import { AppConfig, apps } from '../framework/apps/index.ts'
import { settings } from '../framework/conf/index.ts'
import { create_all_tables } from '../framework/db/backends/sqlite3/schema.ts'
import { connection, models, openConnection } from '../framework/db/index.ts'
import { SqlJsDriver } from './sqljs-driver.ts'

const SQL = await initSqlJs({ useOldExtensionFunctions: false } as never)

class Artist extends models.Model {
  static label = new models.CharField({ max_length: 20 })
}
class Album extends models.Model {
  static artist = new models.ForeignKey(Artist, { on_delete: models.CASCADE })
}
class Song extends models.Model {
  static artist = new models.ForeignKey(Artist, { on_delete: models.CASCADE })
  static album = new models.ForeignKey(Album, { on_delete: models.RESTRICT })
}
class Poster extends models.Model {
  static artist = new models.ForeignKey(Artist, { on_delete: models.SET_DEFAULT, default: 1 })
}

settings.configure({ USE_TZ: true, DEFAULT_AUTO_FIELD: 'django.db.models.BigAutoField' })
apps.populate([new AppConfig('music')])
const MODELS = [Artist, Album, Song, Poster]
for (const model of MODELS) apps.register_model(model, 'music', 'music.models')

beforeEach(() => {
  openConnection(new SqlJsDriver(new SQL.Database()))
  create_all_tables(connection, MODELS)
})

test('a restricted row forbids a deletion, unless it goes with it', () => {
  const [one, two] = ['one', 'two'].map((label) => Artist.objects.create({ label }))
  const album = Album.objects.create({ artist: one })
  Song.objects.create({ artist: one, album })
  const guest = Song.objects.create({ artist: two, album })

  expect(() => album.delete()).toThrow(
    "Cannot delete some instances of model 'Album' because they are referenced through restricted foreign keys: 'Song.album'.",
  )
  expect(() => one.delete()).toThrow('restricted foreign keys')
  guest.delete()
  expect(repr(one.delete())).toBe("(3, {'music.Song': 1, 'music.Album': 1, 'music.Artist': 1})")
})

test('rows with a default fall back to it', () => {
  Artist.objects.create({ label: 'nobody' })
  const ada = Artist.objects.create({ label: 'Ada' })
  const poster = Poster.objects.create({ artist: ada })

  ada.delete()
  poster.refresh_from_db()

  expect(poster.artist.label).toBe('nobody')
})
