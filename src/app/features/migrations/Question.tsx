/** One of `makemigrations`' questions, answered in place. */
import { useId, useState } from 'react'
import type { ReportQuestion } from '../../../protocol/migration-answers.ts'
import { TextField } from '../../kit/Field.tsx'
import { Button } from '../../kit/Button.tsx'
import styles from './Migrations.module.css'

interface QuestionProps {
  readonly question: ReportQuestion
  /** What was chosen here; the report may not know it yet. */
  readonly answer: string | null
  readonly onAnswer: (answer: string) => void
}

export function Question({ question, answer, onAnswer }: QuestionProps) {
  const { kind, text } = question
  return (
    <fieldset className={styles.question}>
      <legend>{text.replace(/ \[y\/N\]$/, '')}</legend>
      {kind === 'rename' ? (
        <Choices
          answer={answer}
          onAnswer={onAnswer}
          choices={[
            ['yes', 'Yes, keep its values'],
            ['no', 'No, they are two'],
          ]}
        />
      ) : kind === 'unique' ? (
        <Choices answer={answer} onAnswer={onAnswer} choices={[['yes', 'Write it all the same']]} />
      ) : (
        <Value question={question} answer={answer} onAnswer={onAnswer} />
      )}
    </fieldset>
  )
}

interface ChoicesProps {
  readonly answer: string | null
  readonly choices: readonly (readonly [string, string])[]
  readonly onAnswer: (answer: string) => void
}

function Choices({ answer, choices, onAnswer }: ChoicesProps) {
  const group = useId()
  return (
    <div className={styles.choices}>
      {choices.map(([value, label]) => (
        <label key={value}>
          <input
            type="radio"
            name={group}
            checked={answer === value}
            onChange={() => onAnswer(value)}
          />
          {label}
        </label>
      ))}
    </div>
  )
}

/** A one-off default: an expression, as at Django's prompt. */
function Value({ question, answer, onAnswer }: QuestionProps) {
  const { kind, field, suggestion, problem } = question
  const [code, setCode] = useState(answer?.startsWith('value ') ? answer.slice(6) : suggestion)
  return (
    <div className={styles.value}>
      <TextField
        label={`One-off default for ${field}`}
        value={code}
        problem={problem}
        onChange={(next) => {
          setCode(next)
          // an empty box is no answer yet
          if (next.trim() !== '') onAnswer(`value ${next}`)
        }}
      />
      {answer === null && suggestion !== '' ? (
        <Button onPress={() => onAnswer(`value ${suggestion}`)}>Take {suggestion}</Button>
      ) : null}
      {kind === 'alteration' ? (
        <Button kind="quiet" onPress={() => onAnswer('ignore')}>
          Ignore for now
        </Button>
      ) : null}
      <p className={styles.quiet}>
        For the rows that are there, written as code: {"''"}, 0, timezone.now().
      </p>
    </div>
  )
}
