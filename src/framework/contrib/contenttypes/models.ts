/**
 * One row for each installed model, so that permissions and generic relations can point at models. Rows hardly ever
 * change: what was read once is kept until `clear_cache()`.
 *
 * Django: django/contrib/contenttypes/models.py, ref/contrib/contenttypes
 */
import { apps } from '../../apps/index.ts'
import { LookupError } from '../../../base/python/exceptions.ts'
import { isPlainObject } from '../../../base/python/mapping.ts'
import { str } from '../../../base/python/protocols.ts'
import { splitKwargs } from '../../db/models/arguments.ts'
import type { AnyOptions, Instance, ModelClass } from '../../db/models/declared.ts'
import { CharField, Manager, Model, Q } from '../../db/models/index.ts'

interface ForConcrete {
  for_concrete_model?: boolean
}

export class ContentTypeManager extends Manager {
  /** By key, and by `app_label.model`. */
  private readonly known = new Map<unknown, ContentType>()

  get_by_natural_key(app_label: string, model: string): ContentType {
    return (
      this.known.get(`${app_label}.${model}`) ??
      this.keep((this as Instance).get({ app_label, model }))
    )
  }

  /** The row of a model (or of an instance's class); made where it is missing. */
  get_for_model(model: ModelClass, { for_concrete_model = true }: ForConcrete = {}): ContentType {
    const { label_lower, app_label, model_name } = optionsOf(model, for_concrete_model)
    const known = this.known.get(label_lower)
    if (known !== undefined) return known
    const named = { app_label, model: model_name }
    try {
      return this.keep((this as Instance).get(named))
    } catch (error) {
      if (!(error instanceof (ContentType as ModelClass).DoesNotExist)) throw error
      return this.keep((this as Instance).get_or_create(named)[0])
    }
  }

  /** @returns a Map from each model to its row; one query for those that are not known yet */
  get_for_models(...args: unknown[]): Map<ModelClass, ContentType> {
    const [models, { for_concrete_models = true }] = splitKwargs(args)
    const wanted = models.map((model): [ModelClass, AnyOptions] => [
      model,
      optionsOf(model, for_concrete_models),
    ])
    const missing = wanted
      .map(([, opts]) => opts)
      .filter((opts) => !this.known.has(opts.label_lower))
    if (missing.length > 0) {
      const conditions = [...new Set(missing.map(({ app_label }) => app_label))].map(
        (app_label) =>
          new Q({
            app_label,
            model__in: missing
              .filter((opts) => opts.app_label === app_label)
              .map((opts) => opts.model_name),
          }),
      )
      const found = (this as Instance).filter(conditions.reduce((all, one) => all.or(one)))
      for (const row of found) this.keep(row)
    }
    return new Map(
      wanted.map(([model, opts]) => [
        model,
        this.known.get(opts.label_lower) ??
          this.keep(
            (this as Instance).create({ app_label: opts.app_label, model: opts.model_name }),
          ),
      ]),
    )
  }

  get_for_id(id: unknown): ContentType {
    return this.known.get(id) ?? this.keep((this as Instance).get({ pk: id }))
  }

  clear_cache(): void {
    this.known.clear()
  }

  private keep(row: Instance): ContentType {
    this.known.set(row.pk, row)
    this.known.set(`${row.app_label as string}.${row.model as string}`, row)
    return row
  }
}

function optionsOf(model: ModelClass, for_concrete_model: boolean): AnyOptions {
  return for_concrete_model ? model._meta.concrete_model._meta : model._meta
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

  get name(): string {
    const model = this.model_class()
    return model === null ? this['model'] : str(model._meta.verbose_name)
  }

  /** `Blog | post` */
  get app_labeled_name(): string {
    const model = this.model_class()
    if (model === null) return this['model']
    const { app_config, app_label, verbose_name } = model._meta
    return `${str(app_config?.verbose_name ?? app_label)} | ${str(verbose_name)}`
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

  /** `get_object_for_this_type({ pk: 3 })` @throws {DoesNotExist} */
  get_object_for_this_type(...args: unknown[]): Instance {
    return this.rowsOf(args, 'get')
  }

  get_all_objects_for_this_type(...args: unknown[]): Instance {
    return this.rowsOf(args, 'filter')
  }

  private rowsOf(args: readonly unknown[], method: 'get' | 'filter'): Instance {
    const lookups = args.findLast((arg) => isPlainObject(arg))
    const { using: _using, ...kwargs } = lookups ?? {}
    return this.model_class()._base_manager[method](kwargs)
  }

  natural_key(): [string, string] {
    return [this['app_label'], this['model']]
  }

  override __str__(): string {
    return this.app_labeled_name
  }
}
