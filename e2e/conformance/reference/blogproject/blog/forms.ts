import * as forms from 'django/forms'
import { ValidationError } from 'django/core/exceptions'
import { Comment, Tag } from './models'

export function validate_length(value) {
  if ([...value].length > 1000) throw new ValidationError('Content too long')
}

export class MyForm extends forms.ModelForm {
  static Meta = {
    model: Tag,
    fields: ['name', 'slug'],
    help_texts: { slug: 'Letters, numbers, hyphens & underscores.' },
  }
}

export class ContentForm extends forms.Form {
  static content = new forms.CharField({ validators: [validate_length] })
}

export class CommentForm extends forms.ModelForm {
  static Meta = {
    model: Comment,
    fields: ['text'],
    widgets: {
      text: new forms.Textarea({ attrs: { rows: 4, placeholder: 'Add a comment...' } }),
    },
  }

  clean_text() {
    const { text } = this.cleaned_data
    if (text === text.toUpperCase() && text !== text.toLowerCase()) {
      throw new ValidationError('Please do not shout: “%(text)s”', { params: { text } })
    }
    return text
  }
}

export class ContactForm extends forms.Form {
  static TOPICS = [
    ['question', 'A question'],
    ['bug', 'A bug'],
    ['praise', 'Praise & thanks'],
  ]

  static name = new forms.CharField({ max_length: 50, label: 'Your name' })
  static email = new forms.EmailField({
    required: false,
    help_text: 'Only if you want an answer.',
  })
  static topic = new forms.ChoiceField({
    choices: ContactForm.TOPICS,
    widget: forms.RadioSelect,
    initial: 'question',
  })
  static message = new forms.CharField({ min_length: 10, widget: forms.Textarea })
  static want_answer = new forms.BooleanField({ required: false })

  clean() {
    const cleaned_data = super.clean()
    if (cleaned_data.want_answer && !cleaned_data.email) {
      throw new ValidationError('We cannot answer without an address.')
    }
    return cleaned_data
  }
}
