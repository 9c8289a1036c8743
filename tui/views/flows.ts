import type { View } from './view.ts';

/** Not made yet. */
export const flows: View = { id: 'flows', key: '6', title: 'Flows' };
