/**
 * The rows of the BGP peer machine: two an endpoint. Row 2e is for the connection that the endpoint opens (or
 * accepts in Active), row 2e + 1 for one that comes in meanwhile; collision detection leaves one (RFC 4271 §6.8).
 */
import type { Kernel } from '../kernel/kernel.ts';
import type { Announcement, Message } from './messages.ts';

export const NO_ROW = -1;
/** "Not set" in a column of times. */
export const NEVER = -1e15;

export type Open = Extract<Message, { type: 'OPEN' }>;

export function makeRows({ store }: Kernel) {
  const numbers = {
    state: store.column('bgp state', 'u8'),
    /** The row at the other end of the TCP connection. */
    peerRow: store.column('bgp peer row', 'i32', NO_ROW),
    /** Counts TCP connections of this row; events of an older one are stale. */
    channel: store.column('bgp channel', 'i32'),
    initiated: store.column('bgp initiated', 'u8'),
    /** The other end forgot this connection while no segment passed. */
    halfOpen: store.column('bgp half open', 'u8'),
    /** µs at which the present connection attempt began. */
    synSince: store.column('bgp syn since', 'f64', NEVER),
    holdMicros: store.column('bgp hold', 'f64'),
    keepaliveMicros: store.column('bgp keepalive', 'f64'),
    /** µs of the first periodic KEEPALIVE sent. */
    keepalivePhase: store.column('bgp keepalive phase', 'f64', NEVER),
    /** µs of the last message that arrived outside the periodic stream. */
    heard: store.column('bgp heard', 'f64', NEVER),
    /** µs of the last arrival before silence; NEVER while segments arrive. */
    silentSince: store.column('bgp silent since', 'f64', NEVER),
    /** µs since which what arrives, or the acknowledgement, has been blocked; NEVER while it is not. */
    blockedSince: store.column('bgp blocked since', 'f64', NEVER),
    /** µs of the first segment sent and not acknowledged; NEVER when there is none. */
    stalledSince: store.column('bgp stalled since', 'f64', NEVER),
    /** µs of the last arrival scheduled, for TCP delivers in order. */
    lastArrival: store.column('bgp last arrival', 'f64', NEVER),
    /** Loss for which the present hold expiry was drawn, and how many draws there were. */
    lossDrawn: store.column('bgp loss drawn', 'i32'),
    draws: store.column('bgp draws', 'i32'),
    connectRetryCounter: store.column('bgp connect retry counter', 'i32'),
    /** code × 256 + subcode of the error that is about to be sent. */
    error: store.column('bgp error', 'i32'),
    holdTimer: store.column('bgp hold timer', 'i32'),
    keepaliveTimer: store.column('bgp keepalive timer', 'i32'),
    connectRetryTimer: store.column('bgp connect retry timer', 'i32'),
    connectTimer: store.column('bgp connect timer', 'i32'),
    reviveTimer: store.column('bgp revive timer', 'i32'),
  } as const;
  const lists = {
    openReceived: store.list<Open | undefined>('bgp open received'),
    /** Sent and on the wire towards this row, in order of arrival. */
    inbox: store.list<readonly Message[]>('bgp inbox'),
    /** Sent by this row and lost: waits for a retransmission. */
    outbox: store.list<readonly Message[]>('bgp outbox'),
    update: store.list<Message | undefined>('bgp update'),
  } as const;
  const addRow = () => {
    for (const column of Object.values(numbers)) column.push();
    lists.openReceived.push(undefined);
    lists.inbox.push([]);
    lists.outbox.push([]);
    return lists.update.push(undefined);
  };
  /** Makes the rows of an endpoint. */
  const reach = (endpoint: number) => {
    while (numbers.state.length < 2 * (endpoint + 1)) addRow();
  };
  return { ...numbers, ...lists, reach };
}

export type Rows = ReturnType<typeof makeRows>;

export const endpointOf = (row: number): number => row >> 1;
export const firstRow = (endpoint: number): number => 2 * endpoint;
export const otherRow = (row: number): number => row ^ 1;

export const sameAnnouncement = (a: Announcement, b: Announcement): boolean =>
  a.prefix === b.prefix &&
  a.asPath.length === b.asPath.length &&
  a.asPath.every((asn, i) => asn === b.asPath[i]);
