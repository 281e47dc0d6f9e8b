/**
 * Every command with its keys, once: the keyboard map and the list under `?` are drawn from the same table. Only
 * chords and function keys work everywhere; single keys belong to the diagram and the timeline (WCAG 2.1.4).
 */
import { isMac } from '../kit/keys.ts'

export interface Command {
  readonly id: string
  readonly label: string
  readonly chord: Chord
  readonly run: () => void
}

interface Chord {
  /** As in `KeyboardEvent.key`, lower case. */
  readonly key: string
  /** ⌘ on a Mac, Ctrl elsewhere. */
  readonly mod?: boolean
  readonly shift?: boolean
  /** Keys without a modifier are letters while somebody types. */
  readonly isLetter?: boolean
}

type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>

/** @param isTyping  focus is in a text box or editor */
export function commandFor(
  event: KeyPress,
  commands: readonly Command[],
  isTyping: boolean,
): Command | null {
  const mod = isMac ? event.metaKey : event.ctrlKey
  const found = commands.find(
    ({ chord }) =>
      chord.key === event.key.toLowerCase() &&
      (chord.mod ?? false) === mod &&
      // `?` needs Shift on most keyboards
      (chord.isLetter === true || (chord.shift ?? false) === event.shiftKey) &&
      !event.altKey,
  )
  if (found === undefined || (found.chord.isLetter === true && isTyping)) return null
  return found
}

const NAMES: Readonly<Record<string, string>> = { enter: '↵' }

export function formatChord({ key, mod, shift }: Chord): string {
  const parts = [
    mod === true ? (isMac ? '⌘' : 'Ctrl ') : '',
    shift === true ? (isMac ? '⇧' : 'Shift ') : '',
  ]
  return parts.join('') + (NAMES[key] ?? key.toUpperCase())
}

export function isTypingIn(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest('input, textarea, [contenteditable="true"]') !== null
  )
}

/** A console has its own idea of what ⌘↵ sends. */
export function runsItself(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('[data-runs]') !== null
}
