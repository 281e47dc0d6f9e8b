/**
 * One row for each installed model, so that permissions and generic relations can point at models.
 *
 * Django: django/contrib/contenttypes/models.py, ref/contrib/contenttypes
 */
import { apps } from '../../apps/index.ts'
import { LookupError } from '../../../base/python/exceptions.ts'
import type { Instance, ModelClass } from '../../db/models/declared.ts'
import { CharField, Manager, Model } from '../../db/models/index.ts'

export class ContentTypeManager extends Manager {
  get_by_natural_key(app_label: string, model: string): ContentType {
    return (this as Instance).get({ app_label, model })
  }

  /** The row of a model (or of an instance's class); made where it is missing. */
  get_for_model(model: ModelClass): ContentType {
    const opts = model._meta.concrete_model._meta
    const [found] = (this as Instance).get_or_create({
      app_label: opts.app_label,
      model: opts.model_name,
    })
    return found
  }
}

export class ContentType extends Model {
  static app_label = new CharField({ max_length: 100 })
  static model = new CharField('python model class name', { max_length: 100 })
  static override objects: Instance = new ContentTypeManager()
  static Meta = {
    app_label: 'contenttypes',
    verbose_name: 'content type',
    verbose_name_plural: 'content types',
    db_table: 'django_content_type',
    unique_together: [['app_label', 'model']],
  }

  /** The model class; null where its app is gone. */
  model_class(): ModelClass {
    try {
      return apps.get_model(this['app_label'], this['model'])
    } catch (error) {
      if (error instanceof LookupError) return null
      throw error
    }
  }

  natural_key(): [string, string] {
    return [this['app_label'], this['model']]
  }

  override __str__(): string {
    const model = this.model_class()
    return model === null
      ? this['model']
      : `${model._meta.app_config?.verbose_name ?? model._meta.app_label} | ${model._meta.verbose_name}`
  }
}
