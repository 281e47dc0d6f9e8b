/** What the host page itself says while there is no preview to see: starting, or why it cannot. */
export function showStatus(text: string): void {
  const status = document.querySelector('#status')
  if (status !== null) status.textContent = text
}
