/** Code to read, with line numbers, one line of it current. Colours come from `highlight.ts`. */
import { useMemo } from 'react'
import { highlightLines } from './highlight.ts'
import styles from './CodeText.module.css'

interface CodeTextProps {
  readonly text: string
  readonly path: string
  /** From 1; null: none. */
  readonly currentLine: number | null
  readonly phase: string
  /** First and last line shown, from 1; all where absent. */
  readonly from?: number
  readonly to?: number
  /** Columns taken off every line, where all of them are blank. */
  readonly dedent?: number
}

export function CodeText({
  text,
  path,
  currentLine,
  phase,
  from = 1,
  to = Infinity,
  dedent = 0,
}: CodeTextProps) {
  const lines = useMemo(() => highlightLines(text, path), [text, path])
  const shown = lines.slice(from - 1, to)
  return (
    <pre className={styles.code}>
      {shown.map((tokens, index) => {
        const number = from + index
        const isCurrent = number === currentLine
        return (
          <span
            key={number}
            className={styles.line}
            data-line={number}
            data-current={isCurrent || undefined}
            data-phase={isCurrent ? phase : undefined}
          >
            <span className={styles.number} aria-hidden="true">
              {number}
            </span>
            <code>
              {tokens.map((token, at) => (
                <span key={at} data-token={token.kind}>
                  {at === 0 ? token.text.slice(Math.min(dedent, indentOf(token.text))) : token.text}
                </span>
              ))}
              {'\n'}
            </code>
          </span>
        )
      })}
    </pre>
  )
}

function indentOf(text: string): number {
  return text.length - text.trimStart().length
}
