import type { View } from './view.ts';

/** Not made yet. */
export const routes: View = { id: 'routes', key: '5', title: 'Routes' };
