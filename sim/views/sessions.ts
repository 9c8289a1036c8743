/** Both ends of BGP sessions: AWS's peer and the router's neighbour. */
import { oppositeOf } from '../bgp/opposite.ts';
import type { EntityId } from '../topology/entities.ts';
import { linkAddress } from '../topology/link-addresses.ts';
import { loopbackOf } from '../topology/loopback.ts';
import type { PeerView, SessionEndView, SessionPairView, SessionView } from '../view-types.ts';
import type { World } from '../world.ts';

/** What both kinds of end have in common. */
export function sessionView({ topology, bgp }: World, endpoint: EntityId): SessionView {
  const { addressFamily, localAsn, remoteAsn, bfd } = configOf(topology, endpoint);
  return {
    name: topology.name(endpoint),
    addressFamily,
    localAsn,
    remoteAsn,
    bgp: bgp.state(endpoint),
    bfd: bfd === 'off' ? 'off' : bgp.bfdState(endpoint),
    lastError: bgp.lastError(endpoint),
    prefixes: bgp.routes(endpoint).map(({ nlri }) => nlri.text),
  };
}

const configOf = (topology: World['topology'], endpoint: EntityId) =>
  topology.kind(endpoint) === 'bgpPeer'
    ? topology.as('bgpPeer', endpoint).session
    : topology.as('neighbor', endpoint).session;

/** The neighbour statement on the router that a peer's frames reach, where there is one. */
function neighborOf({ topology, link }: World, vif: EntityId, peer: EntityId): EntityId | undefined {
  const own = link.customerEnd(vif);
  const router = own === undefined ? undefined : topology.only(topology.only(own, 'partOf'), 'partOf');
  const address = topology.as('bgpPeer', peer).amazonAddress.split('/')[0] ?? '';
  return router === undefined ? undefined : topology.find(`${topology.name(router)} ${address}`);
}

/** Statements for a peer on the routers that its connection, or a member of its LAG, is cabled to. */
function statementsFor({ topology }: World, vif: EntityId, peer: EntityId): readonly EntityId[] {
  const on = topology.target(vif, 'rides');
  if (on === undefined) return [];
  const base = topology.target(on, 'rides') ?? on;
  const links = topology.kind(base) === 'lag' ? topology.sources(base, 'memberOf') : [base];
  const ports = links.flatMap((link) => topology.sources(link, 'cabledTo', 'port'));
  const routers = new Set(ports.map((port) => topology.only(port, 'partOf')));
  const address = topology.as('bgpPeer', peer).amazonAddress.split('/')[0] ?? '';
  return [...routers]
    .map((router) => topology.find(`${topology.name(router)} ${address}`))
    .filter((found) => found !== undefined);
}

/** A BGP peer of a virtual interface, with the router's end. */
export function peerView(world: World, vif: EntityId, peer: EntityId): PeerView {
  const { id, amazonAddress, customerAddress } = world.topology.as('bgpPeer', peer);
  const neighbor = neighborOf(world, vif, peer);
  return {
    ...sessionView(world, peer),
    id,
    amazonAddress,
    customerAddress,
    bgpPeerState: world.resources.state(peer),
    customer: neighbor === undefined ? undefined : sessionView(world, neighbor),
    // Frames reach no interface that is shut, which configures nothing away.
    customerHasBfd: (neighbor === undefined ? statementsFor(world, vif, peer) : [neighbor]).some(
      (statement) => configOf(world.topology, statement).bfd !== 'off',
    ),
  };
}

/** Names under which sessions are listed: peers that are not deleted, then neighbours that face none of them, once a pair. */
export function sessionNames(world: World): readonly string[] {
  const { topology, resources } = world;
  const peers = topology
    .all('bgpPeer')
    .filter((peer) => resources.state(peer) !== 'deleted' && topology.target(peer, 'partOf') !== undefined);
  const faced = new Set(peers.map((peer) => neighborOf(world, topology.only(peer, 'partOf'), peer)));
  const alone = topology.all('neighbor').filter((neighbor) => {
    const opposite = oppositeOf(topology, neighbor);
    return !faced.has(neighbor) && (opposite === undefined || neighbor < opposite);
  });
  return [...peers, ...alone].map((end) => topology.name(end));
}

/** The session of a BGP peer, of a pair of routers, or of a neighbour that faces nobody. */
export function sessionPairView(world: World, end: EntityId): SessionPairView {
  const { topology } = world;
  if (topology.kind(end) === 'neighbor') {
    const opposite = oppositeOf(topology, end);
    return {
      name: topology.name(end),
      virtualInterface: '',
      aws: undefined,
      router: endView(world, end),
      otherRouter: opposite === undefined ? undefined : endView(world, opposite),
    };
  }
  const vif = topology.only(end, 'partOf');
  const neighbor = neighborOf(world, vif, end);
  return {
    name: topology.name(end),
    virtualInterface: topology.name(vif),
    aws: endView(world, end),
    router: neighbor === undefined ? undefined : endView(world, neighbor),
    otherRouter: undefined,
  };
}

function endView(world: World, endpoint: EntityId): SessionEndView {
  const { topology, bgp } = world;
  const { bfd, holdMicros, keepaliveMicros, remoteAddress, shutdown, passive } = configOf(topology, endpoint);
  const times = bgp.times(endpoint) ?? { holdMicros, keepaliveMicros, negotiated: false, silent: false };
  return {
    ...sessionView(world, endpoint),
    ...times,
    leftMicros: 'leftMicros' in times ? times.leftMicros : undefined,
    address: addressOf(world, endpoint),
    remoteAddress,
    bfdConfig: bfd,
    shutdown,
    passive,
    advertised: bgp.advertised(endpoint).map(({ nlri }) => nlri.text),
    waitingFor: bgp.established(endpoint) ? '' : bgp.waitingFor(endpoint),
  };
}

/** The end's own address: AWS's is written down, a router's is its loopback, or what its interface has in the family. */
function addressOf({ topology, bgp }: World, endpoint: EntityId): string {
  if (topology.kind(endpoint) === 'bgpPeer') return topology.as('bgpPeer', endpoint).amazonAddress;
  const { addressFamily } = topology.as('neighbor', endpoint).session;
  const router = topology.only(endpoint, 'partOf');
  const over = topology.target(endpoint, 'crosses');
  const onLink = over === undefined ? undefined : linkAddress(topology, over, router);
  if (onLink !== undefined) return onLink;
  if (topology.target(endpoint, 'peersWith') !== undefined)
    return loopbackOf(topology.as('router', router).routerId, addressFamily);
  const on = bgp.interfaceOf(endpoint);
  if (on === undefined || topology.kind(on) !== 'subInterface') return '';
  const { addresses } = topology.as('subInterface', on);
  return addresses.find((one) => one.includes(':') === (addressFamily === 'ipv6')) ?? '';
}
