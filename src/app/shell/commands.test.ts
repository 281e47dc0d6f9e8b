import { expect, test } from 'vitest'
import { commandFor, formatChord, type Command } from './commands.ts'

const commands: Command[] = [
  { id: 'send', label: 'Send', chord: { key: 'enter', mod: true }, run: () => {} },
  { id: 'back', label: 'Previous pane', chord: { key: 'f6', shift: true }, run: () => {} },
  { id: 'keys', label: 'Keys', chord: { key: '?', isLetter: true }, run: () => {} },
]
const press = (key: string, more: Partial<KeyboardEvent> = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...more,
})

test('a chord is found by its key and modifiers, all of them', () => {
  expect(commandFor(press('Enter', { ctrlKey: true }), commands, true)?.id).toBe('send')
  expect(commandFor(press('Enter'), commands, true)).toBeNull()
  expect(commandFor(press('F6', { shiftKey: true }), commands, true)?.id).toBe('back')
  expect(commandFor(press('F6'), commands, true)).toBeNull()
})

test('a single letter is no command while somebody types', () => {
  expect(commandFor(press('?', { shiftKey: true }), commands, false)?.id).toBe('keys')
  expect(commandFor(press('?', { shiftKey: true }), commands, true)).toBeNull()
})

test('chords are written as the keyboard has them', () => {
  expect(formatChord({ key: 'enter', mod: true })).toBe('Ctrl ↵')
  expect(formatChord({ key: 'f6', shift: true })).toBe('Shift F6')
})
