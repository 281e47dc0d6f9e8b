/** The tags that every template has. */
import type { WordNotes } from './note.ts'

export const tagNotes: WordNotes = {
  autoescape: {
    does: 'Turns the escaping of `<`, `>`, `&` and quotes in variables off or on, up to `{% endautoescape %}`.',
    example: '{% autoescape off %}{{ html }}{% endautoescape %}',
    prints: '<b>bold</b>',
  },
  block: {
    does: 'Names a part of the page. A template that extends this one may fill it; `{{ block.super }}` is what stood there before.',
    example: '{% block title %}My site{% endblock %}',
    prints: 'My site',
  },
  comment: {
    does: 'Everything up to `{% endcomment %}` is left out, over as many lines as you like. A note may follow the name.',
    example: 'a{% comment "later" %}{{ name }}{% endcomment %}b',
    prints: 'ab',
  },
  csrf_token: {
    does: 'A hidden input with the token that `CsrfViewMiddleware` wants to see with every POST. Put it inside each `<form method="post">` of your own site.',
    example: '<form method="post">{% csrf_token %}</form>',
  },
  cycle: {
    does: 'Prints its values one after another: the next one each time it is passed. With `as` it gets a name, to print it again elsewhere.',
    example: "{% for letter in letters %}{% cycle 'odd' 'even' %} {% endfor %}",
    prints: 'odd even odd ',
  },
  debug: {
    does: 'Prints the whole context and the imported modules, when `DEBUG` is on.',
    example: '<pre>{% debug %}</pre>',
  },
  extends: {
    does: 'This template fills the blocks of another one. It has to be the first tag; what stands outside of blocks is not printed.',
    example: "{% extends 'base.html' %}",
  },
  filter: {
    does: 'Sends what is inside through one or more filters, up to `{% endfilter %}`.',
    example: '{% filter upper %}hello {{ name }}{% endfilter %}',
    prints: 'HELLO ADA',
  },
  firstof: {
    does: 'Prints the first of its values that is not empty, zero, False or missing.',
    example: "{% firstof empty nothing name 'nobody' %}",
    prints: 'Ada',
  },
  for: {
    does: 'Once for every item. `forloop.counter`, `.first` and `.last` say where it is; `{% empty %}` is printed when there are none; `reversed` goes backwards.',
    example:
      '{% for letter in letters %}{{ forloop.counter }}{{ letter }} {% empty %}none{% endfor %}',
    prints: '1a 2b 3c ',
  },
  if: {
    does: 'Prints what is inside if the condition holds. Knows `and`, `or`, `not`, `==`, `!=`, `<`, `>`, `<=`, `>=`, `in`, `is`, but no brackets. A missing variable counts as None.',
    example: "{% if name == 'Ada' %}yes{% elif name %}other{% else %}no{% endif %}",
    prints: 'yes',
  },
  ifchanged: {
    does: 'In a loop: prints what is inside only when it, or the values named, differ from the last time.',
    example:
      '{% for row in rows %}{% ifchanged row.land %}{{ row.land }}: {% endifchanged %}{{ row.city }} {% endfor %}',
    prints: 'France: Lyon Nice Austria: Graz ',
  },
  include: {
    does: 'Renders another template here, with this one’s context. `with` adds names, `only` leaves all others out.',
    example: "{% include 'blog/card.html' with post=post only %}",
  },
  load: {
    does: 'Brings the tags and filters of a library into this template. Templates that extend or include it load their own.',
    example: '{% load static i18n %}',
    prints: '',
  },
  lorem: {
    does: 'Text to fill a page with: `{% lorem 3 w %}` gives three words, `{% lorem 2 p %}` two paragraphs.',
    example: '{% lorem 3 w %}',
    prints: 'lorem ipsum dolor',
  },
  now: {
    does: 'Date or time of this moment, in the format given. `as` keeps it under a name.',
    example: '{% now "j F Y H:i" %}',
  },
  querystring: {
    does: 'The query string of this page with some names changed: None takes one out, a list sets it several times. Needs the context processor `request`.',
    example: '<a href="{% querystring page=2 %}">Next</a>',
  },
  regroup: {
    does: 'Makes groups of neighbours that have the same attribute, each with `grouper` and `list`. Sort first: only neighbours are joined.',
    example:
      '{% regroup rows by land as lands %}{% for land in lands %}{{ land.grouper }} {{ land.list|length }} {% endfor %}',
    prints: 'France 2 Austria 1 ',
  },
  resetcycle: {
    does: 'Starts a `{% cycle %}` over: the last one, or the one named.',
    example: "{% for row in rows %}{% cycle 'a' 'b' %}{% resetcycle %}{% endfor %}",
    prints: 'aaa',
  },
  spaceless: {
    does: 'Takes the white space between HTML tags away, not that inside of text.',
    example: '{% spaceless %}<p> <b>a b</b> </p>{% endspaceless %}',
    prints: '<p><b>a b</b></p>',
  },
  templatetag: {
    does: 'Prints the characters that tags are made of: `openblock`, `closeblock`, `openvariable`, `closevariable`, `openbrace`, `closebrace`, `opencomment`, `closecomment`.',
    example: '{% templatetag openblock %} url {% templatetag closeblock %}',
    prints: '{% url %}',
  },
  url: {
    does: 'The address of a URL pattern by its name, with its arguments in order or by keyword. `as` keeps it under a name and is silent when there is no such URL.',
    example: '<a href="{% url \'blog:post_detail\' post.pk %}">Read</a>',
  },
  verbatim: {
    does: 'What is inside is printed as it stands, tags and variables too: for a script that uses the same braces.',
    example: '{% verbatim %}{{ name }}{% endverbatim %}',
    prints: '{{ name }}',
  },
  widthratio: {
    does: 'A value’s part of a maximum, times a width, rounded: for bars. `{% widthratio value max width %}`.',
    example: '{% widthratio 30 120 200 %}px',
    prints: '50px',
  },
  with: {
    does: 'Gives a value a name up to `{% endwith %}`. Good for what is dear to get: a query runs once.',
    example: '{% with total=letters|length %}{{ total }} of {{ total }}{% endwith %}',
    prints: '3 of 3',
  },
}
