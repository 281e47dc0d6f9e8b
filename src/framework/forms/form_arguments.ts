/**
 * What a form or formset is made with. `PostForm(request.POST, instance=post)` is written
 * `new PostForm(request.POST, { instance: post })`, so an object of nothing but keyword arguments may stand where the
 * data or the files would: those hold names of fields.
 *
 * Django: django/forms/forms.py (BaseForm.__init__), django/forms/formsets.py (BaseFormSet.__init__)
 */
import { Kwargs } from '../../base/kwargs.ts'
import { isPlainObject } from '../../base/python/mapping.ts'

const KEYWORDS: ReadonlySet<string> = new Set([
  ...['data', 'files', 'auto_id', 'prefix', 'initial', 'error_class', 'label_suffix', 'renderer'],
  ...['empty_permitted', 'field_order', 'use_required_attribute', 'instance'],
  ...['form_kwargs', 'error_messages', 'queryset', 'save_as_new'],
])

type Named<Options> = Options & { readonly data?: unknown; readonly files?: unknown }

/** @param isField  true for the name of a field: an object with one is data, whatever else it has */
export function formArguments<Options extends object>(
  data: unknown,
  files: unknown,
  options: Options,
  isField: (name: string) => boolean,
): Named<Options> {
  const isKeywords = (value: unknown): value is Named<Options> => {
    if (!isPlainObject(value)) return false
    const names = Object.keys(value)
    return names.length > 0 && names.every((name) => KEYWORDS.has(name) && !isField(name))
  }
  if (data instanceof Kwargs) return data.values as Named<Options>
  if (isKeywords(data)) return data
  if (isKeywords(files)) return { ...files, data }
  return { ...options, data, files }
}
