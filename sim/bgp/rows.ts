/**
 * The rows of the BGP peer machine: two an endpoint, one for each TCP connection that it may hold while a collision
 * is resolved (RFC 4271 §6.8). The first is the one that the endpoint opens connections from.
 */
import type { Kernel } from '../kernel/kernel.ts';
import type { Message } from './messages.ts';

export const NO_ROW = -1;
/** "Not set" in a column of times. */
export const NEVER = -1e15;

export type Open = Extract<Message, { type: 'OPEN' }>;

export function makeRows({ store }: Kernel) {
  const numbers = {
    state: store.column('bgp state', 'u8'),
    // TCP
    /** The row at the other end of the TCP connection, as this end believes. */
    peerRow: store.column('bgp peer row', 'i32', NO_ROW),
    /** Counts TCP connections of this row; events of an older one are stale. */
    channel: store.column('bgp channel', 'i32'),
    initiated: store.column('bgp initiated', 'u8'),
    /** µs at which the present connection attempt began. */
    synSince: store.column('bgp syn since', 'f64', NEVER),
    /** µs at which the SYN leaves that is going to arrive. */
    synSent: store.column('bgp syn sent', 'f64', NEVER),
    /** The interface is down, so the attempt waits. */
    synBarred: store.column('bgp syn barred', 'u8'),
    connectTimer: store.column('bgp connect timer', 'i32'),
    /** µs of the first segment sent and not acknowledged; NEVER when there is none. */
    stalledSince: store.column('bgp stalled since', 'f64', NEVER),
    /** That segment arrived; only its acknowledgement is missing. */
    headArrived: store.column('bgp head arrived', 'u8'),
    /** Next segment that this row sends while its path is not open both ways, or its retransmission. */
    segmentTimer: store.column('bgp segment timer', 'i32'),
    /** µs of the last arrival scheduled, for TCP delivers in order. */
    lastArrival: store.column('bgp last arrival', 'f64', NEVER),
    // BGP
    holdMicros: store.column('bgp hold', 'f64'),
    /** What the hold timer was last set to: the hold time as the vendor jitters it. */
    holdSetMicros: store.column('bgp hold set', 'f64'),
    keepaliveMicros: store.column('bgp keepalive', 'f64'),
    /** µs of the KEEPALIVE that answered the OPEN: packet 0 of the periodic stream. */
    keepalivePhase: store.column('bgp keepalive phase', 'f64', NEVER),
    /** µs of the last message that arrived outside the periodic stream. */
    heard: store.column('bgp heard', 'f64', NEVER),
    /** The hold timer expired, and the process has yet to see to it. */
    expired: store.column('bgp expired', 'u8'),
    /** The hold timer runs, since KEEPALIVEs have stopped arriving. */
    silent: store.column('bgp silent', 'u8'),
    /** Loss for which the present hold expiry was drawn, and how many draws there were. */
    lossDrawn: store.column('bgp loss drawn', 'f64'),
    draws: store.column('bgp draws', 'i32'),
    connectRetryCounter: store.column('bgp connect retry counter', 'i32'),
    /** code × 256 + subcode of the error that is about to be sent. */
    error: store.column('bgp error', 'i32'),
    /** The same of the NOTIFICATION that came last. */
    notified: store.column('bgp notified', 'i32'),
    /** How long a start listens before it connects; 0: ConnectRetryTime. */
    listenMicros: store.column('bgp listen', 'f64'),
    holdTimer: store.column('bgp hold timer', 'i32'),
    keepaliveTimer: store.column('bgp keepalive timer', 'i32'),
    connectRetryTimer: store.column('bgp connect retry timer', 'i32'),
  } as const;
  const lists = {
    openReceived: store.list<Open | undefined>('bgp open received'),
    /** The key of the TCP connection (RFC 2385). */
    authKey: store.list<string>('bgp connection key'),
    /** Sent and on the wire towards this row, in order of arrival. */
    inbox: store.list<readonly Message[]>('bgp inbox'),
    /** Sent by this row and not arrived: waits for a retransmission. */
    outbox: store.list<readonly Message[]>('bgp outbox'),
    update: store.list<Message | undefined>('bgp update'),
  } as const;
  const addRow = () => {
    for (const column of Object.values(numbers)) column.push();
    lists.openReceived.push(undefined);
    lists.authKey.push('');
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
export const rowsOf = (endpoint: number): readonly [number, number] => [
  firstRow(endpoint),
  firstRow(endpoint) + 1,
];
