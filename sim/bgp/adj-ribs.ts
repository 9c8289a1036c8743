/** What every endpoint has learned and has told the other end: Adj-RIB-In before policy, Adj-RIB-Out, what is to be sent. */
import type { Kernel } from '../kernel/kernel.ts';
import type { Address } from '../topology/address.ts';
import type { PathAttributes } from './rib/attributes.ts';
import { union } from './rib/changes.ts';
import { commonBits, type Nlri, wordsOf } from './rib/nlri.ts';
import { emptyTable, type Table } from './rib/table.ts';
import { NEVER } from './rows.ts';

/** A route as it came in. */
export interface Received {
  readonly attributes: PathAttributes;
  readonly learnedMicros: number;
  /** The session that it came over is down; graceful restart keeps it for a while (RFC 4724). */
  readonly stale: boolean;
}

const NOTHING: readonly Nlri[] = [];

export class AdjRibs {
  readonly in;
  readonly out;
  /** Prefixes of which the other end is to be told; what, is looked up when the UPDATE leaves. */
  readonly pending;
  /** The timer that holds the next UPDATE back; a generation cancels. */
  readonly timer;
  /** µs at which it runs out. */
  readonly due;
  /** µs of the last UPDATE to the other end; NEVER: none since the session came up. */
  readonly sent;
  /** How often chance has said how long a change takes. */
  readonly draws;
  /** BGP identifier of the other end, from its last OPEN. */
  readonly remoteId;
  /** The address that the session runs from at this end: it stays, whatever becomes of the interface. */
  readonly localAddress;
  /** What a gateway advertises on AWS's end; undefined while none is attached. */
  readonly gateway;

  constructor({ store }: Kernel) {
    this.in = store.list<Table<Received>>('adj-rib-in');
    this.out = store.list<Table<PathAttributes>>('adj-rib-out');
    this.pending = store.list<readonly Nlri[]>('bgp update pending');
    this.timer = store.column('bgp update timer', 'i32');
    this.due = store.column('bgp update due', 'f64', NEVER);
    this.sent = store.column('bgp update sent', 'f64', NEVER);
    this.draws = store.column('bgp update draws', 'f64');
    this.remoteId = store.column('bgp remote identifier', 'f64');
    this.localAddress = store.list<string>('bgp local address');
    this.gateway = store.list<Table<PathAttributes> | undefined>('gateway prefixes');
  }

  reach(endpoint: number): void {
    while (this.in.length <= endpoint) {
      this.in.push(emptyTable());
      this.out.push(emptyTable());
      this.pending.push(NOTHING);
      this.timer.push();
      this.due.push();
      this.sent.push();
      this.draws.push();
      this.remoteId.push();
      this.localAddress.push('');
      this.gateway.push(undefined);
    }
  }

  /** The other end has yet to be told of a prefix that an address is in. */
  owes(endpoint: number, address: Address): boolean {
    const words = wordsOf(address);
    return this.pending
      .get(endpoint)
      .some(
        ({ family, length, words: own }) =>
          family === address.family && commonBits(own, words, length) === length,
      );
  }

  /** More prefixes to tell the other end of. */
  owe(endpoint: number, prefixes: readonly Nlri[]): void {
    const before = this.pending.get(endpoint);
    this.pending.set(endpoint, before.length === 0 ? prefixes : union([before, prefixes]));
  }

  /** Takes what is owed. */
  settle(endpoint: number): readonly Nlri[] {
    const owed = this.pending.get(endpoint);
    this.pending.set(endpoint, NOTHING);
    this.timer.add(endpoint, 1);
    this.due.set(endpoint, NEVER);
    return owed;
  }
}
