/** The editor where Monaco is not (yet): text to read with the current line marked, or a text box to change it. */
import { useEffect, useRef, useState } from 'react'
import { Button } from '../../kit/Button.tsx'
import { CodeText } from '../../kit/CodeText.tsx'
import styles from './Editor.module.css'

export interface EditorProps {
  readonly path: string
  readonly text: string
  readonly onChange: (text: string) => void
  readonly reveal: Reveal
}

/** The line that the rest of the screen speaks of. */
export interface Reveal {
  /** null: no line of this file. */
  readonly line: number | null
  /** To be seen, not marked: nothing happens there at this step. */
  readonly isQuiet: boolean
  readonly phase: string
  /** Rises when a person asked for the line: then it takes the focus. */
  readonly picks: number
}

interface PlainEditorProps extends EditorProps {
  /** Phones show text first, since a text box opens the keyboard and hides the current line. */
  readonly startsReading: boolean
}

export function PlainEditor({ path, text, onChange, reveal, startsReading }: PlainEditorProps) {
  const [isReading, setReading] = useState(startsReading)
  const box = useRef<HTMLDivElement>(null)

  useEffect(() => {
    if (!isReading || reveal.line === null) return
    box.current?.querySelector(`[data-line="${reveal.line}"]`)?.scrollIntoView({ block: 'center' })
  }, [isReading, path, reveal])

  return (
    <div ref={box} className={styles.plain}>
      {isReading ? (
        <CodeText
          text={text}
          path={path}
          currentLine={reveal.isQuiet ? null : reveal.line}
          phase={reveal.phase}
        />
      ) : (
        <textarea
          className={styles.textarea}
          aria-label={path}
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
          value={text}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )}
      {startsReading ? (
        <div className={styles.floating}>
          <Button onPress={() => setReading(!isReading)}>{isReading ? 'Edit' : 'Done'}</Button>
        </div>
      ) : null}
    </div>
  )
}
