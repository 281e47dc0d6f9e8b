/**
 * Colours for Django templates: HTML with tags, variables and comments of the template language everywhere, also in
 * attribute values and inside script and style, whose own language goes on around them.
 */
import type { languages } from 'monaco-editor/editor'

export const DJANGO_LANGUAGE = 'django'

export const djangoConfiguration: languages.LanguageConfiguration = {
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
    { open: '<', close: '>' },
  ],
  surroundingPairs: [
    { open: '"', close: '"' },
    { open: "'", close: "'" },
    { open: '<', close: '>' },
  ],
}

// Embedded languages can be left and taken up again only by switching states: `inside.<state>.<language>` remembers
// where to go back to in its own name ($S2, $S3).
export const djangoTokens: languages.IMonarchLanguage = {
  defaultToken: '',
  ignoreCase: true,
  tokenizer: {
    root: [
      { include: '@django' },
      [/<!--/, 'comment', '@htmlComment'],
      [/<!doctype[^>]*>/, 'metatag'],
      [/(<)(script)\b/, ['delimiter', { token: 'tag', next: '@tag.script' }]],
      [/(<)(style)\b/, ['delimiter', { token: 'tag', next: '@tag.style' }]],
      [/(<\/?)([a-z][\w:-]*)/, ['delimiter', { token: 'tag', next: '@tag.plain' }]],
      [/[^<{]+/, ''],
      [/./, ''],
    ],
    htmlComment: [
      [/-->/, 'comment', '@pop'],
      [/./, 'comment'],
    ],
    tag: [
      { include: '@django' },
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
      { include: '@django' },
      [/"/, 'attribute.value', '@pop'],
      [/[^"{]+|\{/, 'attribute.value'],
    ],
    singleQuoted: [
      { include: '@django' },
      [/'/, 'attribute.value', '@pop'],
      [/[^'{]+|\{/, 'attribute.value'],
    ],
    script: [
      [
        /\{[{%#]/,
        { token: '@rematch', switchTo: '@inside.script.text/javascript', nextEmbedded: '@pop' },
      ],
      [/<\/script/, { token: '@rematch', next: '@pop', nextEmbedded: '@pop' }],
    ],
    style: [
      [/\{[{%#]/, { token: '@rematch', switchTo: '@inside.style.text/css', nextEmbedded: '@pop' }],
      [/<\/style/, { token: '@rematch', next: '@pop', nextEmbedded: '@pop' }],
    ],
    inside: [
      [/\{#.*?#\}/, { token: 'comment', switchTo: '@$S2', nextEmbedded: '$S3' }],
      [/(\{%\s*)(\w+)/, ['delimiter.django', 'keyword']],
      [/\{[{%]/, 'delimiter.django'],
      [/[%}]\}/, { token: 'delimiter.django', switchTo: '@$S2', nextEmbedded: '$S3' }],
      { include: '@expression' },
    ],
    django: [
      [/\{#.*?#\}/, 'comment'],
      [/\{%\s*comment\b.*?%\}/, 'comment', '@djangoComment'],
      [/(\{%\s*)(\w+)/, ['delimiter.django', { token: 'keyword', next: '@djangoTag' }]],
      [/\{%/, 'delimiter.django', '@djangoTag'],
      [/\{\{/, 'delimiter.django', '@djangoVariable'],
    ],
    djangoComment: [
      [/\{%\s*endcomment\s*%\}/, 'comment', '@pop'],
      [/./, 'comment'],
    ],
    djangoTag: [[/%\}/, 'delimiter.django', '@pop'], { include: '@expression' }],
    djangoVariable: [[/\}\}/, 'delimiter.django', '@pop'], { include: '@expression' }],
    expression: [
      [/"[^"]*"|'[^']*'/, 'string'],
      [/(\|)(\w+)/, ['delimiter.django', 'predefined']],
      [/\b(?:and|or|not|in|is|as|by|with|only|reversed|True|False|None)\b/, 'keyword'],
      [/\d+(?:\.\d+)?/, 'number'],
      [/[\w.]+/, 'variable'],
      [/./, ''],
    ],
  },
}
