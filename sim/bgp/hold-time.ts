/** What the hold timer is set to: the negotiated time, as the vendor of this end jitters it and looks at it. */
import type { Kernel } from '../kernel/kernel.ts';
import type { Topology } from '../topology/topology.ts';
import type { Endpoints } from './endpoints.ts';
import { endpointOf, type Rows } from './rows.ts';

interface Parts {
  readonly kernel: Kernel;
  readonly topology: Topology;
  readonly ends: Endpoints;
  readonly rows: Rows;
}

/** µs until the timer that starts now has ended the session; remembered as `holdSetMicros`. */
export function setHold({ kernel, topology, ends, rows }: Parts, row: number): number {
  const endpoint = endpointOf(row);
  const { holdLeastPercent, holdPollMicros } = ends.rules(endpoint).timers;
  const key = topology.key(ends.entity(endpoint));
  const share = (micros: number) =>
    micros === 0 ? 0 : Math.floor(micros * kernel.uniform(key, 'holdJitter', rows.draws.add(row, 1)));
  const hold = rows.holdMicros.get(row);
  const set = hold - share((hold * (100 - holdLeastPercent)) / 100) + share(holdPollMicros);
  rows.holdSetMicros.set(row, set);
  return set;
}
