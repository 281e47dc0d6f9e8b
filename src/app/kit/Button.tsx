/** The one button. An icon button says its name to everyone: as accessible name and as tooltip. */
import type { ReactNode } from 'react'
import { Button as AriaButton } from 'react-aria-components/Button'
import { Tooltip, TooltipTrigger } from 'react-aria-components/Tooltip'
import styles from './Button.module.css'

interface ButtonProps {
  readonly children: ReactNode
  readonly onPress?: () => void
  readonly kind?: 'plain' | 'primary' | 'quiet'
  readonly type?: 'button' | 'submit'
  readonly isDisabled?: boolean
}

export function Button({ kind = 'plain', type = 'button', ...rest }: ButtonProps) {
  return <AriaButton className={styles.button!} data-kind={kind} type={type} {...rest} />
}

interface IconButtonProps {
  readonly label: string
  /** Shown after the name in the tooltip: `⌘S`. */
  readonly keys?: string
  readonly icon: ReactNode
  readonly onPress?: () => void
  readonly isDisabled?: boolean
  readonly isOn?: boolean
}

export function IconButton({ label, keys, icon, isOn, ...rest }: IconButtonProps) {
  return (
    <TooltipTrigger delay={400}>
      <AriaButton
        className={styles.button!}
        data-kind="icon"
        aria-label={label}
        {...(isOn === undefined ? {} : { 'aria-pressed': isOn })}
        {...rest}
      >
        {icon}
      </AriaButton>
      <Tooltip className={styles.tooltip!} offset={6}>
        {label}
        {keys === undefined ? null : <kbd>{keys}</kbd>}
      </Tooltip>
    </TooltipTrigger>
  )
}
