/**
 * A network for the API alone: resources over link and BGP layers that do what they are told. A session comes up as
 * soon as AWS's end starts, provided that `bgp.answering` says that the customer's end follows.
 */

import type { GatewayRoutes } from '../../sim/bgp/aws/gateway-routes.ts';
import type { Route } from '../../sim/bgp/contract.ts';
import type { Announcement } from '../../sim/bgp/messages.ts';
import { callApi } from '../../sim/directconnect/call.ts';
import { ApiFailures } from '../../sim/directconnect/failures.ts';
import { profiles } from '../../sim/directconnect/profile.ts';
import type { Column } from '../../sim/kernel/columns.ts';
import { Kernel } from '../../sim/kernel/kernel.ts';
import { Marks } from '../../sim/kernel/marks.ts';
import type { Store } from '../../sim/kernel/store.ts';
import type { BgpLayer, LinkLayer } from '../../sim/resources/layers.ts';
import { awsSession } from '../../sim/resources/peers.ts';
import { Resources } from '../../sim/resources/resources.ts';
import { formatAddress, parseInterfaceAddress } from '../../sim/topology/address.ts';
import type { Connection, EntityId, Gateway, Lag, VirtualInterface } from '../../sim/topology/entities.ts';
import { candidateId } from '../../sim/topology/ids.ts';
import { assignIpv6 } from '../../sim/topology/peer-addresses.ts';
import { Topology } from '../../sim/topology/topology.ts';

export const SECOND = 1_000_000;
export const MINUTE = 60 * SECOND;

export const accounts = {
  net: '111111111111',
  partner: '222222222222',
  customer: '333333333333',
  stranger: '444444444444',
};
export const REGION = 'eu-west-2';
export const FAR_REGION = 'us-east-1';

const isSet = (column: Column, row: number): boolean => row < column.length && column.get(row) === 1;

export class FakeLink implements LinkLayer {
  readonly changed = new Marks();
  readonly log: string[] = [];
  readonly #topology: Topology;
  readonly #off: Column;
  readonly #cut: Column;

  constructor(topology: Topology, store: Store) {
    this.#topology = topology;
    this.#off = store.column('fake port off', 'u8');
    this.#cut = store.column('fake cut', 'u8');
  }

  setPortEnabled(connection: EntityId, enabled: boolean): void {
    this.log.push(`${this.#topology.name(connection)} ${enabled ? 'on' : 'off'}`);
    this.#alter(connection, this.#off, !enabled);
  }

  /** The fibre of a connection. */
  cut(connection: EntityId, cut: boolean): void {
    this.#alter(connection, this.#cut, cut);
  }

  touch(): void {}

  operational(port: EntityId): boolean {
    if (this.#topology.kind(port) !== 'lag') return !isSet(this.#off, port) && !isSet(this.#cut, port);
    return this.operationalMembers(port) >= Math.max(1, this.#topology.as('lag', port).minimumLinks);
  }

  operationalMembers(lag: EntityId): number {
    return this.#topology.sources(lag, 'memberOf', 'connection').filter((member) => this.operational(member))
      .length;
  }

  #alter(connection: EntityId, column: Column, value: boolean): void {
    const lag = this.#topology.target(connection, 'memberOf');
    const ports = lag === undefined ? [connection] : [connection, lag];
    const before = ports.map((port) => this.operational(port));
    column.reach(connection);
    column.set(connection, value ? 1 : 0);
    ports.forEach((port, index) => {
      if (this.operational(port) !== before[index]) this.changed.add(port, 0);
    });
  }
}

export class FakeBgp implements BgpLayer {
  readonly changed = new Marks();
  readonly log: string[] = [];
  readonly gatewayRoutes = new Map<EntityId, readonly string[] | undefined>();
  /** Whether the customer's end follows. */
  answering = true;
  readonly #topology: Topology;
  readonly #established: Column;

  constructor(topology: Topology, store: Store) {
    this.#topology = topology;
    this.#established = store.column('fake established', 'u8');
  }

  start(peer: EntityId): void {
    this.log.push(`start ${this.#topology.name(peer)}`);
    if (this.answering) this.set(peer, true);
  }

  stop(peer: EntityId, how: Parameters<BgpLayer['stop']>[1]): void {
    this.log.push(`stop ${this.#topology.name(peer)} ${how.notify ? `notify ${how.subcode}` : 'silent'}`);
    this.set(peer, false);
  }

  set(peer: EntityId, up: boolean): void {
    if (up === this.established(peer)) return;
    this.#established.reach(peer);
    this.#established.set(peer, up ? 1 : 0);
    this.changed.add(peer, 0);
  }

  reset(peer: EntityId, subcode: number): void {
    this.log.push(`reset ${this.#topology.name(peer)} ${subcode}`);
  }

  setGatewayRoutes(peer: EntityId, routes: GatewayRoutes | undefined): void {
    const { addressFamily } = this.#topology.as('bgpPeer', peer).session;
    const own = routes?.announced.filter(({ nlri }) => nlri.family === addressFamily);
    this.gatewayRoutes.set(
      peer,
      own?.map(({ nlri }) => nlri.text),
    );
  }

  /** What AWS's end has taken and told, as a test says. */
  readonly taken = new Map<EntityId, readonly Route[]>();
  readonly told = new Map<EntityId, readonly Announcement[]>();

  routes(peer: EntityId): readonly Route[] {
    return this.taken.get(peer) ?? [];
  }

  advertised(peer: EntityId): readonly Announcement[] {
    return this.told.get(peer) ?? [];
  }

  setPublicRoutes(peer: EntityId): void {
    this.gatewayRoutes.set(peer, ['public']);
  }

  established(peer: EntityId): boolean {
    return isSet(this.#established, peer);
  }
}

type Part<T> = Partial<Omit<T, 'kind' | 'name' | 'id'>>;

export class Lab {
  readonly kernel: Kernel;
  readonly topology: Topology;
  readonly link: FakeLink;
  readonly bgp: FakeBgp;
  readonly resources: Resources;
  readonly failures: ApiFailures;
  readonly profile: (typeof profiles)[keyof typeof profiles];
  readonly accounts = accounts;

  constructor(
    options: {
      profile?: keyof typeof profiles;
      timing?: Readonly<Record<string, number | string>>;
      seed?: number;
    } = {},
  ) {
    this.kernel = new Kernel({ seed: options.seed ?? 1, timing: options.timing ?? {}, startMicros: 0 });
    this.topology = new Topology(this.kernel.store);
    this.link = new FakeLink(this.topology, this.kernel.store);
    this.bgp = new FakeBgp(this.topology, this.kernel.store);
    this.resources = new Resources(this.kernel, this.topology, this.link, this.bgp);
    this.failures = new ApiFailures(this.kernel.store);
    this.profile = profiles[options.profile ?? 'compat'];
  }

  device(name: string, region = REGION, freePorts = 8): EntityId {
    const location = region === REGION ? 'EqLD5' : 'EqDC2';
    return this.topology.add({
      kind: 'awsDevice',
      name,
      location,
      region,
      awsDeviceV2: `${location}-${name}`,
      freePorts,
    });
  }

  connection(name: string, device: string, part: Part<Connection> = {}): EntityId {
    const on = this.id(device);
    const { location, region } = this.topology.as('awsDevice', on);
    const id = this.topology.add({
      kind: 'connection',
      name,
      id: candidateId(1, 'connection', name, 0),
      type: 'dedicated',
      ownerAccount: accounts.net,
      region,
      location,
      bandwidth: '10Gbps',
      rateBps: 10_000_000_000,
      jumboFrameCapable: true,
      jumboUpgraded: false,
      delayMicros: 0,
      tags: [],
      ...part,
    });
    this.topology.relate(id, 'terminatesOn', on);
    return id;
  }

  hosted(name: string, parent: string, vlan: number, part: Part<Connection> = {}): EntityId {
    const on = this.topology.name(this.topology.only(this.id(parent), 'terminatesOn'));
    const id = this.connection(name, on, {
      type: 'hosted',
      ownerAccount: accounts.customer,
      bandwidth: '500Mbps',
      rateBps: 500_000_000,
      partnerName: 'partner',
      vlan,
      ...part,
    });
    this.topology.relate(id, 'rides', this.id(parent));
    return id;
  }

  lag(name: string, members: readonly string[], part: Part<Lag> = {}): EntityId {
    const first = this.topology.as('connection', this.id(members[0] ?? ''));
    const id = this.topology.add({
      kind: 'lag',
      name,
      id: candidateId(1, 'lag', name, 0),
      ownerAccount: first.ownerAccount,
      region: first.region,
      location: first.location,
      connectionsBandwidth: first.bandwidth,
      minimumLinks: 0,
      allowsHostedConnections: false,
      lacpRate: 'slow',
      tags: [],
      ...part,
    });
    this.topology.relate(id, 'terminatesOn', this.topology.only(this.id(members[0] ?? ''), 'terminatesOn'));
    for (const member of members) this.topology.relate(this.id(member), 'memberOf', id);
    return id;
  }

  gateway(name: string, part: Part<Gateway> = {}): EntityId {
    const type = part.type ?? 'virtualGateway';
    return this.topology.add({
      kind: 'gateway',
      name,
      id: candidateId(1, type, name, 0),
      type,
      amazonSideAsn: 64512,
      ownerAccount: accounts.net,
      region: REGION,
      ...part,
    });
  }

  /** `peers`: Amazon's addresses with prefix length; the customer's is the next one. `ipv6` is assigned. */
  vif(
    name: string,
    on: string,
    vlan: number,
    options: Part<VirtualInterface> & { peers?: readonly string[]; gateway?: string } = {},
  ): EntityId {
    const { peers = [`10.0.${vlan % 256}.1/30`], gateway, ...part } = options;
    const { topology } = this;
    const id = topology.add({
      kind: 'virtualInterface',
      name,
      id: candidateId(1, 'virtualInterface', name, 0),
      type: 'private',
      ownerAccount: accounts.net,
      region: REGION,
      vlan,
      asn: 65000,
      authKey: 'secret-key',
      mtu: 1500,
      siteLinkEnabled: false,
      routeFilterPrefixes: [],
      tags: [],
      ...part,
    });
    topology.relate(id, 'rides', this.id(on));
    for (const address of peers) this.#peer(id, name, address);
    if (gateway !== undefined) {
      const attachment = topology.add({ kind: 'attachment', name: `${name} attachment` });
      topology.relate(attachment, 'partOf', id);
      topology.relate(attachment, 'attachesTo', this.id(gateway));
    }
    return id;
  }

  #peer(vif: EntityId, name: string, address: string): void {
    const addressFamily = address === 'ipv6' ? 'ipv6' : 'ipv4';
    const { amazonAddress, customerAddress } =
      address === 'ipv6'
        ? assignIpv6(1, name, [])
        : { amazonAddress: address, customerAddress: nextAddress(address) };
    const peerName = `${name} ${addressFamily}`;
    const session = awsSession(this, {
      addressFamily,
      localAsn: 64512,
      remoteAsn: 65000,
      remoteAddress: customerAddress.replace(/\/\d+$/, ''),
      authKey: 'secret-key',
    });
    const peer = this.topology.add({
      kind: 'bgpPeer',
      name: peerName,
      id: candidateId(1, 'bgpPeer', peerName, 0),
      session,
      amazonAddress,
      customerAddress,
    });
    this.topology.relate(peer, 'partOf', vif);
  }

  /** Starts the network and waits until everything is reported. */
  begin(): this {
    this.resources.adopt();
    this.advance(10 * SECOND);
    return this;
  }

  id(name: string): EntityId {
    const id = this.topology.find(name);
    if (id === undefined) throw new Error(`the lab has no ${name}`);
    return id;
  }

  /** The API's id of something. */
  apiId(name: string): string {
    const record = this.topology.get(this.id(name));
    return 'id' in record ? record.id : '';
  }

  state(name: string): string {
    return this.resources.state(this.id(name));
  }

  /** Plays events for a while, settling after each instant. */
  advance(micros: number): void {
    const until = this.kernel.now + micros;
    this.settle();
    while (this.kernel.queue.nextTime <= until) {
      this.kernel.step();
      this.settle();
    }
    this.kernel.rest(until);
  }

  settle(): void {
    this.resources.settle(this.link.changed.drain(), this.bgp.changed.drain());
  }

  call(
    operation: string,
    request: Record<string, unknown>,
    as: keyof typeof accounts = 'net',
    region = REGION,
  ) {
    const result = callApi(this, operation, request, { account: as, region });
    this.settle();
    return result;
  }

  /** The answer of a call that must be accepted. */
  ok(operation: string, request: Record<string, unknown>, as: keyof typeof accounts = 'net') {
    const result = this.call(operation, request, as);
    if (!result.ok) throw new Error(`${operation}: ${result.error.type} ${result.error.message}`);
    return result.answer;
  }

  /** The error of a call that must be refused. */
  error(
    operation: string,
    request: Record<string, unknown>,
    as: keyof typeof accounts = 'net',
    region = REGION,
  ): { type: string; message: string } {
    const result = this.call(operation, request, as, region);
    if (result.ok) throw new Error(`${operation} was accepted: ${JSON.stringify(result.answer)}`);
    return result.error;
  }

  /** Hashes of all that a refused call must leave alone: everything but the notes on which timing was looked up. */
  future(): Record<string, string> {
    const { 'timing used': _, ...hashes } = this.kernel.store.hashes();
    return hashes;
  }
}

const nextAddress = (text: string): string => {
  const { address, prefix } = parseInterfaceAddress(text);
  return `${formatAddress({ ...address, bits: address.bits + 1n })}/${prefix.length}`;
};

/**
 * Two devices at one location and one far away. `net` owns a1, c1, the LAGs lag-b (b1, b2) and lag-d (d1), and the
 * VIFs v101, v102 on a1; `partner` owns an interconnect and a partner LAG with hosted connections h1, h2 of
 * `customer`, who also owns cust1.
 */
export function standardLab(options: ConstructorParameters<typeof Lab>[0] = {}): Lab {
  const lab = new Lab(options);
  lab.device('dev-a');
  lab.device('dev-b');
  lab.device('dev-far', FAR_REGION);
  for (const name of ['a1', 'c1']) lab.connection(name, 'dev-a');
  for (const name of ['b1', 'b2', 'd1']) lab.connection(name, 'dev-b');
  lab.connection('small', 'dev-a', { jumboFrameCapable: false });
  lab.connection('far1', 'dev-far');
  lab.connection('cust1', 'dev-a', { ownerAccount: accounts.customer });
  lab.lag('lag-b', ['b1', 'b2']);
  lab.lag('lag-d', ['d1']);
  for (const name of ['ic1', 'ic2', 'p1']) {
    lab.connection(name, 'dev-a', { type: 'interconnect', ownerAccount: accounts.partner });
  }
  lab.lag('plag', ['p1'], { allowsHostedConnections: true });
  lab.hosted('h1', 'ic1', 300);
  lab.hosted('h2', 'ic1', 400);
  const vpc = lab.topology.add({
    kind: 'vpc',
    name: 'vpc',
    cidrs: ['10.50.0.0/16', '2001:db8:50::/56'],
    region: REGION,
  });
  lab.topology.relate(lab.gateway('vgw'), 'associatedWith', vpc);
  lab.topology.relate(lab.gateway('dxgw', { type: 'directConnectGateway' }), 'associatedWith', lab.id('vgw'));
  lab.vif('v101', 'a1', 101, { gateway: 'vgw' });
  lab.vif('v102', 'a1', 102, { gateway: 'vgw', mtu: 1500 });
  return lab;
}
