/** Stands in for `process.ts` in the built command line: the same, out of one script whose code is kept. */
import { join } from 'node:path';
import { openScript } from './kept-code.ts';

export function dxdrill(argv: readonly string[]): Promise<number> {
  const { exports } = openScript(join(import.meta.dirname, 'program.cjs'));
  // The build makes that file of process.ts.
  return (exports as typeof import('./process.ts')).dxdrill(argv);
}
