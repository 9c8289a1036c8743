import type { View } from './view.ts';

/** Not made yet. */
export const timeline: View = { id: 'timeline', key: '7', title: 'Timeline' };
