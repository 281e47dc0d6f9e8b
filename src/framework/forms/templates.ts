/**
 * The templates that draw forms, by the names that learners know from Django and may replace. Their output is Django's
 * to the byte, blanks included: pages and tests of learners compare it.
 *
 * Django: django/forms/templates/django/forms/, ref/forms/renderers#built-in-template-form-renderers
 */

const ATTRIBUTE = `{% if value is not False %} {{ name }}{% if value is not True %}="{{ value|stringformat:'s' }}"{% endif %}{% endif %}`
const HIDDEN = '{% for field in hidden_fields %}{{ field }}{% endfor %}'
const ROW_CLASS =
  '{% with classes=field.css_classes %}{% if classes %} class="{{ classes }}"{% endif %}{% endwith %}'
const HELP_ID = '{% if field.auto_id %} id="{{ field.auto_id }}_helptext"{% endif %}'
const HELP = `<span class="helptext"${HELP_ID}>{{ field.help_text|safe }}</span>`
const LABEL = '{% if field.label %}{{ field.label_tag }}{% endif %}'

/** Hidden fields go inside the last row; on their own only where there is neither a row nor an error. */
const LONELY_HIDDEN = `{% if not fields and not errors %}
  ${HIDDEN}
{% endif %}
`
const HIDDEN_IN_LAST = (indent: string): string =>
  `${indent}{% if forloop.last %}\n${indent}  ${HIDDEN}\n${indent}{% endif %}\n`
const HELP_LINE = (indent: string, before = ''): string =>
  `${indent}{% if field.help_text %}\n${before}${indent}  ${HELP}\n${indent}{% endif %}\n`

const div = `{{ errors }}
{% if errors and not fields %}
  <div>${HIDDEN}</div>
{% endif %}
{% for field, errors in fields %}
  <div${ROW_CLASS}>
    {{ field.as_field_group }}
${HIDDEN_IN_LAST('    ')}</div>
{% endfor %}
${LONELY_HIDDEN}`

const p = `{{ errors }}
{% if errors and not fields %}
  <p>${HIDDEN}</p>
{% endif %}
{% for field, errors in fields %}
  {{ errors }}
  <p${ROW_CLASS}>
    ${LABEL}
    {{ field }}
${HELP_LINE('    ')}${HIDDEN_IN_LAST('    ')}  </p>
{% endfor %}
${LONELY_HIDDEN}`

const table = `{% if errors %}
  <tr>
    <td colspan="2">
      {{ errors }}
      {% if not fields %}
        ${HIDDEN}
      {% endif %}
    </td>
  </tr>
{% endif %}
{% for field, errors in fields %}
  <tr${ROW_CLASS}>
    <th>${LABEL}</th>
    <td>
      {{ errors }}
      {{ field }}
${HELP_LINE('      ', '        <br>\n')}${HIDDEN_IN_LAST('      ')}    </td>
  </tr>
{% endfor %}
${LONELY_HIDDEN}`

const ul = `{% if errors %}
  <li>
    {{ errors }}
  {% if not fields %}
    ${HIDDEN}
  {% endif %}
  </li>
{% endif %}
{% for field, errors in fields %}
  <li${ROW_CLASS}>
    {{ errors }}
    ${LABEL}
    {{ field }}
${HELP_LINE('    ')}${HIDDEN_IN_LAST('    ')}  </li>
{% endfor %}
${LONELY_HIDDEN}`

const field = `{% if field.use_fieldset %}
  <fieldset{% if field.aria_describedby %} aria-describedby="{{ field.aria_describedby }}"{% endif %}>
  {% if field.label %}{{ field.legend_tag }}{% endif %}
{% else %}
  ${LABEL}
{% endif %}
{% if field.help_text %}<div class="helptext"${HELP_ID}>{{ field.help_text|safe }}</div>{% endif %}
{{ field.errors }}
{{ field }}{% if field.use_fieldset %}</fieldset>{% endif %}
`

const label =
  '{% if use_tag %}<{{ tag }}{% include "django/forms/attrs.html" %}>{{ label }}</{{ tag }}>{% else %}{{ label }}{% endif %}\n'

const listErrors =
  '{% if errors %}<ul class="{{ error_class }}"{% if errors.field_id %} id="{{ errors.field_id }}_error"{% endif %}>{% for error in errors %}<li>{{ error }}</li>{% endfor %}</ul>{% endif %}'
const dictErrors =
  '{% if errors %}<ul class="{{ error_class }}">{% for field, error in errors %}<li>{{ field }}{{ error }}</li>{% endfor %}</ul>{% endif %}\n'

const input = `<input type="{{ widget.type }}" name="{{ widget.name }}"{% if widget.value != None %} value="{{ widget.value|stringformat:'s' }}"{% endif %}{% include "django/forms/widgets/attrs.html" %}>
`
const inputOption =
  '{% if widget.wrap_label %}<label{% if widget.attrs.id %} for="{{ widget.attrs.id }}"{% endif %}>{% endif %}{% include "django/forms/widgets/input.html" %}{% if widget.wrap_label %} {{ widget.label }}</label>{% endif %}\n'
const multipleInput = `{% with id=widget.attrs.id %}<div{% if id %} id="{{ id }}"{% endif %}{% if widget.attrs.class %} class="{{ widget.attrs.class }}"{% endif %}>{% for group, options, index in widget.optgroups %}{% if group %}
  <div><label>{{ group }}</label>{% endif %}{% for option in options %}<div>
    {% include option.template_name with widget=option %}</div>{% endfor %}{% if group %}
  </div>{% endif %}{% endfor %}
</div>{% endwith %}
`
const select = `<select name="{{ widget.name }}"{% include "django/forms/widgets/attrs.html" %}>{% for group_name, group_choices, group_index in widget.optgroups %}{% if group_name %}
  <optgroup label="{{ group_name }}">{% endif %}{% for option in group_choices %}
  {% include option.template_name with widget=option %}{% endfor %}{% if group_name %}
  </optgroup>{% endif %}{% endfor %}
</select>
`
const clearableFile = `{% if widget.is_initial %}{{ widget.initial_text }}: <a href="{{ widget.value.url }}">{{ widget.value }}</a>{% if not widget.required %}
<input type="checkbox" name="{{ widget.checkbox_name }}" id="{{ widget.checkbox_id }}"{% if widget.attrs.disabled %} disabled{% endif %}{% if widget.attrs.checked %} checked{% endif %}>
<label for="{{ widget.checkbox_id }}">{{ widget.clear_checkbox_label }}</label>{% endif %}<br>
{{ widget.input_text }}:{% endif %}
<input type="{{ widget.type }}" name="{{ widget.name }}"{% include "django/forms/widgets/attrs.html" %}>
`

const including = (name: string): string => `{% include "django/forms/${name}" %}`
const widgets = (names: readonly string[], source: string): [string, string][] =>
  names.map((name) => [`django/forms/widgets/${name}.html`, source])
const formset = (method: string): string =>
  `{{ formset.management_form }}{% for form in formset %}{{ form.${method} }}{% endfor %}\n`

/** Name → source. */
export const FORM_TEMPLATES: Readonly<Record<string, string>> = {
  'django/forms/attrs.html': `{% for name, value in attrs.items %}${ATTRIBUTE}{% endfor %}`,
  'django/forms/div.html': div,
  'django/forms/p.html': p,
  'django/forms/table.html': table,
  'django/forms/ul.html': ul,
  'django/forms/field.html': field,
  'django/forms/label.html': label,
  'django/forms/formsets/div.html': formset('as_div'),
  'django/forms/formsets/p.html': formset('as_p'),
  'django/forms/formsets/table.html': formset('as_table'),
  'django/forms/formsets/ul.html': formset('as_ul'),
  'django/forms/errors/list/default.html': including('errors/list/ul.html'),
  'django/forms/errors/list/ul.html': listErrors,
  'django/forms/errors/list/text.txt': '{% for error in errors %}* {{ error }}\n{% endfor %}\n',
  'django/forms/errors/dict/default.html': including('errors/dict/ul.html'),
  'django/forms/errors/dict/ul.html': dictErrors,
  'django/forms/errors/dict/text.txt':
    '{% for field, errors in errors %}* {{ field }}\n{% for error in errors %}  * {{ error }}\n{% endfor %}{% endfor %}\n',
  'django/forms/widgets/attrs.html': `{% for name, value in widget.attrs.items %}${ATTRIBUTE}{% endfor %}`,
  'django/forms/widgets/input.html': input,
  'django/forms/widgets/input_option.html': inputOption,
  'django/forms/widgets/multiple_input.html': multipleInput,
  'django/forms/widgets/select.html': select,
  'django/forms/widgets/select_option.html': `<option value="{{ widget.value|stringformat:'s' }}"{% include "django/forms/widgets/attrs.html" %}>{{ widget.label }}</option>\n`,
  'django/forms/widgets/clearable_file_input.html': clearableFile,
  'django/forms/widgets/textarea.html':
    '<textarea name="{{ widget.name }}"{% include "django/forms/widgets/attrs.html" %}>\n{% if widget.value %}{{ widget.value }}{% endif %}</textarea>\n',
  'django/forms/widgets/multiwidget.html':
    '{% spaceless %}{% for widget in widget.subwidgets %}{% include widget.template_name %}{% endfor %}{% endspaceless %}\n',
  ...Object.fromEntries([
    ...widgets(
      ['text', 'number', 'email', 'url', 'color', 'search', 'tel', 'password', 'hidden', 'file'],
      `${including('widgets/input.html')}\n`,
    ),
    ...widgets(['date', 'datetime', 'time', 'checkbox'], `${including('widgets/input.html')}\n`),
    ...widgets(['checkbox_option', 'radio_option'], `${including('widgets/input_option.html')}\n`),
    ...widgets(['checkbox_select', 'radio'], `${including('widgets/multiple_input.html')}\n`),
    ...widgets(
      ['multiple_hidden', 'select_date', 'splitdatetime', 'splithiddendatetime'],
      `${including('widgets/multiwidget.html')}\n`,
    ),
  ]),
}
