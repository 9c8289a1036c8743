import type { View } from './view.ts';

/** Not made yet. */
export const links: View = { id: 'links', key: '4', title: 'Links' };
