/**
 * Colours for templates: HTML with tags, variables and comments of the template language everywhere, also in attribute
 * values and inside script and style, whose own language goes on around them. Jinja2 differs in words and signs only.
 */
import type { languages } from 'monaco-editor/editor'

export const DJANGO_LANGUAGE = 'django'
export const JINJA_LANGUAGE = 'jinja2'

export const templateConfiguration: languages.LanguageConfiguration = {
  comments: { blockComment: ['{#', '#}'] },
  brackets: [
    ['<', '>'],
    ['{{', '}}'],
    ['{%', '%}'],
  ],
  autoClosingPairs: [
    { open: '{{', close: ' }}' },
    { open: '{%', close: ' %}' },
    { open: '"', close: '"' },
    { open: "'", close: "'" },
    { open: '<', close: '>' },
  ],
  surroundingPairs: [
    { open: '"', close: '"' },
    { open: "'", close: "'" },
    { open: '<', close: '>' },
  ],
}

const WORDS = 'and|or|not|in|is|as|by|with|only|reversed|True|False|None'
const JINJA_WORDS = `${WORDS}|if|else|import|ignore|missing|recursive|without|context|true|false|none`

/** `verbatim` in Django, `raw` in Jinja2: what is inside is no template. */
const isRaw = (raw: string) => new RegExp(`(\\{%-?\\s*)(${raw})\\b([^%]*-?%\\})`)

// Embedded languages can be left and taken up again only by switching states: `inside.<state>.<language>` remembers
// where to go back to in its own name ($S2, $S3).
function templateTokens(raw: string, words: string): languages.IMonarchLanguage {
  const endRaw = new RegExp(`\\{%-?\\s*end${raw}\\b`)
  const leave = (state: string) => ({ token: '@rematch', switchTo: state, nextEmbedded: '@pop' })
  return {
    defaultToken: '',
    ignoreCase: true,
    tokenizer: {
      root: [
        { include: '@template' },
        [/<!--/, 'comment', '@htmlComment'],
        [/<!doctype[^>]*>/, 'metatag'],
        [/(<)(script)\b/, ['delimiter', { token: 'tag', next: '@tag.script' }]],
        [/(<)(style)\b/, ['delimiter', { token: 'tag', next: '@tag.style' }]],
        [/(<\/?)([a-z][\w:-]*)/, ['delimiter', { token: 'tag', next: '@tag.plain' }]],
        [/[^<{]+/, ''],
        [/./, ''],
      ],
      htmlComment: [{ include: '@template' }, [/-->/, 'comment', '@pop'], [/[^{-]+|./, 'comment']],
      tag: [
        { include: '@template' },
        [
          />/,
          {
            cases: {
              '$S2==script': {
                token: 'delimiter',
                switchTo: '@script',
                nextEmbedded: 'text/javascript',
              },
              '$S2==style': { token: 'delimiter', switchTo: '@style', nextEmbedded: 'text/css' },
              '@default': { token: 'delimiter', next: '@pop' },
            },
          },
        ],
        [/\/>/, 'delimiter', '@pop'],
        [/"/, 'attribute.value', '@doubleQuoted'],
        [/'/, 'attribute.value', '@singleQuoted'],
        [/[^\s"'<>/={]+/, 'attribute.name'],
        [/[=/]/, 'delimiter'],
        [/./, ''],
      ],
      doubleQuoted: [
        { include: '@template' },
        [/"/, 'attribute.value', '@pop'],
        [/[^"{]+|\{/, 'attribute.value'],
      ],
      singleQuoted: [
        { include: '@template' },
        [/'/, 'attribute.value', '@pop'],
        [/[^'{]+|\{/, 'attribute.value'],
      ],
      script: [
        [/\{[{%#]/, leave('@inside.script.text/javascript')],
        [/<\/script/, { token: '@rematch', next: '@pop', nextEmbedded: '@pop' }],
      ],
      style: [
        [/\{[{%#]/, leave('@inside.style.text/css')],
        [/<\/style/, { token: '@rematch', next: '@pop', nextEmbedded: '@pop' }],
      ],
      // a template's piece in a script or style; afterwards their language goes on
      inside: [
        [/\{#.*?#\}/, { token: 'comment', switchTo: '@$S2', nextEmbedded: '$S3' }],
        [/\{%\s*comment\b.*?%\}/, 'comment', '@templateComment'],
        [
          isRaw(raw),
          [
            'delimiter.django',
            'keyword',
            { token: 'delimiter.django', switchTo: '@rawInside.$S2.$S3', nextEmbedded: '$S3' },
          ],
        ],
        [/(\{%-?\s*)(\w+)/, ['delimiter.django', 'keyword']],
        [/\{[{%]/, 'delimiter.django'],
        [/-?[%}]\}/, { token: 'delimiter.django', switchTo: '@$S2', nextEmbedded: '$S3' }],
        { include: '@expression' },
      ],
      rawInside: [
        [endRaw, leave('@inside.$S2.$S3')],
        [/<\/(?:script|style)/, { token: '@rematch', next: '@pop', nextEmbedded: '@pop' }],
      ],
      template: [
        [/\{#.*?#\}/, 'comment'],
        [/\{%\s*comment\b.*?%\}/, 'comment', '@templateComment'],
        [isRaw(raw), ['delimiter.django', 'keyword', { token: 'delimiter.django', next: '@raw' }]],
        [/(\{%-?\s*)(\w+)/, ['delimiter.django', { token: 'keyword', next: '@templateTag' }]],
        [/\{%-?/, 'delimiter.django', '@templateTag'],
        [/\{\{-?/, 'delimiter.django', '@templateVariable'],
      ],
      templateComment: [
        [/\{%\s*endcomment\s*%\}/, 'comment', '@pop'],
        [/./, 'comment'],
      ],
      raw: [
        [endRaw, { token: '@rematch', next: '@pop' }],
        [/<\/?[a-z][\w:-]*/, 'tag'],
        [/[^<{]+|./, ''],
      ],
      templateTag: [[/-?%\}/, 'delimiter.django', '@pop'], { include: '@expression' }],
      templateVariable: [[/-?\}\}/, 'delimiter.django', '@pop'], { include: '@expression' }],
      expression: [
        [/"[^"]*"|'[^']*'/, 'string'],
        [/(\|\s*)(\w+)/, ['delimiter.django', 'predefined']],
        [new RegExp(`\\b(?:${words})\\b`), 'keyword'],
        [/\d+(?:\.\d+)?/, 'number'],
        [/[\w.]+/, 'variable'],
        [/./, ''],
      ],
    },
  }
}

export const djangoTokens = templateTokens('verbatim', WORDS)
export const jinjaTokens = templateTokens('raw', JINJA_WORDS)
