import type { SessionConfig } from '../topology/entities.ts';

/** What a change of ends the session; timers, BFD and policy do not (measured on FRR, facts: what resets a session). */
export function resets(before: SessionConfig, after: SessionConfig): boolean {
  return (
    before.localAsn !== after.localAsn ||
    before.remoteAsn !== after.remoteAsn ||
    before.remoteAddress !== after.remoteAddress ||
    before.authKey !== after.authKey
  );
}
