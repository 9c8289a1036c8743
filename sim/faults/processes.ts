/** Processes of a router that die while its hardware goes on. */
import { type Fault, NOTHING, targetOf } from './fault.ts';

export const bgpProcessDown: Fault = {
  name: 'bgp-process-down',
  targets: ['router'],
  options: [],
  doc: 'The BGP process of a router dies and, at the end, starts again: its connections close without a NOTIFICATION, its interfaces stay up',
  begin(world, target) {
    world.bgp.failProcess(targetOf(world, target), 1);
    return NOTHING;
  },
  end: (world, target) => world.bgp.failProcess(targetOf(world, target), -1),
};
