/** Keys of a presentation; clickers send Page Up and Page Down, and `.` or `B` for a blank screen. */
export type PresenterAction = 'next' | 'back' | 'first' | 'last' | 'blank' | 'full-screen' | 'close'

const ACTIONS: Readonly<Record<string, PresenterAction>> = {
  ArrowRight: 'next',
  ' ': 'next',
  PageDown: 'next',
  ArrowLeft: 'back',
  PageUp: 'back',
  Home: 'first',
  End: 'last',
  b: 'blank',
  '.': 'blank',
  f: 'full-screen',
  Escape: 'close',
}

type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>

export function presenterAction(event: KeyPress): PresenterAction | null {
  if (event.ctrlKey || event.metaKey || event.altKey) return null
  return ACTIONS[event.key.length === 1 ? event.key.toLowerCase() : event.key] ?? null
}
