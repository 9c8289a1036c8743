/** Stands in for `engine.ts` in the built command line: the same engine, out of one script whose code is kept. */
import { fileURLToPath } from 'node:url';
import { openScript } from './kept-code.ts';

export async function loadEngine() {
  const { exports } = openScript(fileURLToPath(new URL('engine.cjs', import.meta.url)));
  // The build makes that file of engine.ts.
  return (exports as typeof import('./engine.ts')).loadEngine();
}
