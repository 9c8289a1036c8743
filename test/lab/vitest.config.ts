/** `npm run test:lab`: needs root and daemons, and takes minutes; no part of `npm test`. */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const HOUR = 3_600_000;

// biome-ignore lint/style/noDefaultExport: vitest takes the configuration from here
export default defineConfig({
  root: fileURLToPath(new URL('../../', import.meta.url)),
  test: {
    include: ['test/lab/*.lab.ts'],
    testTimeout: 2 * HOUR,
    hookTimeout: 2 * HOUR,
    fileParallelism: false,
  },
});
