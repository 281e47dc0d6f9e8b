/** The tags and filters that a template gets with `{% load %}`, by the library's name. */
import type { WordNotes } from './note.ts'

interface LibraryNotes {
  /** Page of Django's documentation. */
  readonly page: string
  readonly tags: WordNotes
  readonly filters: WordNotes
}

export const libraryNotes: Readonly<Record<string, LibraryNotes>> = {
  static: {
    page: 'ref/templates/builtins/',
    filters: {},
    tags: {
      static: {
        does: 'The address of a static file: its path below `static/`, after `STATIC_URL`.',
        example: '{% load static %}<link rel="stylesheet" href="{% static \'blog/style.css\' %}">',
      },
      get_static_prefix: {
        does: '`STATIC_URL` itself. `{% static %}` is nearly always the better one.',
        example: '{% load static %}{% get_static_prefix %}',
      },
      get_media_prefix: {
        does: '`MEDIA_URL`: where uploaded files are.',
        example: '{% load static %}{% get_media_prefix %}',
      },
    },
  },
  i18n: {
    page: 'topics/i18n/translation/',
    tags: {
      translate: {
        does: 'A text in the language of this request, if there is a translation. `as` keeps it, `context` tells two meanings apart.',
        example: '{% load i18n %}{% translate "Welcome" %}',
        prints: 'Welcome',
      },
      trans: {
        does: 'The older name of `{% translate %}`.',
        example: '{% load i18n %}{% trans "Welcome" %}',
        prints: 'Welcome',
      },
      blocktranslate: {
        does: 'A whole sentence with variables to translate. `count` and `{% plural %}` give the form for many; `trimmed` joins its lines.',
        example:
          '{% load i18n %}{% blocktranslate count n=letters|length %}one letter{% plural %}{{ n }} letters{% endblocktranslate %}',
        prints: '3 letters',
      },
      blocktrans: {
        does: 'The older name of `{% blocktranslate %}`.',
        example: '{% load i18n %}{% blocktrans %}Hello {{ name }}{% endblocktrans %}',
        prints: 'Hello Ada',
      },
      language: {
        does: 'What is inside is rendered in another language.',
        example: "{% load i18n %}{% language 'de' %}…{% endlanguage %}",
      },
      get_current_language: {
        does: 'The code of the language of this request, under a name.',
        example: '{% load i18n %}{% get_current_language as code %}<html lang="{{ code }}">',
      },
      get_current_language_bidi: {
        does: 'Whether that language is written from right to left, under a name.',
        example: '{% load i18n %}{% get_current_language_bidi as is_rtl %}',
      },
      get_available_languages: {
        does: 'Pairs of code and name of all `LANGUAGES`, under a name.',
        example: '{% load i18n %}{% get_available_languages as languages %}',
      },
      get_language_info: {
        does: 'What is known of one language: `code`, `name`, `name_local`, `bidi`.',
        example: "{% load i18n %}{% get_language_info for 'de' as german %}{{ german.name }}",
        prints: 'German',
      },
      get_language_info_list: {
        does: '`{% get_language_info %}` for a list of codes.',
        example: '{% load i18n %}{% get_language_info_list for codes as languages %}',
      },
    },
    filters: {
      language_name: {
        does: 'The English name of a language by its code.',
        example: "{% load i18n %}{{ 'de'|language_name }}",
        prints: 'German',
      },
      language_name_translated: {
        does: 'The name of a language in the language of this request.',
        example: "{% load i18n %}{{ 'de'|language_name_translated }}",
        prints: 'German',
      },
      language_name_local: {
        does: 'The name of a language in that language.',
        example: "{% load i18n %}{{ 'de'|language_name_local }}",
        prints: 'Deutsch',
      },
      language_bidi: {
        does: 'Whether a language is written from right to left.',
        example: "{% load i18n %}{{ 'de'|language_bidi }}",
        prints: 'False',
      },
    },
  },
  l10n: {
    page: 'topics/i18n/formatting/',
    tags: {
      localize: {
        does: 'Turns the printing of numbers and dates as the language has them on or off, up to `{% endlocalize %}`.',
        example: '{% load l10n %}{% localize off %}{{ 3.5 }}{% endlocalize %}',
        prints: '3.5',
      },
    },
    filters: {
      localize: {
        does: 'One value as the language prints it.',
        example: '{% load l10n %}{{ 3.5|localize }}',
        prints: '3.5',
      },
      unlocalize: {
        does: 'One value as Python prints it, whatever the language: for scripts.',
        example: '{% load l10n %}{{ 3.5|unlocalize }}',
        prints: '3.5',
      },
    },
  },
  tz: {
    page: 'topics/i18n/timezones/',
    tags: {
      localtime: {
        does: 'Turns the conversion of datetimes to the current time zone on or off, up to `{% endlocaltime %}`.',
        example: '{% load tz %}{% localtime off %}{{ post.created_at }}{% endlocaltime %}',
      },
      timezone: {
        does: 'Another current time zone for what is inside; None is that of the settings.',
        example: '{% load tz %}{% timezone "Europe/Paris" %}{{ post.created_at }}{% endtimezone %}',
      },
      get_current_timezone: {
        does: 'The name of the current time zone, under a name.',
        example: '{% load tz %}{% get_current_timezone as zone %}',
      },
    },
    filters: {
      localtime: {
        does: 'One datetime in the current time zone.',
        example: '{% load tz %}{{ post.created_at|localtime }}',
      },
      utc: {
        does: 'One datetime in UTC.',
        example: '{% load tz %}{{ post.created_at|utc }}',
      },
      timezone: {
        does: 'One datetime in the time zone named.',
        example: '{% load tz %}{{ post.created_at|timezone:"Europe/Paris" }}',
      },
    },
  },
  cache: {
    page: 'topics/cache/',
    filters: {},
    tags: {
      cache: {
        does: 'Keeps what is inside for so many seconds, under a name and the values after it: `{% cache 500 sidebar user.pk %}`.',
        example: '{% load cache %}{% cache 500 greeting name %}Hello {{ name }}{% endcache %}',
      },
    },
  },
  humanize: {
    page: 'ref/contrib/humanize/',
    tags: {},
    filters: {
      apnumber: {
        does: 'One to nine as words.',
        example: '{% load humanize %}{{ 3|apnumber }}',
        prints: 'three',
      },
      intcomma: {
        does: 'A comma at every three digits.',
        example: '{% load humanize %}{{ 4500000|intcomma }}',
        prints: '4,500,000',
      },
      intword: {
        does: 'A large number in words.',
        example: '{% load humanize %}{{ 4500000|intword }}',
        prints: '4.5 million',
      },
      naturalday: {
        does: '“today”, “yesterday” or “tomorrow”, other days in the format given.',
        example: '{% load humanize %}{{ post.created_at|naturalday }}',
      },
      naturaltime: {
        does: 'How long ago, or from now, in words.',
        example: '{% load humanize %}{{ post.created_at|naturaltime }}',
      },
      ordinal: {
        does: 'A number as a place: 1st, 2nd, 3rd.',
        example: '{% load humanize %}{{ 3|ordinal }}',
        prints: '3rd',
      },
    },
  },
}
