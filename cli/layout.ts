/**
 * The terminal's layout engine is an ES module. Of what is built only a file that Node itself loads can import one, so
 * this stays a file of its own beside the scripts whose code is kept.
 */
import type { Yoga } from 'yoga-layout/load';

export async function loadLayout(): Promise<Yoga> {
  const { loadYoga } = await import('yoga-layout/load');
  return loadYoga();
}
