import type { View } from './view.ts';

/** Not made yet. */
export const topology: View = { id: 'topology', key: '1', title: 'Topology' };
