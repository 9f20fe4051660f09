import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    // A new embedded database takes seconds to create, and much of the rest is waiting: three share two cores.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    maxWorkers: 3,
    projects: [
      // Nothing happens at import and no module is replaced, so units share their process: a third of the time.
      {
        extends: true,
        test: {
          name: 'units',
          include: ['src/**/*.test.ts', 'test/staff-lists/**/*.test.ts'],
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'flows',
          include: ['test/**/*.test.ts'],
          exclude: ['test/staff-lists/**'],
          isolate: false,
          globalSetup: 'test/support/test-server.ts',
        },
      },
    ],
  },
})
