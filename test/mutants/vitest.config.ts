/** `npm run test:mutants`: slow, and so no part of `npm test`. */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// biome-ignore lint/style/noDefaultExport: vitest takes the configuration from here
export default defineConfig({
  root: fileURLToPath(new URL('../../', import.meta.url)),
  test: { include: ['test/mutants/run.ts'], testTimeout: 120_000, maxConcurrency: 2 },
});
