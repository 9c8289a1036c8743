/** All views in the order of their digits. One without a component or a table is not made yet, and not listed. */
import type { Binding } from '../keys.ts';
import { calls } from './calls.ts';
import { flows } from './flows.ts';
import { links } from './links.ts';
import { routes } from './routes.ts';
import { sessions } from './sessions.ts';
import { timeline } from './timeline.ts';
import { topology } from './topology.ts';
import { trace } from './trace.ts';
import type { View } from './view.ts';
import { vifs } from './vifs.ts';

const all: readonly View[] = [topology, vifs, sessions, links, routes, flows, timeline, trace, calls];

/** Those that can be shown. */
export const views: readonly View[] = all.filter(
  ({ Component, table }) => Component !== undefined || table !== undefined,
);

/** Shown first. */
export const firstView = views[0]?.id ?? '';

/** The view of an id; undefined when it cannot be shown. */
export const viewOf = (id: string): View | undefined => views.find((view) => view.id === id);

/** The digits, and the keys that views have for themselves. */
export const viewBindings: readonly Binding[] = [
  ...views.map(
    ({ id, key, title }): Binding => ({
      keys: [key],
      context: 'global',
      action: { type: 'ui.view', view: id },
      label: `show ${title}`,
    }),
  ),
  ...views.flatMap(({ bindings = [] }) => bindings),
];
