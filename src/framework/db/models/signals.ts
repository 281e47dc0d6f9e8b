/**
 * What models tell while they are made, loaded, saved and deleted.
 *
 * Django: django/db/models/signals.py, ref/signals
 */
import { nameSignals, Signal } from '../../dispatch/dispatcher.ts'

export const class_prepared = new Signal()
export const pre_init = new Signal()
export const post_init = new Signal()
export const pre_save = new Signal()
export const post_save = new Signal()
export const pre_delete = new Signal()
export const post_delete = new Signal()
export const m2m_changed = new Signal()
export const pre_migrate = new Signal()
export const post_migrate = new Signal()

nameSignals({
  class_prepared,
  pre_init,
  post_init,
  pre_save,
  post_save,
  pre_delete,
  post_delete,
  m2m_changed,
  pre_migrate,
  post_migrate,
})
