/** Small networks for the tests of the link floor, and the loop that the world runs around it. */
import { Kernel } from '../../sim/kernel/kernel.ts';
import type { Snapshot } from '../../sim/kernel/store.ts';
import { Link } from '../../sim/link/link.ts';
import { type RecordKind, recordKind } from '../../sim/records.ts';
import type { LinkLayer } from '../../sim/resources/layers.ts';
import { type Entity, type EntityId, entityId } from '../../sim/topology/entities.ts';
import { Topology } from '../../sim/topology/topology.ts';

export const SECOND = 1_000_000;
export const MINUTE = 60 * SECOND;
export const DAY = 24 * 60 * MINUTE;

/** A kernel, a topology and a link floor, driven as the world drives them. */
export class Bench {
  readonly kernel: Kernel;
  readonly topology: Topology;
  readonly link: Link & LinkLayer;
  events = 0;
  readonly #heard = new Set<string>();

  constructor(seed = 7) {
    this.kernel = new Kernel({ seed, timing: {}, startMicros: 0 });
    this.topology = new Topology(this.kernel.store);
    this.link = new Link(this.kernel, this.topology);
  }

  id(name: string): EntityId {
    const id = this.topology.find(name);
    if (id === undefined) throw new Error(`no ${name}`);
    return id;
  }

  add(entity: Entity): EntityId {
    return this.topology.add(entity);
  }

  /** Runs up to and with a time. */
  run(untilMicros: number): void {
    const { queue } = this.kernel;
    while (queue.nextTime <= untilMicros) {
      const instant = queue.nextTime;
      while (queue.nextTime === instant) {
        this.kernel.step();
        this.events++;
      }
      this.#settle();
    }
    this.kernel.rest(untilMicros);
  }

  /** Something from outside, at a time, as an input: a root of the trace. */
  at(micros: number, act: (link: Link) => void): void {
    this.run(micros);
    act(this.link);
    this.#settle();
    this.run(micros);
  }

  /** Settles, then takes the marks as the floors above would. */
  #settle(): void {
    const { changedVirtualInterfaces, changedInterfaces, changed } = this.link;
    this.link.settle();
    for (const marks of [changedVirtualInterfaces, changedInterfaces, changed])
      for (const [row] of marks.drain()) this.#heard.add(this.topology.name(entityId(row)));
  }

  /** Names of what was marked as changed since the last call, sorted. */
  heard(): string[] {
    const names = [...this.#heard].sort();
    this.#heard.clear();
    return names;
  }

  /** Records of one kind, in their order. */
  records(kind: RecordKind): { readonly at: number; readonly entity: string; readonly detail: string }[] {
    return [...this.kernel.trace]
      .filter((record) => recordKind(record.kind) === kind)
      .map(({ timeMicros, entity, detail }) => ({
        at: timeMicros,
        entity: this.topology.name(entityId(entity)),
        detail: detail ?? '',
      }));
  }

  save(): Snapshot {
    return this.kernel.store.save();
  }

  load(snapshot: Snapshot): void {
    this.kernel.store.load(snapshot);
    this.topology.forgetIndex();
  }
}

const anywhere = { ownerAccount: '111111111111', region: 'eu-west-2', location: 'EqLD5', tags: [] } as const;

/** A router `r1`, an AWS device `d1`; everything else is added by name. */
export class Net extends Bench {
  constructor(seed = 7) {
    super(seed);
    this.device('d1');
    this.router('r1');
  }

  device(name: string): EntityId {
    const { location, region } = anywhere;
    return this.add({
      kind: 'awsDevice',
      name,
      location,
      region,
      awsDeviceV2: `EqLD5-${name}`,
      freePorts: 8,
    });
  }

  router(name: string): EntityId {
    return this.add({
      kind: 'router',
      name,
      asn: 65001,
      vendor: 'generic',
      routerId: '192.0.2.1',
      networks: [],
    });
  }

  carrier(name: string, options: { delayMicros?: number; faultPropagation?: boolean } = {}): EntityId {
    return this.add({ kind: 'carrier', name, delayMicros: 400, faultPropagation: false, ...options });
  }

  /** A port of a router, and, when named, the connection that it is plugged into. */
  port(label: string, connection?: string, router = 'r1'): EntityId {
    const name = `${router} ${label}`;
    const id = this.add({ kind: 'port', name, label, shutdown: false });
    this.topology.relate(id, 'partOf', this.id(router));
    if (connection !== undefined) this.topology.relate(id, 'cabledTo', this.id(connection));
    return id;
  }

  connection(
    name: string,
    options: {
      carriers?: readonly string[];
      delayMicros?: number;
      type?: 'dedicated' | 'interconnect';
      rateBps?: number;
      device?: string;
    } = {},
  ): EntityId {
    const { carriers = [], delayMicros = 100, type = 'dedicated', rateBps = 10_000_000_000 } = options;
    const flags = { jumboFrameCapable: true, jumboUpgraded: false, bandwidth: '10Gbps' };
    const id = this.add({
      ...{ kind: 'connection', name, id: `dxcon-${name}`, type, rateBps, delayMicros },
      ...anywhere,
      ...flags,
    });
    this.topology.relate(id, 'terminatesOn', this.id(options.device ?? 'd1'));
    for (const carrier of carriers) this.topology.relate(id, 'passes', this.id(carrier));
    return id;
  }

  hosted(name: string, parent: string, vlan: number): EntityId {
    const flags = { jumboFrameCapable: true, jumboUpgraded: false, bandwidth: '500Mbps', vlan };
    const id = this.add({
      ...{ kind: 'connection', name, id: `dxcon-${name}`, type: 'hosted', rateBps: 500_000_000 },
      ...{ delayMicros: 0, ...anywhere },
      ...flags,
    });
    this.topology.relate(id, 'rides', this.id(parent));
    return id;
  }

  lag(
    name: string,
    connections: readonly string[],
    options: { minimumLinks?: number; lacpRate?: 'fast' | 'slow' } = {},
  ): EntityId {
    const { minimumLinks = 0, lacpRate = 'fast' } = options;
    const id = this.add({
      ...{ kind: 'lag', name, id: `dxlag-${name}`, minimumLinks, lacpRate, allowsHostedConnections: false },
      ...{ connectionsBandwidth: '10Gbps', ...anywhere },
    });
    for (const member of connections) this.topology.relate(this.id(member), 'memberOf', id);
    return id;
  }

  portChannel(
    label: string,
    ports: readonly string[],
    options: {
      lacp?: 'active' | 'passive' | 'on';
      lacpRate?: 'fast' | 'slow';
      minimumLinks?: number;
      router?: string;
    } = {},
  ): EntityId {
    const { router = 'r1', lacp = 'active', lacpRate = 'fast', minimumLinks = 0 } = options;
    const name = `${router} ${label}`;
    const id = this.add({ kind: 'portChannel', name, label, lacp, lacpRate, minimumLinks, shutdown: false });
    this.topology.relate(id, 'partOf', this.id(router));
    for (const port of ports) this.topology.relate(this.id(`${router} ${port}`), 'memberOf', id);
    return id;
  }

  vif(name: string, on: string, vlan: number): EntityId {
    const flags = {
      asn: 65001,
      authKey: '',
      mtu: 1500,
      siteLinkEnabled: false,
      routeFilterPrefixes: [],
      tags: [],
    };
    const { ownerAccount, region } = anywhere;
    const id = this.add({
      ...{ kind: 'virtualInterface', name, id: `dxvif-${name}`, type: 'private', ownerAccount, region, vlan },
      ...flags,
    });
    this.topology.relate(id, 'rides', this.id(on));
    return id;
  }

  /** A sub-interface of a port or port-channel of `r1`: `subInterface('eth1', 101)` is `r1 eth1.101`. */
  subInterface(
    parent: string,
    vlan: number,
    options: { router?: string; shutdown?: boolean } = {},
  ): EntityId {
    const { router = 'r1', shutdown = false } = options;
    const label = `${parent}.${vlan}`;
    const name = `${router} ${label}`;
    const id = this.add({ kind: 'subInterface', name, label, vlan, addresses: [], mtu: 1500, shutdown });
    this.topology.relate(id, 'partOf', this.id(`${router} ${parent}`));
    return id;
  }

  /** Switches everything on and runs until it stands still. */
  start(untilMicros = 10 * SECOND): this {
    this.at(0, (link) => link.start());
    this.run(untilMicros);
    this.heard();
    return this;
  }
}

/** A VIF `v` with VLAN 101 on the connection `c`, plugged into port eth1 of `r1`. */
export function single(options: Parameters<Net['connection']>[1] & { seed?: number } = {}): Net {
  const net = new Net(options.seed);
  for (const carrier of options.carriers ?? []) if (!net.topology.find(carrier)) net.carrier(carrier);
  net.connection('c', options);
  net.port('eth1', 'c');
  net.vif('v', 'c', 101);
  net.subInterface('eth1', 101);
  return net;
}

/** A VIF `v` with VLAN 101 on the LAG `lag` of `members` connections c1, c2 …, port-channel po1 at the router. */
export function bundled(
  options: {
    seed?: number;
    members?: number;
    lag?: Parameters<Net['lag']>[2];
    portChannel?: Parameters<Net['portChannel']>[2];
    connection?: Parameters<Net['connection']>[1];
  } = {},
): Net {
  const net = new Net(options.seed);
  const numbers = Array.from({ length: options.members ?? 2 }, (_, i) => i + 1);
  for (const carrier of options.connection?.carriers ?? []) net.carrier(carrier);
  for (const i of numbers) {
    net.connection(`c${i}`, options.connection);
    net.port(`eth${i}`, `c${i}`);
  }
  net.lag(
    'lag',
    numbers.map((i) => `c${i}`),
    options.lag,
  );
  net.portChannel(
    'po1',
    numbers.map((i) => `eth${i}`),
    options.portChannel,
  );
  net.vif('v', 'lag', 101);
  net.subInterface('po1', 101);
  return net;
}
