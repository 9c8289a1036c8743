import type { View } from './view.ts';

/** Not made yet. */
export const sessions: View = { id: 'sessions', key: '3', title: 'Sessions' };
