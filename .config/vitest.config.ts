/** Unit tests sit beside their files and run in Node, without a browser. */
import { defineConfig } from 'vitest/config'

export default defineConfig({
  root: `${import.meta.dirname}/..`,
  test: {
    environment: 'node',
    include: ['src/**/*.test.{ts,tsx}', 'e2e/**/*.test.ts'],
    exclude: ['src/content/examples/**'],
    env: { TZ: 'UTC' },
  },
})
