/** A text box with its label, and a check box. */
import type { ReactNode } from 'react'
import { Checkbox as AriaCheckbox } from 'react-aria-components/Checkbox'
import { FieldError } from 'react-aria-components/FieldError'
import { Input } from 'react-aria-components/Input'
import { Label } from 'react-aria-components/Label'
import { TextField as AriaTextField } from 'react-aria-components/TextField'
import styles from './Field.module.css'

interface TextFieldProps {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  /** One sentence; null while the value is fine. */
  readonly problem?: string | null
  readonly isReadOnly?: boolean
  readonly hasFocus?: boolean
}

export function TextField({
  label,
  problem = null,
  hasFocus = false,
  isReadOnly = false,
  ...rest
}: TextFieldProps) {
  return (
    <AriaTextField
      className={styles.field!}
      isInvalid={problem !== null}
      isReadOnly={isReadOnly}
      autoFocus={hasFocus}
      {...rest}
    >
      <Label className={styles.label}>{label}</Label>
      <Input
        className={styles.input!}
        spellCheck="false"
        autoComplete="off"
        onFocus={(event) => {
          if (isReadOnly) event.currentTarget.select()
        }}
      />
      <FieldError className={styles.error!}>{problem}</FieldError>
    </AriaTextField>
  )
}

interface CheckboxProps {
  readonly isSelected: boolean
  readonly onChange: (isSelected: boolean) => void
  readonly isDisabled?: boolean
  readonly children: ReactNode
}

export function Checkbox({ children, ...rest }: CheckboxProps) {
  return (
    <AriaCheckbox className={styles.checkbox!} {...rest}>
      <span className={styles.box} aria-hidden="true" />
      {children}
    </AriaCheckbox>
  )
}
