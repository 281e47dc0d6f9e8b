/** The pages that may embed a playground, built in: whoever opens the sandbox cannot choose. */
export const APP_ORIGINS = import.meta.env.VITE_APP_ORIGINS as unknown as readonly string[]
