/** One session between a router and AWS over a wire whose answers the test sets: the BGP floor alone, both ends real. */
import { Bgp } from '../../sim/bgp/bgp.ts';
import { Kernel } from '../../sim/kernel/kernel.ts';
import { Marks } from '../../sim/kernel/marks.ts';
import type { Direction, LinkQueries, PathState } from '../../sim/link/contract.ts';
import { type RecordKind, recordKind } from '../../sim/records.ts';
import { type EntityId, entityId, type SessionConfig } from '../../sim/topology/entities.ts';
import type { Vendor } from '../../sim/topology/spec.ts';
import { Topology } from '../../sim/topology/topology.ts';

export const SECOND = 1_000_000;
export const MINUTE = 60 * SECOND;
export const DAY = 24 * 60 * MINUTE;
export const DELAY = 500;

export type End = 'aws' | 'customer';
export const PEER = 'v1 ipv4';
export const NEIGHBOR = 'r1 169.254.1.1';
export const entityOf: Readonly<Record<End, string>> = { aws: PEER, customer: NEIGHBOR };

export interface PairOptions {
  readonly seed?: number;
  readonly aws?: Partial<SessionConfig>;
  readonly customer?: Partial<SessionConfig>;
  readonly vendor?: Vendor;
  readonly routerId?: string;
  readonly networks?: readonly string[];
  readonly timing?: Readonly<Record<string, number>>;
}

const shared = {
  addressFamily: 'ipv4',
  authKey: 'secret-key',
  holdMicros: 90 * SECOND,
  keepaliveMicros: 30 * SECOND,
  bfd: 'off',
  passive: false,
  shutdown: false,
} as const;

export const bfd = (intervalMillis = 300, multiplier = 3) => ({
  bfd: { intervalMicros: intervalMillis * 1000, multiplier },
});

class Wire implements LinkQueries {
  readonly changedVirtualInterfaces = new Marks();
  readonly changedInterfaces = new Marks();
  readonly open: Record<Direction, boolean> = { toAws: true, toCustomer: true };
  readonly lossPpm: Record<Direction, number> = { toAws: 0, toCustomer: 0 };
  up: Record<End, boolean> = { aws: true, customer: true };
  routerRuns = true;
  vif = entityId(0);
  subInterface = entityId(0);

  customerEnd(): EntityId {
    return this.subInterface;
  }
  awsEnd(): EntityId {
    return this.vif;
  }
  interfaceUp(): boolean {
    return this.up.customer && this.routerRuns;
  }
  attachmentUp(): boolean {
    return this.up.aws;
  }
  running(): boolean {
    return this.routerRuns;
  }
  path(_vif: EntityId, direction: Direction): PathState {
    const open = this.open[direction] && this.routerRuns;
    const why = open ? '' : `the wire is cut ${direction}`;
    // As the link floor answers: a closed path has no delay.
    return {
      open,
      why,
      lossPpm: open ? this.lossPpm[direction] : 0,
      delayMicros: open ? DELAY : 0,
      via: undefined,
    };
  }
}

export class Pair {
  readonly kernel: Kernel;
  readonly topology: Topology;
  readonly wire = new Wire();
  readonly bgp: Bgp;
  readonly peer: EntityId;
  readonly neighbor: EntityId;
  readonly router: EntityId;
  /** Events handled so far. */
  steps = 0;

  constructor(options: PairOptions = {}) {
    this.kernel = new Kernel({ seed: options.seed ?? 7, timing: options.timing ?? {}, startMicros: 0 });
    this.topology = new Topology(this.kernel.store);
    this.bgp = new Bgp(this.kernel, this.topology, this.wire, {
      routers: [],
      distance: () => undefined,
      live: () => undefined,
      liveLinks: [],
    });
    const { topology } = this;
    this.router = topology.add({
      kind: 'router',
      name: 'r1',
      asn: 65001,
      vendor: options.vendor ?? 'generic',
      routerId: options.routerId ?? '192.0.2.1',
      networks: options.networks ?? [],
    });
    const port = topology.add({ kind: 'port', name: 'r1 eth1', label: 'eth1', shutdown: false });
    topology.relate(port, 'partOf', this.router);
    this.wire.subInterface = topology.add({
      kind: 'subInterface',
      name: 'r1 eth1.101',
      label: 'eth1.101',
      vlan: 101,
      addresses: ['169.254.1.2/30'],
      mtu: 1500,
      shutdown: false,
    });
    topology.relate(this.wire.subInterface, 'partOf', port);
    this.wire.vif = topology.add({
      kind: 'virtualInterface',
      name: 'v1',
      id: 'dxvif-1',
      type: 'private',
      ownerAccount: '111122223333',
      region: 'eu-west-2',
      vlan: 101,
      asn: 65001,
      authKey: shared.authKey,
      mtu: 1500,
      siteLinkEnabled: false,
      routeFilterPrefixes: [],
      tags: [],
    });
    this.peer = topology.add({
      kind: 'bgpPeer',
      name: PEER,
      id: 'dxpeer-1',
      session: { ...shared, localAsn: 64512, remoteAsn: 65001, remoteAddress: '169.254.1.2', ...options.aws },
      amazonAddress: '169.254.1.1/30',
      customerAddress: '169.254.1.2/30',
    });
    topology.relate(this.peer, 'partOf', this.wire.vif);
    this.neighbor = topology.add({
      kind: 'neighbor',
      name: NEIGHBOR,
      session: {
        ...shared,
        localAsn: 65001,
        remoteAsn: 64512,
        remoteAddress: '169.254.1.1',
        ...options.customer,
      },
      prepend: 0,
    });
    topology.relate(this.neighbor, 'partOf', this.router);
    this.bgp.start(this.peer);
    this.bgp.touch(this.router);
    this.#settle();
  }

  /** Plays up to and with a time, or until something is so. */
  run(untilMicros: number, enough: () => boolean = () => false): this {
    const { queue } = this.kernel;
    while (queue.nextTime <= untilMicros) {
      if (enough()) return this;
      const instant = queue.nextTime;
      while (queue.nextTime === instant) {
        this.kernel.step();
        this.steps++;
      }
      this.#settle();
    }
    this.kernel.rest(untilMicros);
    return this;
  }

  /** Plays up to a time, then does something there, as an input. */
  at(micros: number, act: (pair: Pair) => void): this {
    this.run(micros);
    act(this);
    this.#settle();
    return this;
  }

  /** The wire changes; both ends look again. */
  rewire(change: (wire: Wire) => void): void {
    change(this.wire);
    this.wire.changedVirtualInterfaces.add(this.wire.vif, this.kernel.cause);
    this.wire.changedInterfaces.add(this.wire.subInterface, this.kernel.cause);
  }

  cut(direction: Direction | 'both' = 'both'): void {
    this.#setOpen(direction, false);
  }

  heal(direction: Direction | 'both' = 'both'): void {
    this.#setOpen(direction, true);
  }

  #setOpen(direction: Direction | 'both', open: boolean): void {
    this.rewire((wire) => {
      if (direction !== 'toCustomer') wire.open.toAws = open;
      if (direction !== 'toAws') wire.open.toCustomer = open;
    });
  }

  /** Changes the configuration of one end. */
  configure(end: End, change: Partial<SessionConfig>): void {
    const { topology } = this;
    if (end === 'aws')
      topology.update('bgpPeer', this.peer, {
        session: { ...topology.as('bgpPeer', this.peer).session, ...change },
      });
    else
      topology.update('neighbor', this.neighbor, {
        session: { ...topology.as('neighbor', this.neighbor).session, ...change },
      });
    this.bgp.touch(end === 'aws' ? this.peer : this.neighbor);
  }

  #settle(): void {
    const { wire, bgp } = this;
    bgp.settle(wire.changedVirtualInterfaces.drain(), wire.changedInterfaces.drain());
    bgp.changed.drain();
    bgp.changedRoutes.drain();
  }

  state(end: End): string {
    return this.bgp.state(end === 'aws' ? this.peer : this.neighbor);
  }

  get states(): string {
    return `${this.state('aws')} ${this.state('customer')}`;
  }

  bfdStates(): string {
    return `${this.bgp.bfdState(this.peer)} ${this.bgp.bfdState(this.neighbor)}`;
  }

  /** What was written about one end, or both: `time detail`. */
  records(kind: RecordKind, end?: End): { readonly at: number; readonly end: End; readonly words: string }[] {
    return [...this.kernel.trace].flatMap((record) => {
      const name = this.topology.name(entityId(record.entity));
      const of: End = name === PEER ? 'aws' : 'customer';
      if (recordKind(record.kind) !== kind || (end !== undefined && end !== of)) return [];
      return [{ at: record.timeMicros, end: of, words: record.detail ?? '' }];
    });
  }

  /** µs of the first record of a kind whose words match, from a time on. */
  when(kind: RecordKind, words: string, from = 0, end?: End): number | undefined {
    return this.records(kind, end).find((record) => record.at >= from && record.words.includes(words))?.at;
  }
}

/** A pair whose session has been up for a while: only the router's end listens, so there is one connection. */
export function established(options: PairOptions = {}, untilMicros = 5 * SECOND): Pair {
  return new Pair({ ...options, customer: { passive: true, ...options.customer } }).run(untilMicros);
}
