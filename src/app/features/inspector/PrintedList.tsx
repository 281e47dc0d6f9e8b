/**
 * The variables of one part of a page: open one, and its value stands there after each filter, with what came of it in
 * the page. Loaded with the first trace that has some.
 */
import { ChevronRight } from 'lucide-react'
import type { PrintedSample } from '../../../trace/printed.ts'
import type { PrintedPart } from '../../../insight/printed.ts'
import type { Session } from '../../state/session.ts'
import { LineButton } from './LineButton.tsx'
import styles from './PrintedList.module.css'

interface PrintedListProps {
  readonly session: Session
  readonly parts: readonly PrintedPart[]
  /** The page as it was sent, or its beginning; null where it is no text. */
  readonly page: string | null
}

export function PrintedList({ session, parts, page }: PrintedListProps) {
  return (
    <ul className={styles.variables} aria-label="Variables">
      {parts.map((part, index) => (
        <li key={index}>
          <details
            onToggle={(event) => {
              if (!event.currentTarget.open || part.where === null) return
              const { where } = part
              session.selection.getState().pick({ entry: part.render, where, phase: 'template' })
            }}
          >
            <summary className={styles.summary}>
              <ChevronRight size={12} aria-hidden="true" className={styles.marker} />
              <code>{`{{ ${part.expression} }}`}</code>
              {part.times > 1 && <span className={styles.times}>×{part.times}</span>}
              <span className={styles.output}>{part.samples[0]?.output ?? ''}</span>
            </summary>
            {part.where !== null && (
              <p className={styles.facts}>
                <LineButton session={session} where={part.where} phase="template" />
                {part.block !== null && <span>in block {part.block}</span>}
                {part.times > part.samples.length && (
                  <span>
                    the first {part.samples.length} of {part.times}
                  </span>
                )}
              </p>
            )}
            {part.samples.map((sample, at) => (
              <Chain key={at} expression={part.expression} sample={sample} page={page} />
            ))}
          </details>
        </li>
      ))}
    </ul>
  )
}

interface ChainProps {
  readonly expression: string
  readonly sample: PrintedSample
  readonly page: string | null
}

/** Value by value, and last the text that came into the page. */
function Chain({ expression, sample, page }: ChainProps) {
  const around = page === null ? null : surroundings(sample, page)
  return (
    <table className={styles.chain}>
      <thead>
        <tr>
          <th scope="col">After</th>
          <th scope="col">Type</th>
          <th scope="col">Value</th>
        </tr>
      </thead>
      <tbody>
        {sample.steps.map(({ filter, type, value, isSafe }, index) => (
          <tr key={index}>
            <th scope="row">
              <code>{filter === null ? variableOf(expression) : `|${filter}`}</code>
            </th>
            <td>
              {type}
              {isSafe && <span className={styles.safe}>safe</span>}
            </td>
            <td>
              <code>{value}</code>
            </td>
          </tr>
        ))}
        <tr className={styles.page}>
          <th scope="row">page</th>
          <td>{sample.at === null ? 'changed later' : `at ${sample.at.toLocaleString('en')}`}</td>
          <td>
            <code>
              {around?.before}
              <mark>{sample.output}</mark>
              {around?.after}
            </code>
          </td>
        </tr>
      </tbody>
    </table>
  )
}

/** The expression without its filters. A bar in a literal counts as one: this is only a label. */
function variableOf(expression: string): string {
  return expression.split('|', 1)[0]?.trim() ?? expression
}

const AROUND = 24

/** What stands beside the output in its line, if this page is the one that the template printed. */
function surroundings(
  { at, length, output }: PrintedSample,
  page: string,
): { readonly before: string; readonly after: string } | null {
  if (at === null || !page.startsWith(output.slice(0, Math.min(length, 40)), at)) return null
  const [before = ''] = page
    .slice(Math.max(0, at - AROUND), at)
    .split('\n')
    .slice(-1)
  const [after = ''] = page.slice(at + length, at + length + AROUND).split('\n', 1)
  return { before: before.trimStart(), after }
}
