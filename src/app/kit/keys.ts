/** How keys are called on this machine. */
export const isMac = /Mac|iPhone|iPad/.test(globalThis.navigator?.userAgent ?? '')
export const modKey = isMac ? '⌘' : 'Ctrl '
