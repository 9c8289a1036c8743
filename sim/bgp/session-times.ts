/** The hold timer of a session end as its operator sees it: what was negotiated, and how long it would still wait. */
import type { Kernel } from '../kernel/kernel.ts';
import type { Endpoints } from './endpoints.ts';
import type { Keepalives } from './keepalives.ts';
import { endpointOf, NO_ROW, type Rows } from './rows.ts';

export interface SessionTimes {
  /** Negotiated once an OPEN has come in; before, as configured. */
  readonly holdMicros: number;
  readonly keepaliveMicros: number;
  readonly negotiated: boolean;
  /** Nothing arrives: the hold timer runs down. */
  readonly silent: boolean;
  /**
   * µs until the hold timer expires unless something arrives first. Undefined: it does not run, or random loss makes
   * it anyone's guess which KEEPALIVE came last.
   */
  readonly leftMicros: number | undefined;
}

interface Parts {
  readonly kernel: Kernel;
  readonly ends: Endpoints;
  readonly rows: Rows;
  readonly keepalives: Keepalives;
}

/** Of the row that is furthest on; a pure reading. */
export function sessionTimes(parts: Parts, row: number, established: boolean): SessionTimes {
  const { rows, ends } = parts;
  const config = ends.config(endpointOf(row));
  const negotiated = rows.peerRow.get(row) !== NO_ROW && rows.openReceived.get(row) !== undefined;
  if (!negotiated) {
    const { holdMicros, keepaliveMicros } = config;
    return { holdMicros, keepaliveMicros, negotiated, silent: false, leftMicros: undefined };
  }
  return {
    holdMicros: rows.holdMicros.get(row),
    keepaliveMicros: rows.keepaliveMicros.get(row),
    negotiated,
    silent: established && rows.silent.get(row) === 1,
    leftMicros: established ? leftMicros(parts, row) : undefined,
  };
}

function leftMicros({ kernel, ends, rows, keepalives }: Parts, row: number): number | undefined {
  const hold = rows.holdMicros.get(row);
  if (hold === 0) return undefined;
  const heard = rows.heard.get(row);
  if (rows.silent.get(row) === 1) return Math.max(0, heard + rows.holdSetMicros.get(row) - kernel.now);
  if (ends.lossIn.get(endpointOf(row)) > 0) return undefined;
  const sender = rows.peerRow.get(row);
  const delay = ends.delayOut.get(endpointOf(sender));
  const last = Math.max(heard, keepalives.last(sender, kernel.now - delay) + delay);
  const left = last + hold - kernel.now;
  return left < 0 ? undefined : left;
}
