/**
 * What a template's tag or filter does, for the editor's hover. Names are checked against those that the framework
 * registers, and every example is rendered: notes cannot go their own way.
 */
export interface WordNote {
  /** One or two sentences. */
  readonly does: string
  /** To copy. */
  readonly example: string
  /** What the example prints with EXAMPLE_VALUES; absent where it depends on the project, the day or chance. */
  readonly prints?: string
}

/** By name. */
export type WordNotes = Readonly<Record<string, WordNote>>

/** What the examples speak of. */
export const EXAMPLE_VALUES = {
  name: 'Ada',
  text: 'one two three four',
  html: '<b>bold</b>',
  letters: ['a', 'b', 'c'],
  rows: [
    { city: 'Lyon', land: 'France' },
    { city: 'Nice', land: 'France' },
    { city: 'Graz', land: 'Austria' },
  ],
  empty: '',
  nothing: null,
  yes: true,
}
