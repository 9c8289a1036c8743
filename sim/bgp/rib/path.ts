/** A way to a prefix as the decision sees it: attributes after import policy, and where it is from. */
import type { PathAttributes } from './attributes.ts';

/** In place of a session: the router's own networks, and its aggregates. */
export const LOCAL = -1;
export const AGGREGATE = -2;

export interface Path {
  /** The endpoint of the session that it was learned on, `LOCAL` or `AGGREGATE`. */
  readonly source: number;
  readonly attributes: PathAttributes;
  readonly weight: number;
  /** Learned from another AS, or originated here; not from a router of the own AS. */
  readonly external: boolean;
  /** IGP metric to the next hop; undefined: it cannot be reached, and the path is not used. */
  readonly metric: number | undefined;
  /** BGP identifier of the sender, or of who brought a reflected route into the AS (RFC 4456 §9). */
  readonly routerId: number;
  /** Address of the sender. */
  readonly peerAddress: bigint;
  /** µs at which it was learned. */
  readonly learnedMicros: number;
  /** Its session is down, and graceful restart keeps it (RFC 4724). */
  readonly stale: boolean;
}

export const isOwn = ({ source }: Path): boolean => source < 0;
