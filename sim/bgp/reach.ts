/** Who answers at the other end of a session's wire, from the graph and the link layer: ARP, addresses, both paths. */
import type { Igp } from '../igp/igp.ts';
import { ALL_PPM } from '../kernel/loss.ts';
import type { LinkQueries, PathState } from '../link/contract.ts';
import { contains, parseAddress, parseInterfaceAddress, sameAddress } from '../topology/address.ts';
import type { EntityId } from '../topology/entities.ts';
import type { Topology } from '../topology/topology.ts';
import type { VpnTunnels } from './aws/vpn-tunnels.ts';
import type { Facing } from './facing.ts';
import { neighborAt } from './neighbor-at.ts';
import { oppositeOf } from './opposite.ts';

export interface Reach {
  /** The endpoint's own interface: the router's sub-interface, AWS's virtual interface. */
  readonly local: EntityId | undefined;
  readonly localUp: boolean;
  /** It is down because its own operator shut it. */
  readonly localShut: boolean;
  /** The BGP peer or neighbour that answers, or why none does. */
  readonly remote: EntityId | 'nobody' | 'refuses';
  readonly forth: PathState;
  readonly back: PathState;
  /** Empty when segments pass. */
  readonly why: string;
}

/** What is asked for it. */
export interface Floors {
  readonly topology: Topology;
  readonly link: LinkQueries;
  readonly igp: Pick<Igp, 'distance' | 'routers' | 'live' | 'liveLinks'>;
  readonly facing: Facing;
  readonly tunnels: Pick<VpnTunnels, 'path'>;
}

type Running = (peer: EntityId) => boolean;

const closed = (why: string): PathState => ({ open: false, why, lossPpm: 0, delayMicros: 0, via: undefined });

function unreachable(local: EntityId | undefined, localUp: boolean, why: string, localShut = false): Reach {
  return { local, localUp, localShut, remote: 'nobody', forth: closed(why), back: closed(why), why };
}

/** What the endpoint sees now. `running` says whether AWS has configured a peer. */
export function reachOf(endpoint: EntityId, floors: Floors, running: Running): Reach {
  const { topology } = floors;
  if (topology.kind(endpoint) === 'bgpPeer') return reachOfPeer(endpoint, floors);
  const vpn = topology.target(endpoint, topology.kind(endpoint) === 'vpnPeer' ? 'partOf' : 'rides');
  if (vpn !== undefined) return reachOverVpn(endpoint, vpn, floors);
  const other = topology.target(endpoint, 'peersWith');
  return other === undefined
    ? reachOfNeighbor(endpoint, floors, running)
    : reachOfRouter(endpoint, other, floors);
}

/** Between two routers of the customer's: over the IGP inside an AS, over the link that joins them between two. */
function reachOfRouter(neighbor: EntityId, other: EntityId, { topology, link, igp }: Floors): Reach {
  const router = topology.only(neighbor, 'partOf');
  const here = topology.name(router);
  if (!link.running(router)) return unreachable(undefined, false, `${here} is down`);
  const { localAsn, remoteAsn } = topology.as('neighbor', neighbor).session;
  const over = topology.target(neighbor, 'crosses');
  const distance = over === undefined ? igp.distance(router, other) : igp.live(over);
  const adjacent = distance !== undefined && (!('path' in distance) || distance.path.length === 2);
  if (distance === undefined || !(adjacent || localAsn === remoteAsn)) {
    const why =
      over === undefined
        ? `nothing joins ${here} to ${topology.name(other)}`
        : `${topology.name(over)} is down`;
    const shut = over !== undefined && topology.as('routerLink', over).shutAt?.includes(here) === true;
    return unreachable(undefined, over === undefined && localAsn === remoteAsn, why, shut);
  }
  const opposite = oppositeOf(topology, neighbor);
  const { lossPpm, delayMicros } = distance;
  const way: PathState = { open: true, why: '', lossPpm, delayMicros, via: undefined };
  const lost = lossPpm < ALL_PPM ? '' : `every packet between ${here} and ${topology.name(other)} is lost`;
  return {
    local: undefined,
    localUp: true,
    localShut: false,
    remote: opposite ?? 'refuses',
    forth: way,
    back: way,
    why: opposite === undefined ? `${topology.name(other)} has no neighbour ${here}` : lost,
  };
}

/** Through the tunnels of a VPN, whose ends are found by configuration. */
function reachOverVpn(endpoint: EntityId, vpn: EntityId, { topology, tunnels }: Floors): Reach {
  const [peer] = topology.sources(vpn, 'partOf', 'vpnPeer');
  const [neighbor] = topology.sources(vpn, 'rides', 'neighbor');
  const remote = endpoint === peer ? neighbor : peer;
  const path = tunnels.path(vpn);
  const why = remote === undefined ? `nobody is at the other end of ${topology.name(vpn)}` : path.why;
  const up = { localUp: true, localShut: false };
  return { local: undefined, ...up, remote: remote ?? 'nobody', forth: path, back: path, why };
}

function reachOfPeer(peer: EntityId, { topology, link }: Floors): Reach {
  const vif = topology.target(peer, 'partOf');
  if (vif === undefined) return unreachable(undefined, false, `${topology.name(peer)} is deleted`);
  const { session, amazonAddress } = topology.as('bgpPeer', peer);
  const { vlan } = topology.as('virtualInterface', vif);
  if (!link.attachmentUp(vif))
    return unreachable(vif, false, `the port of ${topology.name(vif)} at AWS is down`);
  const customer = link.customerEnd(vif);
  if (customer === undefined) {
    return unreachable(
      vif,
      true,
      `no ARP reply from ${session.remoteAddress}: no interface with VLAN ${vlan} at the customer's end`,
    );
  }
  if (!link.interfaceUp(customer))
    return unreachable(
      vif,
      true,
      `no ARP reply from ${session.remoteAddress}: ${topology.name(customer)} is down`,
    );
  const wanted = parseAddress(session.remoteAddress);
  const amazon = parseInterfaceAddress(amazonAddress).address;
  const own = topology
    .as('subInterface', customer)
    .addresses.map(parseInterfaceAddress)
    .find(({ address }) => sameAddress(address, wanted));
  if (own === undefined || !contains(own.prefix, amazon)) {
    return unreachable(
      vif,
      true,
      `no ARP reply from ${session.remoteAddress}: ${topology.name(customer)} has another address`,
    );
  }
  const address = amazonAddress.slice(0, amazonAddress.indexOf('/'));
  const neighbor = neighborAt(topology, routerOf(customer, topology), address);
  return joined(vif, neighbor ?? 'refuses', vif, peer, 'toCustomer', topology, link);
}

function reachOfNeighbor(neighbor: EntityId, { topology, link, facing }: Floors, running: Running): Reach {
  const { remoteAddress } = topology.as('neighbor', neighbor).session;
  const router = topology.only(neighbor, 'partOf');
  const wanted = parseAddress(remoteAddress);
  const locals = facing.interfaces(router, wanted);
  const local = locals.find((candidate) => link.interfaceUp(candidate)) ?? locals[0];
  if (local === undefined)
    return unreachable(
      undefined,
      false,
      `${topology.name(router)} has no interface towards ${remoteAddress}`,
    );
  if (!link.interfaceUp(local))
    return unreachable(local, false, `${topology.name(local)} is down`, isShut(topology, local));
  const vif = link.awsEnd(local);
  const noArp = `no ARP reply from ${remoteAddress}`;
  if (vif === undefined) {
    const { vlan } = topology.as('subInterface', local);
    return unreachable(local, true, `${noArp}: no virtual interface with VLAN ${vlan} at AWS's end`);
  }
  const peers = topology.sources(vif, 'partOf', 'bgpPeer').filter(running);
  const peer = peers.find((candidate) =>
    sameAddress(parseInterfaceAddress(topology.as('bgpPeer', candidate).amazonAddress).address, wanted),
  );
  if (peer === undefined)
    return unreachable(local, true, `${noArp}: AWS has not configured the peer on ${topology.name(vif)}`);
  const expected = parseAddress(topology.as('bgpPeer', peer).session.remoteAddress);
  const known = topology
    .as('subInterface', local)
    .addresses.some((text) => sameAddress(parseInterfaceAddress(text).address, expected));
  return joined(local, known ? peer : 'refuses', vif, peer, 'toAws', topology, link);
}

/** A sub-interface, or the port or port-channel that it is on. */
function isShut(topology: Topology, subInterface: EntityId): boolean {
  if (topology.as('subInterface', subInterface).shutdown) return true;
  const parent = topology.only(subInterface, 'partOf');
  return topology.kind(parent) === 'port'
    ? topology.as('port', parent).shutdown
    : topology.as('portChannel', parent).shutdown;
}

/** Both ways between the ends, the member of a LAG chosen by the peer as by a 5-tuple. */
function joined(
  local: EntityId,
  remote: EntityId | 'refuses',
  vif: EntityId,
  peer: EntityId,
  direction: 'toAws' | 'toCustomer',
  topology: Topology,
  link: LinkQueries,
): Reach {
  const hash = topology.key(peer).low >>> 0;
  const forth = link.path(vif, direction, hash);
  const back = link.path(vif, direction === 'toAws' ? 'toCustomer' : 'toAws', hash);
  const why = forth.open ? back.why : forth.why;
  return { local, localUp: true, localShut: false, remote, forth, back, why };
}

export function routerOf(subInterface: EntityId, topology: Topology): EntityId {
  return topology.only(topology.only(subInterface, 'partOf'), 'partOf');
}
