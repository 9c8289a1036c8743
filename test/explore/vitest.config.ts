/**
 * `npm run test:explore`: invariants, seeks and forks in networks that nobody drew before, `RUNS` of them (10,000). A failure names
 * the seed and the path to its example: give them to `fc.assert` to see it again.
 */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const HOUR = 3_600_000;

// biome-ignore lint/style/noDefaultExport: vitest takes the configuration from here
export default defineConfig({
  root: fileURLToPath(new URL('../../', import.meta.url)),
  test: {
    include: ['test/sim/{invariants,seek}.test.ts'],
    env: { RUNS: process.env.RUNS ?? '10000' },
    testTimeout: 24 * HOUR,
  },
});
