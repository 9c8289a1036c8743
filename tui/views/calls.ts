import type { View } from './view.ts';

/** Not made yet. */
export const calls: View = { id: 'calls', key: '9', title: 'Calls' };
