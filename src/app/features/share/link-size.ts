/** How far a link of this length gets. Browsers take long ones; chat programs, mail and QR codes do not. */
export type LinkLevel = 'fine' | 'long' | 'very-long' | 'file'

export function linkSize(characters: number): {
  readonly level: LinkLevel
  readonly words: string
} {
  const count = `${characters.toLocaleString('en')} characters`
  if (characters < 2000) return { level: 'fine', words: `${count}: fits everywhere.` }
  if (characters < 8000)
    return { level: 'long', words: `${count}: some chat programs cut such links.` }
  if (characters < 32_000)
    return { level: 'very-long', words: `${count}: send it in a file or a page, not in a chat.` }
  return {
    level: 'file',
    words: `${count}: too long for most programs. Download the project and send the file.`,
  }
}
