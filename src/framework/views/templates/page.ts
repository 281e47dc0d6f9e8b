/**
 * What Django's technical pages have in common here: one file of HTML, no script, light and dark, and wide enough for a
 * phone. All values are escaped by the tag `markup`.
 */
import { escape } from '../../utils/html.ts'

/** HTML that is finished: put into `markup` as it is. */
export class Markup {
  constructor(readonly text: string) {}
}

/** `markup\`<p>${value}</p>\``: values are escaped; Markup stays, arrays are joined, null and false vanish. */
export function markup(strings: TemplateStringsArray, ...values: readonly unknown[]): Markup {
  return new Markup(strings.reduce((out, part, at) => out + shown(values[at - 1]) + part))
}

function shown(value: unknown): string {
  if (value === null || value === undefined || value === false) return ''
  if (value instanceof Markup) return value.text
  if (Array.isArray(value)) return value.map(shown).join('')
  return String(escape(value))
}

const STYLE = `
:root{color-scheme:light dark;--ink:#1b2330;--soft:#566072;--paper:#fff;--band:#f6f7f9;--line:#d5dae2;--bad:#b3102c;--mark:#fff3d6}
@media(prefers-color-scheme:dark){:root{--ink:#e6ebf2;--soft:#a3afbf;--paper:#0f1318;--band:#171c23;--line:#2e3744;--bad:#f86f6e;--mark:#3a2f14}}
*{box-sizing:border-box}
body{margin:0;font:14px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);overflow-wrap:anywhere}
header,main,footer{padding:.75rem clamp(.75rem,3vw,2rem);max-width:70rem}
header{border-left:4px solid var(--bad);background:var(--band);max-width:none}
h1{font-size:1.2rem;line-height:1.3;margin:0;font-weight:650}
h1 small{font-size:.95rem;font-weight:400;color:var(--soft)}
h2{font-size:1rem;margin:1.5rem 0 .5rem;font-weight:650}
p{margin:.4rem 0}
code,pre,td{font-family:ui-monospace,SFMono-Regular,Menlo,monospace;font-size:.92em}
.message{font-size:.95rem;white-space:pre-wrap;margin:.2rem 0 0}
.place{margin:.35rem 0 0;color:var(--soft)}.place code{color:var(--ink);font-weight:600}
mark{color:inherit;background:none;border-bottom:2px solid var(--bad)}
.hint{margin:.5rem 0 0;padding:.4rem .65rem;background:var(--mark);border-radius:6px}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;padding:.2rem .75rem .2rem 0;border-bottom:1px solid var(--line);white-space:pre-wrap}
th{font-weight:500;color:var(--soft);width:10rem;white-space:normal}
main>table:first-child th,main>table:first-child td{border:0;padding-block:.05rem}
ol{padding-left:2rem}li{margin:.3rem 0}li small{display:block;color:var(--soft)}
.frames{list-style:none;padding:0}.frames>li{margin:0 0 1rem}
.source{margin:.25rem 0 0;padding:.3rem 0;background:var(--paper);border:1px solid var(--line);border-radius:6px;overflow-x:auto;list-style:none}
.source li{margin:0;padding:0 .6rem;white-space:pre;font:12.5px/1.5 ui-monospace,SFMono-Regular,Menlo,monospace;min-width:max-content}
.source li::before{content:attr(data-line);display:inline-block;min-width:2.2em;margin-right:1em;text-align:right;color:var(--soft)}
.source .here{background:var(--mark);font-weight:600;box-shadow:inset 3px 0 var(--bad)}
summary{cursor:pointer;font-weight:650;margin:1rem 0 .25rem}
.none{color:var(--soft)}
footer{color:var(--soft);border-top:1px solid var(--line);max-width:none}
@media(max-width:26rem){th,td{display:block;width:auto;border:0;padding:0}td{border-bottom:1px solid var(--line);padding-bottom:.35rem}}
`

export interface PageParts {
  readonly title: string
  readonly header: Markup
  readonly main: Markup
  readonly footer: Markup
}

export function page({ title, header, main, footer }: PageParts): string {
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="NONE,NOARCHIVE">
<title>${title}</title>
<style>${new Markup(STYLE)}</style>
</head>
<body>
<header id="summary">${header}</header>
<main id="info">${main}</main>
<footer id="explanation">${footer}</footer>
</body>
</html>
`.text
}

/** How to help; what stands between backticks is code. */
export function hintBox(hint: string): Markup {
  const pieces = hint.split('`')
  const shown = pieces.map((piece, at) => (at % 2 === 1 ? markup`<code>${piece}</code>` : piece))
  return markup`<p class="hint">${shown}</p>`
}

/** Two columns, for facts and dicts; a line where there are none. */
export function table(rows: readonly (readonly [string, unknown])[], none = 'No data'): Markup {
  if (rows.length === 0) return markup`<p class="none">${none}</p>`
  const lines = rows.map(
    ([name, value]) => markup`<tr><th scope="row">${name}</th><td>${value}</td></tr>\n`,
  )
  return markup`<table>${lines}</table>`
}
