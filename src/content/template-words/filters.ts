/** The filters that every template has. */
import type { WordNotes } from './note.ts'

export const filterNotes: WordNotes = {
  add: {
    does: 'Adds: numbers as numbers, else texts or lists put together. What cannot be added gives nothing.',
    example: '{{ 4|add:"2" }}',
    prints: '6',
  },
  addslashes: {
    does: 'A backslash before every quote.',
    example: '{{ "it\'s"|addslashes|safe }}',
    prints: "it\\'s",
  },
  capfirst: { does: 'The first letter large.', example: '{{ "ada"|capfirst }}', prints: 'Ada' },
  center: {
    does: 'Text in the middle of so many characters.',
    example: '[{{ "ab"|center:6 }}]',
    prints: '[  ab  ]',
  },
  cut: {
    does: 'Takes every occurrence of a text out.',
    example: '{{ "a b c"|cut:" " }}',
    prints: 'abc',
  },
  date: {
    does: 'A date in the format given, letter by letter: `j` day, `N` or `F` month, `Y` year, `H:i` time, `c` ISO 8601. Without one, `DATE_FORMAT`.',
    example: '{{ post.created_at|date:"j F Y" }}',
  },
  default: {
    does: 'Another value where this one is empty, zero, False or missing.',
    example: '{{ empty|default:"nothing here" }}',
    prints: 'nothing here',
  },
  default_if_none: {
    does: 'Another value where this one is None; an empty text stays.',
    example: '{{ nothing|default_if_none:"unknown" }}',
    prints: 'unknown',
  },
  dictsort: {
    does: 'A list of dicts, or of objects, sorted by one of their keys.',
    example: '{% for row in rows|dictsort:"city" %}{{ row.city }} {% endfor %}',
    prints: 'Graz Lyon Nice ',
  },
  dictsortreversed: {
    does: '`dictsort` from the end.',
    example: '{% for row in rows|dictsortreversed:"city" %}{{ row.city }} {% endfor %}',
    prints: 'Nice Lyon Graz ',
  },
  divisibleby: {
    does: 'True where the number can be divided by the other one.',
    example: '{{ 21|divisibleby:7 }}',
    prints: 'True',
  },
  escape: {
    does: '`<`, `>`, `&` and quotes become entities, once, however often it is said. Django does that by itself: needed only where escaping is off.',
    example: '{% autoescape off %}{{ html|escape }}{% endautoescape %}',
    prints: '&lt;b&gt;bold&lt;/b&gt;',
  },
  escapejs: {
    does: 'Makes a text safe between the quotes of a script. For whole values `json_script` is better.',
    example: "<script>const name = '{{ html|escapejs }}'</script>",
    prints: "<script>const name = '\\u003Cb\\u003Ebold\\u003C/b\\u003E'</script>",
  },
  escapeseq: {
    does: '`escape` for every item of a list.',
    example: '{% autoescape off %}{{ letters|escapeseq|join:", " }}{% endautoescape %}',
    prints: 'a, b, c',
  },
  filesizeformat: {
    does: 'A number of bytes as people read it.',
    example: '{{ 123456|filesizeformat }}',
    prints: '120.6\u00a0KB',
  },
  first: { does: 'The first item.', example: '{{ letters|first }}', prints: 'a' },
  floatformat: {
    does: 'A number rounded to so many places; with a minus sign only as many as it needs; `"2g"` groups thousands.',
    example: '{{ 34.2|floatformat:2 }}',
    prints: '34.20',
  },
  force_escape: {
    does: 'Escapes at once, and again what is escaped already: for what a filter after it shall see.',
    example: '{{ "<p>"|force_escape }}',
    prints: '&lt;p&gt;',
  },
  get_digit: {
    does: 'One digit of a whole number, counted from the right, from 1.',
    example: '{{ 1234|get_digit:2 }}',
    prints: '3',
  },
  iriencode: {
    does: 'Makes an address with letters beyond ASCII fit for a link.',
    example: '{{ "/café/"|iriencode }}',
    prints: '/caf%C3%A9/',
  },
  join: {
    does: 'The items of a list, with a text between them.',
    example: '{{ letters|join:" / " }}',
    prints: 'a / b / c',
  },
  json_script: {
    does: 'The value as JSON in a `<script>` of the id given, where a script reads it and nothing in it can run.',
    example: '{{ letters|json_script:"letters" }}',
    prints: '<script id="letters" type="application/json">["a", "b", "c"]</script>',
  },
  last: { does: 'The last item.', example: '{{ letters|last }}', prints: 'c' },
  length: {
    does: 'How many items or characters there are. On a queryset it fetches the rows: `.count` asks the database for the number alone.',
    example: '{{ letters|length }}',
    prints: '3',
  },
  linebreaks: {
    does: 'Empty lines make paragraphs, other line ends `<br>`.',
    example: '{{ "a"|linebreaks }}',
    prints: '<p>a</p>',
  },
  linebreaksbr: {
    does: 'Every line end becomes `<br>`.',
    example: '{{ text|linebreaksbr }}',
    prints: 'one two three four',
  },
  linenumbers: {
    does: 'A number before each line.',
    example: '{{ text|linenumbers }}',
    prints: '1. one two three four',
  },
  ljust: {
    does: 'Text at the left of so many characters.',
    example: '[{{ "ab"|ljust:4 }}]',
    prints: '[ab  ]',
  },
  lower: { does: 'Small letters.', example: '{{ "DJANGO"|lower }}', prints: 'django' },
  make_list: {
    does: 'A text as the list of its characters, a number as that of its digits.',
    example: '{{ "abc"|make_list|join:"-" }}',
    prints: 'a-b-c',
  },
  phone2numeric: {
    does: 'Letters of a phone number as the digits on its keys.',
    example: '{{ "800-DJANGO"|phone2numeric }}',
    prints: '800-352646',
  },
  pluralize: {
    does: 'An `s` where the number is not 1, or the ending given; two of them for one and many.',
    example: '{{ 3 }} cherr{{ 3|pluralize:"y,ies" }}',
    prints: '3 cherries',
  },
  pprint: {
    does: 'The value as Python would show it, over several lines: for looking at things.',
    example: '{{ letters|pprint|safe }}',
    prints: "['a', 'b', 'c']",
  },
  random: { does: 'One item, by chance.', example: '{{ letters|random }}' },
  rjust: {
    does: 'Text at the right of so many characters.',
    example: '[{{ "ab"|rjust:4 }}]',
    prints: '[  ab]',
  },
  safe: {
    does: 'Says that this text needs no escaping: it is printed as HTML. Never for what a stranger wrote.',
    example: '{{ html|safe }}',
    prints: '<b>bold</b>',
  },
  safeseq: {
    does: '`safe` for every item of a list.',
    example: '{{ letters|safeseq|join:"<br>" }}',
    prints: 'a<br>b<br>c',
  },
  slice: {
    does: 'Part of a list or text, as in Python: `":2"`, `"1:"`, `"-3:"`.',
    example: '{{ letters|slice:":2"|join:"" }}',
    prints: 'ab',
  },
  slugify: {
    does: 'Small letters, digits and hyphens only: for an address.',
    example: '{{ "Hello, World!"|slugify }}',
    prints: 'hello-world',
  },
  stringformat: {
    does: 'Python’s formatting with `%`, without the percent sign.',
    example: '{{ 7|stringformat:"03d" }}',
    prints: '007',
  },
  striptags: {
    does: 'Takes HTML tags away. No protection: what is left is escaped as ever.',
    example: '{{ html|striptags }}',
    prints: 'bold',
  },
  time: {
    does: 'A time in the format given, as in `date`.',
    example: '{{ post.created_at|time:"H:i" }}',
  },
  timesince: {
    does: 'How long ago, in at most two units.',
    example: '{{ post.created_at|timesince }} ago',
  },
  timeuntil: {
    does: 'How long from now, in at most two units.',
    example: 'in {{ event.starts_at|timeuntil }}',
  },
  title: {
    does: 'Every word begins large.',
    example: '{{ text|title }}',
    prints: 'One Two Three Four',
  },
  truncatechars: {
    does: 'At most so many characters, the `…` that stands for the rest included.',
    example: '{{ text|truncatechars:8 }}',
    prints: 'one two…',
  },
  truncatechars_html: {
    does: '`truncatechars` that counts no tags and closes those that are open.',
    example: '{{ "<b>one two</b>"|truncatechars_html:4 }}',
    prints: '<b>one…</b>',
  },
  truncatewords: {
    does: 'The first so many words.',
    example: '{{ text|truncatewords:2 }}',
    prints: 'one two …',
  },
  truncatewords_html: {
    does: '`truncatewords` that closes the tags that are open.',
    example: '{{ "<b>one two</b>"|truncatewords_html:1 }}',
    prints: '<b>one …</b>',
  },
  unordered_list: {
    does: 'A list, and the lists in it, as `<li>` items; the `<ul>` around them is yours.',
    example: '<ul>{{ letters|slice:":1"|unordered_list }}</ul>',
    prints: '<ul>\t<li>a</li></ul>',
  },
  upper: { does: 'Large letters.', example: '{{ "django"|upper }}', prints: 'DJANGO' },
  urlencode: {
    does: 'Makes a text fit for an address; `/` stays unless the argument is empty.',
    example: '?q={{ "a b&c"|urlencode }}',
    prints: '?q=a%20b%26c',
  },
  urlize: {
    does: 'Addresses in a text become links.',
    example: '{{ "see djangoproject.com"|urlize }}',
    prints: 'see <a href="http://djangoproject.com" rel="nofollow">djangoproject.com</a>',
  },
  urlizetrunc: {
    does: '`urlize` whose links show at most so many characters.',
    example: '{{ "see djangoproject.com"|urlizetrunc:8 }}',
    prints: 'see <a href="http://djangoproject.com" rel="nofollow">djangop…</a>',
  },
  wordcount: { does: 'How many words there are.', example: '{{ text|wordcount }}', prints: '4' },
  wordwrap: {
    does: 'Lines of at most so many characters; a longer word stays whole.',
    example: '{{ text|wordwrap:8 }}',
    prints: 'one two\nthree\nfour',
  },
  yesno: {
    does: 'One of the words given for true, false and, if there is a third, None.',
    example: '{{ yes|yesno:"on,off,unknown" }}',
    prints: 'on',
  },
}
