import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    exclude: ['test/lab/**'],
    setupFiles: ['test/fixed-seed.ts'],
    testTimeout: 120_000,
    // The build of a stale dist/ is in one.
    hookTimeout: 120_000,
  },
});
