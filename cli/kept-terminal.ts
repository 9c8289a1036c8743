/** Stands in for `terminal.ts` in the built command line: the same, out of one script whose code is kept. */
import { fileURLToPath } from 'node:url';
import { openScript } from './kept-code.ts';

export async function loadTerminal() {
  const { loadLayout } = await import('./layout.ts');
  const { exports } = openScript(fileURLToPath(new URL('terminal.cjs', import.meta.url)));
  // The build makes that file of bundled-terminal.ts.
  return (exports as typeof import('./bundled-terminal.ts')).loadTerminal(await loadLayout());
}
