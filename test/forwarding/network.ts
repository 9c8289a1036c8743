/** The network that the tests of flows play with. */
import type { Entity, EntityId, SessionConfig } from '../../sim/topology/entities.ts';
import type { Topology } from '../../sim/topology/topology.ts';
import type { FakeBgp, FakeLink } from './fakes.ts';

export const SECOND = 1_000_000;
export const VPC_CIDR = '10.0.0.0/16';
export const SITE_NETWORK = '172.16.0.0/16';

export interface LabOptions {
  readonly vifMtu?: readonly [number, number];
  readonly interfaceMtu?: readonly [number, number];
  readonly jumboUpgraded?: boolean;
  readonly vifType?: 'private' | 'transit';
  readonly timing?: Readonly<Record<string, number | string>>;
  readonly rateBps?: number;
  /** Networks behind r2; by default none, so that what returns there goes on to r1. */
  readonly networksOfR2?: readonly string[];
}

interface Floors {
  readonly topology: Topology;
  readonly link: FakeLink;
  readonly bgp: FakeBgp;
}

const session: SessionConfig = {
  addressFamily: 'ipv4',
  localAsn: 65001,
  remoteAsn: 64512,
  remoteAddress: '169.254.1.1',
  authKey: 'secret-key',
  holdMicros: 90 * SECOND,
  keepaliveMicros: 30 * SECOND,
  bfd: 'off',
  passive: false,
  shutdown: false,
};

/** r1 and r2, joined by a link, each with a connection and a virtual interface to the VPC behind one gateway. */
export function build(floors: Floors, options: LabOptions): void {
  const { topology } = floors;
  const add = (entity: Entity): EntityId => topology.add(entity);
  const router = (name: string, networks: readonly string[]) =>
    add({ kind: 'router', name, asn: 65001, routerId: '192.0.2.1', networks, vendor: 'generic' });
  const r1 = router('r1', [SITE_NETWORK]);
  const r2 = router('r2', options.networksOfR2 ?? []);
  const cable = add({ kind: 'routerLink', igp: 'active', name: 'r1-r2', metric: 10, delayMicros: 100 });
  topology.relate(cable, 'connects', r1);
  topology.relate(cable, 'connects', r2);
  const gateway = add({
    kind: 'gateway',
    name: 'dxgw',
    id: 'dxgw-id',
    type: 'directConnectGateway',
    amazonSideAsn: 64512,
    ownerAccount: '111111111111',
    region: 'eu-west-2',
  });
  const vpc = add({ kind: 'vpc', name: 'vpc', cidrs: [VPC_CIDR], region: 'eu-west-2' });
  topology.relate(gateway, 'associatedWith', vpc);
  side(floors, 1, r1, gateway, options);
  side(floors, 2, r2, gateway, options);
}

function side(floors: Floors, n: 1 | 2, router: EntityId, gateway: EntityId, options: LabOptions): void {
  const { topology, link, bgp } = floors;
  const connection = topology.add({
    kind: 'connection',
    name: `c${n}`,
    id: `dxcon-${n}`,
    type: 'dedicated',
    ownerAccount: '111111111111',
    region: 'eu-west-2',
    location: 'EqLD5',
    bandwidth: '1Gbps',
    rateBps: options.rateBps ?? 1_000_000_000,
    jumboFrameCapable: true,
    jumboUpgraded: options.jumboUpgraded ?? true,
    delayMicros: 0,
    tags: [],
  });
  const vif = topology.add({
    kind: 'virtualInterface',
    name: `v${n}`,
    id: `dxvif-${n}`,
    type: options.vifType ?? 'private',
    ownerAccount: '111111111111',
    region: 'eu-west-2',
    vlan: 100 + n,
    asn: 65001,
    authKey: 'secret-key',
    mtu: options.vifMtu?.[n - 1] ?? 1500,
    siteLinkEnabled: false,
    routeFilterPrefixes: [],
    tags: [],
  });
  topology.relate(vif, 'rides', connection);
  const attachment = topology.add({ kind: 'attachment', name: `v${n} attachment` });
  topology.relate(attachment, 'partOf', vif);
  topology.relate(attachment, 'attachesTo', gateway);
  const peer = topology.add({
    kind: 'bgpPeer',
    name: `v${n} peer`,
    id: `dxpeer-${n}`,
    session,
    amazonAddress: '169.254.1.1/30',
    customerAddress: '169.254.1.2/30',
  });
  topology.relate(peer, 'partOf', vif);
  bgp.gateways.attach(peer, gateway);
  const port = topology.add({ kind: 'port', name: `r${n} eth0`, label: 'eth0', shutdown: false });
  topology.relate(port, 'partOf', router);
  const subInterface = topology.add({
    kind: 'subInterface',
    name: `r${n} eth0.10${n}`,
    label: `eth0.10${n}`,
    vlan: 100 + n,
    addresses: ['169.254.1.2/30'],
    mtu: options.interfaceMtu?.[n - 1] ?? 1500,
    shutdown: false,
  });
  topology.relate(subInterface, 'partOf', port);
  const neighbor = topology.add({ kind: 'neighbor', name: `v${n} neighbor`, session, prepend: 0 });
  topology.relate(neighbor, 'partOf', router);
  bgp.interfaces.set(neighbor, subInterface);
  link.ends.set(vif, subInterface);
  link.via.set(vif, connection);
}
