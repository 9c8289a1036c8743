/** Turns a network file's content into the entity graph: AWS's side first, then the customer's, then cables. */

import type { Kernel } from '../kernel/kernel.ts';
import { parseRate } from '../kernel/quantity.ts';
import { formatAddress, parseInterfaceAddress } from './address.ts';
import { buildCustomerSide } from './build-customer.ts';
import { buildGateways } from './build-gateways.ts';
import { found, physicalOf, sorted } from './build-names.ts';
import { addVpn } from './build-vpn.ts';
import type { EntityId, SessionConfig } from './entities.ts';
import { awsDeviceV2, candidateId, generatedAuthKey, type IdKind } from './ids.ts';
import { given } from './neighbor-statement.ts';
import { assignIpv4, assignIpv6, type PeerAddresses, subnetOf } from './peer-addresses.ts';
import type { ConnectionSpec, LagSpec, NetworkSpec, PeerSpec, VirtualInterfaceSpec } from './spec.ts';
import { TakenSubnets } from './taken-subnets.ts';
import type { Topology } from './topology.ts';

/** AWS's end of every session; the defaults of the user guide are given by the caller. */
export type AwsSessionMaker = (
  peer: Pick<SessionConfig, 'addressFamily' | 'localAsn' | 'remoteAsn' | 'remoteAddress' | 'authKey'>,
) => SessionConfig;

/** A resource that starts earlier in its life than `available`. */
export type Initial = readonly [entity: EntityId, state: string];

/** ASN of AWS on public virtual interfaces [user guide, routing and BGP]. */
const PUBLIC_ASN = 7224;

/** What the parts of the build share. */
export interface Building {
  readonly spec: NetworkSpec;
  readonly topology: Topology;
  readonly seed: number;
  readonly awsSession: AwsSessionMaker;
  readonly initial: Initial[];
  /** Peer subnets so far. */
  readonly taken: TakenSubnets;
  readonly account: (name: string | undefined) => string;
}

/** Builds the graph into an empty topology. The network was checked when it was loaded: an error here is a bug. */
export function buildNetwork(
  spec: NetworkSpec,
  topology: Topology,
  { seed }: Kernel,
  awsSession: AwsSessionMaker,
): readonly Initial[] {
  const first = Object.values(spec.accounts)[0] ?? '000000000000';
  const account = (name: string | undefined) => (name === undefined ? first : (spec.accounts[name] ?? name));
  const building: Building = {
    ...{ spec, topology, seed, awsSession, account },
    initial: [],
    taken: new TakenSubnets(),
  };
  for (const [name, { delayMicros, faultPropagation }] of sorted(spec.carriers))
    topology.add({ kind: 'carrier', name, delayMicros, faultPropagation });
  for (const [name, device] of sorted(spec.devices)) {
    const awsName = awsDeviceV2(seed, device.location, name);
    topology.add({
      kind: 'awsDevice',
      name,
      location: device.location,
      region: device.region ?? spec.region,
      awsDeviceV2: awsName,
      freePorts: device.freePorts ?? 8,
    });
  }
  buildGateways(building);
  // Hosted connections ride interconnects and LAGs, so they come last.
  const physical = sorted(spec.connections).filter(([, { kind }]) => kind !== 'hosted');
  const hosted = sorted(spec.connections).filter(([, { kind }]) => kind === 'hosted');
  for (const [name, connection] of physical) addConnection(building, name, connection);
  for (const [name, lag] of sorted(spec.lags)) addLag(building, name, lag);
  for (const [name, connection] of hosted) addConnection(building, name, connection);
  for (const [name, vif] of sorted(spec.vifs)) addVirtualInterface(building, name, vif);
  buildCustomerSide(spec, topology);
  for (const [name, vpn] of sorted(spec.vpns ?? {})) addVpn(building, name, vpn);
  for (const [, vif] of sorted(spec.vifs)) markJumbo(building, vif);
  return building.initial;
}

export const idOf = ({ seed }: Building, kind: IdKind, name: string) => candidateId(seed, kind, name, 0);

function addConnection(building: Building, name: string, connection: ConnectionSpec): void {
  const { topology, spec, account, initial } = building;
  const parent = connection.parent === undefined ? undefined : found(topology, connection.parent);
  const device =
    parent === undefined ? found(topology, connection.device ?? '') : topology.only(parent, 'terminatesOn');
  const { location, region } = topology.as('awsDevice', device);
  const id = topology.add({
    kind: 'connection',
    name,
    id: idOf(building, 'connection', name),
    type: connection.kind,
    ownerAccount: account(connection.owner),
    region: connection.region ?? region ?? spec.region,
    location,
    bandwidth: connection.bandwidth,
    rateBps: parseRate(connection.bandwidth),
    jumboFrameCapable: connection.jumboFrameCapable,
    jumboUpgraded: connection.jumboUpgraded ?? false,
    delayMicros: connection.delayMicros,
    ...(connection.vlan === undefined ? {} : { vlan: connection.vlan }),
    ...(connection.partnerName === undefined ? {} : { partnerName: connection.partnerName }),
    tags: [],
  });
  topology.relate(id, 'terminatesOn', device);
  if (parent !== undefined) topology.relate(id, 'rides', parent);
  for (const carrier of connection.carriers) topology.relate(id, 'passes', found(topology, carrier));
  if (connection.state !== undefined && connection.state !== 'available')
    initial.push([id, connection.state]);
}

function addLag(building: Building, name: string, lag: LagSpec): void {
  const { topology, account } = building;
  const members = lag.connections.map((member) => found(topology, member));
  const [first] = members;
  if (first === undefined) throw new Error(`LAG ${name} has no members`);
  const { region, location, bandwidth } = topology.as('connection', first);
  const id = topology.add({
    kind: 'lag',
    name,
    id: idOf(building, 'lag', name),
    ownerAccount: account(lag.owner),
    region: lag.region ?? region,
    location,
    connectionsBandwidth: bandwidth,
    minimumLinks: lag.minimumLinks,
    allowsHostedConnections: lag.allowsHostedConnections,
    lacpRate: lag.lacpRate,
    tags: [],
  });
  topology.relate(id, 'terminatesOn', topology.only(first, 'terminatesOn'));
  for (const member of members) topology.relate(member, 'memberOf', id);
}

function addVirtualInterface(building: Building, name: string, vif: VirtualInterfaceSpec): void {
  const { topology, seed, account, initial, spec } = building;
  const ride = found(topology, vif.on);
  const asn = vif.asn ?? routerAsnAt(building, vif.on);
  const authKey = vif.authKey ?? generatedAuthKey(seed, name);
  const region =
    topology.kind(ride) === 'lag' ? topology.as('lag', ride).region : topology.as('connection', ride).region;
  const id = topology.add({
    kind: 'virtualInterface',
    name,
    id: idOf(building, 'virtualInterface', name),
    type: vif.type,
    ownerAccount: account(vif.owner),
    region,
    vlan: vif.vlan,
    asn,
    authKey,
    mtu: vif.mtu,
    siteLinkEnabled: vif.siteLink === true,
    routeFilterPrefixes: vif.routeFilterPrefixes,
    ...given({
      prefixPoolAllocatedCountIpv4: vif.prefixPoolAllocatedCountIpv4,
      prefixPoolAllocatedCountIpv6: vif.prefixPoolAllocatedCountIpv6,
    }),
    tags: [],
  });
  topology.relate(id, 'rides', ride);
  if (vif.state !== undefined && vif.state !== 'available') initial.push([id, vif.state]);
  if (vif.gateway !== undefined && vif.state !== 'confirming') {
    const attachment = topology.add({ kind: 'attachment', name: `${name} attachment` });
    topology.relate(attachment, 'partOf', id);
    topology.relate(attachment, 'attachesTo', found(topology, vif.gateway));
  }
  const localAsn =
    vif.gateway === undefined ? PUBLIC_ASN : (spec.gateways[vif.gateway]?.amazonSideAsn ?? PUBLIC_ASN);
  for (const peer of vif.peers) addPeer(building, id, peer, { localAsn, remoteAsn: asn, authKey });
}

function addPeer(
  building: Building,
  vif: EntityId,
  peer: PeerSpec,
  asns: { localAsn: number; remoteAsn: number; authKey: string },
): void {
  const { topology, awsSession, taken } = building;
  const name = `${topology.name(vif)} ${peer.addressFamily}`;
  const { amazonAddress, customerAddress } = addressesOf(building, name, peer);
  taken.add(subnetOf(amazonAddress));
  const remoteAddress = formatAddress(parseInterfaceAddress(customerAddress).address);
  const session = awsSession({ addressFamily: peer.addressFamily, ...asns, remoteAddress });
  const id = topology.add({
    kind: 'bgpPeer',
    name,
    id: idOf(building, 'bgpPeer', name),
    session,
    amazonAddress,
    customerAddress,
  });
  topology.relate(id, 'partOf', vif);
}

function addressesOf(
  { taken, seed }: Building,
  name: string,
  { addressFamily, amazonAddress, customerAddress }: PeerSpec,
): PeerAddresses {
  if (amazonAddress !== undefined && customerAddress !== undefined) return { amazonAddress, customerAddress };
  return addressFamily === 'ipv4' ? assignIpv4(taken) : assignIpv6(seed, name, taken);
}

/** ASN of the router that a connection, or a LAG's first cabled member, is plugged into. */
function routerAsnAt({ spec }: Building, connectionOrLag: string): number {
  for (const name of physicalOf(spec, connectionOrLag)) {
    const router = spec.connections[name]?.cable?.router;
    const asn = router === undefined ? undefined : spec.routers[router]?.asn;
    if (asn !== undefined) return asn;
  }
  return 65_000;
}

const JUMBO_BYTES = 1500;

/** Ports under a jumbo virtual interface were upgraded when it came, unless the file says otherwise. */
function markJumbo({ spec, topology }: Building, vif: VirtualInterfaceSpec): void {
  if (vif.mtu <= JUMBO_BYTES) return;
  for (const connection of [vif.on, ...physicalOf(spec, vif.on)]) {
    if (spec.connections[connection] === undefined || spec.connections[connection]?.jumboUpgraded === false)
      continue;
    topology.update('connection', found(topology, connection), { jumboUpgraded: true });
  }
}
