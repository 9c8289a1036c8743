/** Two connections of one endpoint: which row takes one that comes in, and which stays (RFC 4271 §6.8). */
import type { bgpPeer } from '../../machines/bgp-peer.ts';
import type { EventOf } from '../../machines/chart.ts';
import type { FsmState } from './contract.ts';
import type { Endpoints } from './endpoints.ts';
import type { IdleHold } from './idle-hold.ts';
import type { OpenChecks } from './open-checks.ts';
import { endpointOf, NO_ROW, otherRow, type Rows, rowsOf } from './rows.ts';

export interface CollisionParts {
  readonly ends: Endpoints;
  readonly rows: Rows;
  readonly checks: OpenChecks;
  readonly state: (row: number) => FsmState;
  readonly idleHold: Pick<IdleHold, 'takesConnection'>;
  readonly fire: (row: number, event: EventOf<typeof bgpPeer>) => void;
}

export class Collisions {
  readonly #parts: CollisionParts;

  constructor(parts: CollisionParts) {
    this.#parts = parts;
  }

  /** A connection that comes in is tracked by the other row while one is busy; NO_ROW refuses it. */
  accept(endpoint: number): number {
    const { ends, rows, state, fire } = this.#parts;
    const listens = ends.rules(endpoint).connect.listens || ends.config(endpoint).passive;
    if (ends.started.get(endpoint) === 0 || !listens) return NO_ROW;
    const both = rowsOf(endpoint);
    const listening = both.find((row) => state(row) === 'Active' && rows.peerRow.get(row) === NO_ROW);
    if (listening !== undefined) return listening;
    const free = both.find((row) => state(row) === 'Idle');
    // In Idle all incoming connections are refused, but by some.
    const paused = free !== undefined && state(otherRow(free)) === 'Idle';
    if (free === undefined || (paused && !this.#parts.idleHold.takesConnection(endpoint))) return NO_ROW;
    fire(free, 'AutomaticStart_with_PassiveTcpEstablishment');
    return free;
  }

  /** Of two connections the one opened by the speaker with the higher identifier stays. */
  check(row: number): void {
    const { rows, checks, state, fire } = this.#parts;
    const other = otherRow(row);
    if (state(other) === 'Established') {
      fire(row, 'OpenCollisionDump');
      return;
    }
    const open = rows.openReceived.get(row);
    if (state(other) !== 'OpenConfirm' || open === undefined) return;
    const keepsThis = (rows.initiated.get(row) === 1) === checks.localWins(endpointOf(row), open);
    fire(keepsThis ? other : row, 'OpenCollisionDump');
  }
}
