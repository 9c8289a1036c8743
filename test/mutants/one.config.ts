/** The tests of AssociateVirtualInterface with one mutant in the source: its name is in DXDRILL_MUTANT. */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { mutants } from './associate-virtual-interface.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const mutant = mutants.find(({ name }) => name === process.env.DXDRILL_MUTANT);

// biome-ignore lint/style/noDefaultExport: vitest takes the configuration from here
export default defineConfig({
  root,
  cacheDir: `node_modules/.vite-mutants/${process.pid}`,
  plugins: [
    {
      name: 'mutant',
      enforce: 'pre',
      transform(code, id) {
        if (mutant === undefined || !id.split('?')[0]?.endsWith(`/${mutant.file}`)) return undefined;
        if (!code.includes(mutant.find)) throw new Error(`${mutant.name}: nothing to replace`);
        return { code: code.replace(mutant.find, () => mutant.replace), map: null };
      },
    },
  ],
  test: { include: ['test/directconnect/associate-virtual-interface.test.ts'], bail: 1, maxWorkers: 1 },
});
