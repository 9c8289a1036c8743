/** When each flow was up and down, what was done and what broke, over one axis; a cursor to go there. */
import { TimelineScreen } from './timeline-screen.tsx';
import { bindings, commands, eventRows } from './timeline-time.ts';
import type { View } from './view.ts';

export const timeline: View = {
  id: 'timeline',
  key: '7',
  title: 'Timeline',
  Component: TimelineScreen,
  rows: eventRows,
  followsEnd: true,
  commands,
  bindings,
};
