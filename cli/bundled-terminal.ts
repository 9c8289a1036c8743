/** What the build makes a script of, whose code is kept: `terminal.ts`, which is handed its layout engine. */
import type { Yoga } from 'yoga-layout/load';
import { yoga } from '../tui/ink/yoga.ts';
import { loadTerminal as load, type Terminal } from './terminal.ts';

export async function loadTerminal(layout: Yoga): Promise<Terminal> {
  Object.assign(yoga, layout);
  return load();
}
