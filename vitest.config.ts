import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    exclude: ['test/lab/**'],
    setupFiles: ['test/fixed-seed.ts'],
    // Files share the modules of their worker: a quarter of the time was spent on importing them anew.
    isolate: false,
    testTimeout: 120_000,
    // The build of a stale dist/ is in one.
    hookTimeout: 120_000,
  },
});
